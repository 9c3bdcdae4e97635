/** A recording that is made here and opened in the page, and what it says itself, worked out without the page's code. */
import type { Browser } from "playwright-core";
import { recordingToJson, type Recording } from "../../../src/index.js";
import type { PageServer } from "../../../src/cli/page-server.js";
import { isDone, startBrowser, startServer, visit, type Visit } from "./page.js";

export interface OpenedRecording extends Visit {
  readonly browser: Browser;
  readonly server: PageServer;
  close(): Promise<void>;
}

/** @param view what follows in the address: `?t=170` */
export async function openRecording(recording: Recording, view = ""): Promise<OpenedRecording> {
  const browser = await startBrowser();
  const text = recordingToJson(recording);
  const server = await startServer({ kind: "recording", name: "a.json", text });
  const seen = await visit(browser, `${server.url}#/run/opened${view}`);
  await isDone(seen.page);
  const close = async (): Promise<void> => {
    await browser.close();
    await server.close();
  };
  return { ...seen, browser, server, close };
}

/** A series by the address of its part. */
export function columnOf(recording: Recording, address: string, name: string): Float64Array {
  const part = recording.parts.findIndex((each) => each.address === address);
  const column = recording.series.find((each) => each.part === part && each.name === name);
  if (column === undefined) throw new Error(`${address} has no ${name}`);
  return column.values;
}

/** Addresses of the servers that try an agent first. */
export function serversOf(recording: Recording, agent: number): string[] {
  return recording.parts
    .filter(({ kind, constants }) => kind === "server" && constants["firstChoice"] === agent)
    .map(({ address }) => address);
}
