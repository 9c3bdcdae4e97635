/**
 * Goal: every text of the page can be translated, has room for longer words, and numbers are written as the reader wants.
 * Method: the page in the pseudo-language, where what was not said through the catalogue has no brackets; in German; with
 * both kinds of units and times.
 */
import { readdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findings } from "../../src/analysis/find.js";
import type { PageServer } from "../../src/cli/page-server.js";
import { recordingToJson, simulate } from "../../src/index.js";
import { stepSentence } from "../../src/report/sentences.js";
import { scenarioOf } from "../support/simulated.js";
import { OUTAGE } from "./support/outage.js";
import { drawn, isDone, startBrowser, startServer, told, visit } from "./support/page.js";
import { clipped, foreignTo, unwrapped } from "./support/words.js";

const TEXT = OUTAGE.replace("seed: 5", "seed: 5\nstart: 2026-03-02T18:00:00+01:00");

let browser: Browser;
/** Serves the run as a recording, and its scenario, to be edited. */
let server: PageServer;
let editable: PageServer;
let known: readonly string[];
let foreign: (texts: readonly string[]) => string[];

beforeAll(async () => {
  browser = await startBrowser();
  const recording = simulate(scenarioOf(TEXT));
  const text = recordingToJson(recording);
  server = await startServer({ kind: "recording", name: "outage.json", text });
  editable = await startServer({ kind: "scenario", name: "outage.yaml", text: TEXT, files: {} });
  const { scenario, parts } = recording;
  const { steps, recoveries } = findings(recording);
  const sentences = [...steps.map(stepSentence), ...recoveries.flatMap(({ why }) => why ?? [])];
  known = [
    ...[
      "fanin",
      "outage.yaml",
      "no-such-run",
      "state:refusing tier:1 fill>80",
      "PNG",
      "SVG",
      "CSV",
    ],
    ...[scenario.name, scenario.about],
    ...[...scenario.servers, ...scenario.tiers, ...scenario.storages].map(({ name }) => name),
    ...parts.map(({ address }) => address),
    ...sentences,
    ...sentences.map((text) => text.replace(/, until .*$/, "")),
    ...readdirSync("scenarios").map((name) => name.replace(/\.yaml$/, "")),
  ];
  // Units of an axis of times.
  foreign = foreignTo([...known, "hh:mm:ss", "[s]"]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await editable.close();
});

function at(language: string, hash: string, from = server): string {
  return `${from.url}?lang=${language}${hash}`;
}

describe("in the pseudo-language", () => {
  test("nothing is said outside of the catalogue, and nothing is cut off, at 1280 and at 320 px", async () => {
    const { page, troubles } = await visit(browser, at("en-XA", "", editable));
    const faults: Record<string, readonly string[]> = {};
    const look = async (name: string): Promise<void> => {
      await drawn(page);
      faults[`${name}: words`] = await unwrapped(page, known);
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await drawn(page);
        faults[`${name}: ${String(width)} px`] = await clipped(page);
      }
    };
    await look("gallery");
    await page.goto(at("en-XA", "#/run/opened?t=300", editable));
    await isDone(page);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("en-XA");
    await page.locator('[data-node="tier2[0]"]').first().click();
    for (const tab of ["charts", "heatmap", "events", "nodes"]) {
      await page.locator(`#tab-${tab}`).click();
      await look(tab);
    }
    await page.keyboard.press("m");
    await page.keyboard.press("c");
    await drawn(page);
    await look("compare");
    await page.keyboard.press("e");
    await page.getByTestId("editor").locator(".cm-content").waitFor();
    await look("editor");
    await page.locator("#edit-tab-form").click();
    await look("form");
    await page.locator(".editor .close").click();
    await page.keyboard.press("?");
    await look("help");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await look("commands");
    await page.keyboard.press("Escape");
    await page.getByTestId("export").click();
    await look("export");
    await page.keyboard.press("Escape");
    await page.goto(at("en-XA", "#/run/no-such-run", editable));
    await page.getByTestId("failure").waitFor();
    await look("failure");
    expect(Object.entries(faults).filter(([, texts]) => texts.length > 0)).toEqual([]);
    expect(troubles).toEqual([]);
    await page.context().close();
  });
});

describe("what is drawn on canvases", () => {
  /** Texts that were drawn since it was asked last. */
  const written = (page: Page): Promise<string[]> =>
    page.evaluate(() => {
      const { drawnTexts } = globalThis as unknown as { drawnTexts: Set<string> };
      const texts = [...drawnTexts];
      drawnTexts.clear();
      return texts;
    });

  test("is said through the catalogue, in charts, heatmap and comparison; axes have the times that are chosen", async () => {
    const { page } = await visit(browser, "about:blank");
    await page.addInitScript(() => {
      const drawnTexts = new Set<string>();
      Object.assign(globalThis, { drawnTexts });
      const { prototype } = CanvasRenderingContext2D;
      const { fillText } = prototype;
      prototype.fillText = function (text, ...place) {
        drawnTexts.add(text);
        fillText.call(this, text, ...place);
      };
    });
    await page.goto(at("en-XA", "#/run/opened?t=300"));
    await isDone(page);
    await drawn(page);
    const charts = await written(page);
    expect(charts.filter((text) => text.startsWith("⟦")).length).toBeGreaterThan(15);
    expect(charts).toEqual(
      expect.arrayContaining(["00:06:00", "hadoop is down", "600 k", "100 %"]),
    );
    expect(foreign(charts)).toEqual([]);
    await page.getByTestId("choose-times").selectOption("wall");
    await drawn(page);
    const wall = await written(page);
    expect(wall).toContain("18:06:00");
    expect(wall).not.toContain("00:06:00");
    expect(foreign(wall)).toEqual([]);
    await page.locator("#tab-heatmap").click();
    await drawn(page);
    const heatmap = await written(page);
    expect(heatmap).toContain("tier2[0].channel");
    expect(foreign(heatmap)).toEqual([]);
    await page.keyboard.press("c");
    await page.getByTestId("compare-fill").waitFor();
    await drawn(page);
    expect(foreign(await written(page))).toEqual([]);
    await page.context().close();
  });
});

describe("in a language without a catalogue", () => {
  test("words are English, and numbers are of that language", async () => {
    const { page } = await visit(browser, at("de", "#/run/opened?t=300"));
    await isDone(page);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
    const rejected = page.getByTestId("verdict-rejected");
    expect(await rejected.textContent()).toMatch(/^calls rejected\d,\d\d k$/);
    expect(await rejected.locator("dd").getAttribute("title")).toMatch(/^\d \d{3}$/);
    await page.context().close();
  });
});

describe("sizes and times", () => {
  /** What the first server keeps, and the clock. */
  const shown = async (page: Page): Promise<string[]> => {
    await drawn(page);
    const texts = ["inspector", "transport"].map((id) => page.getByTestId(id).textContent());
    const [inspector, transport] = await Promise.all(texts);
    return [
      /keeps [\d.]+ [kKM]i?B of [\d.]+ Mi?B/.exec(inspector!)![0],
      /[t+\d]\S*(?: \+\d\d:\d\d)? of/.exec(transport!)![0],
    ];
  };

  test("follow the reader's choice, which is kept, and change nothing of the run", async () => {
    const { page } = await visit(browser, at("en", "#/run/opened?t=300&node=web%5B0%5D"));
    await isDone(page);
    const [size, time] = await shown(page);
    expect(size).toMatch(/ of 10 MB$/);
    expect(time).toBe("t+00:05:00 of");
    const digest = await told(page, "run-digest");
    await page.getByTestId("choose-units").selectOption("IEC");
    expect((await shown(page))[0]).toMatch(/ of 9\.54 MiB$/);
    await page.getByTestId("choose-times").selectOption("wall");
    expect((await shown(page))[1]).toBe("18:05:00 +01:00 of");
    expect(await told(page, "run-digest")).toBe(digest);
    await page.reload();
    await isDone(page);
    const [again, wall] = await shown(page);
    expect(again).toMatch(/ of 9\.54 MiB$/);
    expect(wall).toBe("18:05:00 +01:00 of");
    // A scenario that does not say when it begins has no date to show.
    await page.goto(at("en", "#/run/single-agent?t=300"));
    await isDone(page);
    expect(await page.getByTestId("choose-times").isVisible()).toBe(false);
    expect(await page.getByTestId("transport").textContent()).toContain("t+00:05:00 of");
    await page.context().close();
  });
});
