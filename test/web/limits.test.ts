/**
 * Goal: a browser that lacks something still shows runs, to everybody. Method: workers, or canvases, are taken away before
 * the page loads; digests, and axe in both themes.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PageServer } from "../../src/cli/page-server.js";
import { simulate } from "../../src/index.js";
import { textOf } from "../scenarios/shipped.js";
import { scenarioOf } from "../support/simulated.js";
import {
  isDone,
  startBrowser,
  startServer,
  told,
  violationsInBoth,
  visit,
} from "./support/page.js";

let browser: Browser;
let server: PageServer;

beforeAll(async () => {
  browser = await startBrowser();
  server = await startServer();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

test.each([
  ["workers", "starts no workers", "delete globalThis.Worker"],
  ["canvases", "draws no canvases", "HTMLCanvasElement.prototype.getContext = () => null"],
])("without %s it says so, and a run has the digest of the engine", async (_, said, script) => {
  const { page, troubles } = await visit(browser, "about:blank");
  await page.addInitScript(script);
  // Half a minute of it: tables of the whole run would be the same, and longer.
  await page.goto(`${server.url}#/run/single-agent?window=480-510`);
  await isDone(page);
  expect(await page.getByTestId("limits").textContent()).toContain(said);
  const { digest } = simulate(scenarioOf(textOf("single-agent")));
  expect(await told(page, "run-digest")).toBe(digest);
  expect(await violationsInBoth(page)).toEqual({});
  expect(troubles).toEqual([]);
  await page.context().close();
});
