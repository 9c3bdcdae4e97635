/**
 * Goal: everybody can use the page whatever state it is in. Method: one page is led through every state that there is;
 * in each, axe looks at it in both themes, with the sizes of targets.
 */
import type { Browser, Page, Route } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PageServer } from "../../src/cli/page-server.js";
import { recordingToJson, simulate } from "../../src/index.js";
import { scenarioOf } from "../support/simulated.js";
import { OUTAGE } from "./support/outage.js";
import {
  drawn,
  isDone,
  startBrowser,
  startServer,
  told,
  violationsInBoth,
  visit,
} from "./support/page.js";

const recording = simulate(scenarioOf(OUTAGE));
const json = recordingToJson(recording);
/** Large enough to be looked at while it runs. */
const LONG = OUTAGE.replace("duration: 12 min", "duration: 20 h");
const GREEN = OUTAGE.replace("duration: 12 min", "duration: 1 min")
  .replace(/faults:\n.*\n/, "")
  .replace("name: Outage with refusals", "name: Nothing happens");

let browser: Browser;
let server: PageServer;
let page: Page;
let troubles: readonly string[];
/** By state and theme, what is wrong there. */
let found: Record<string, Record<string, string[]>> = {};

beforeAll(async () => {
  browser = await startBrowser();
  server = await startServer();
  ({ page, troubles } = await visit(browser, server.url));
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

async function look(state: string, within?: string): Promise<void> {
  const wrong = await violationsInBoth(page, within);
  if (Object.keys(wrong).length > 0) found[state] = wrong;
}

function expectNothing(): void {
  expect(found).toEqual({});
  found = {};
}

async function bring(
  name: string,
  body: string,
  label = "A scenario or a recording",
): Promise<void> {
  const buffer = Buffer.from(body);
  await page.getByLabel(label).setInputFiles({ name, mimeType: "text/plain", buffer });
}

/** As data-status of the page says it. */
async function hasStatus(status: string): Promise<void> {
  await page.waitForSelector(`[data-testid="dashboard"][data-status="${status}"]`);
}

test("before, during and after a run: gallery, loading, worker that dies, running, cancelled", async () => {
  expect(await told(page, "status")).toBe("empty");
  await look("gallery");
  let giveWay = (): void => undefined;
  const isHeld = new Promise<void>((resolve) => (giveWay = resolve));
  const worker = /worker-[^/]*\.js$/;
  await page.route(worker, async (route: Route) => {
    await isHeld;
    await route.fulfill({ contentType: "text/javascript", body: "throw new Error('no memory')" });
  });
  await bring("long.yaml", LONG);
  await hasStatus("running");
  expect(await page.getByTestId("progress").textContent()).toBe("begins …");
  await look("loading");
  giveWay();
  await page.getByTestId("failure").getByText("stopped unexpectedly").waitFor();
  await look("worker died");
  await page.unroute(worker);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByTestId("progress").getByText("%").waitFor();
  await page.getByTestId("verdict").waitFor();
  await look("running");
  expect(await told(page, "status")).toBe("running");
  await page.getByRole("button", { name: "Cancel" }).click();
  await hasStatus("partial");
  await look("cancelled");
  expectNothing();
});

test("what cannot be shown: link, address, version, size, doctored recording", async () => {
  const failed = page.getByTestId("failure");
  for (const [hash, said] of [
    ["#v1.d.%%%", "This link cannot be read"],
    ["#/run/nothing", "There is no scenario called"],
  ] as const) {
    await page.evaluate((to) => (location.hash = to), hash);
    await failed.getByText(said).waitFor();
    await look(said);
  }
  await bring("old.json", json.replace("fanin-recording/1", "fanin-recording/0"));
  await failed.getByText("of another version").waitFor();
  await look("another version");
  await bring("large.yaml", OUTAGE.replace("count: 60", "count: 1000000"));
  await failed.getByText("This run needs about").waitFor();
  await look("too large");
  await bring("changed.json", json.replace(/"delivered":(\d)/, '"delivered":9$1'));
  await page.getByTestId("altered").waitFor();
  await look("doctored");
  expectNothing();
});

test("a run where all is well, its text with mistakes in it, and its results that are old by then", async () => {
  await bring("green.yaml", GREEN);
  await isDone(page);
  await page
    .getByRole("status")
    .getByText(/^✓ MET/)
    .waitFor();
  await look("all is well");
  await page.keyboard.press("e");
  const content = page.getByTestId("editor").locator(".cm-content");
  await content.press("Control+f");
  await look("editor, with its search", ".editor");
  await content.press("Control+End");
  await page.keyboard.type("servres: {}\n");
  await page.getByRole("button", { name: /^✗ error/ }).waitFor();
  await hasStatus("stale");
  await look("stale, with a mistake");
  await page.getByRole("tab", { name: "Form" }).click();
  await look("form", ".editor");
  await bring("wrong.yaml", "fanin: 1\nservres: {}\n");
  await page.getByRole("button", { name: "✗ error 2:1" }).waitFor();
  await hasStatus("error");
  expect(await page.locator(".run-bar h2").textContent()).toBe("wrong.yaml");
  expect(await page.getByTestId("nothing-yet").isVisible()).toBe(true);
  await look("mistakes, and no run before");
  await page.locator(".editor .close").click();
  expectNothing();
});

test("a run with refusals: every tab, a node, the comparison, every dialog", async () => {
  await bring("outage.json", json);
  await isDone(page);
  await page.locator('[data-node="tier2[0]"]').first().click();
  await look("charts, with a node");
  await page.keyboard.press("Escape");
  for (const tab of ["Heatmap", /^Events/, /^Nodes/]) {
    await page.getByRole("tab", { name: tab }).click();
    await look(String(tab), ".details");
  }
  await page.getByRole("tab", { name: "Compare" }).click();
  await look("nothing to compare with", ".details");
  await bring("green.yaml", GREEN, "A file to compare with");
  await page
    .locator('[data-testid=compare]:not([data-a-digest=""]):not([data-b-digest=""])')
    .waitFor();
  await look("overlay", ".details");
  await page.getByLabel("difference").check();
  await look("difference", ".details");
  await page.getByLabel("topologies side by side").check();
  await bring("cut.json", json.slice(0, 5000), "A file to compare with");
  await page.getByTestId("compare-problem").waitFor();
  await look("side by side, and a file that is cut off", ".details");
  await page.getByRole("tab", { name: "Charts" }).click();
  for (const [name, keys] of [
    ["keys", "?"],
    ["commands", "Control+k"],
  ] as const) {
    await page.keyboard.press(keys);
    await page.locator("dialog[open]").waitFor();
    await look(name, "dialog[open]");
    await page.keyboard.press("Escape");
  }
  await page.getByRole("button", { name: "Export …" }).click();
  await look("export", "dialog[open]");
  await page.keyboard.press("Escape");
  expectNothing();
  await drawn(page);
  expect(troubles.filter((text) => !text.includes("no memory"))).toEqual([]);
});
