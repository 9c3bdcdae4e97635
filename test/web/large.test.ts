/**
 * Goal: thousands of servers are drawn, not hidden, and every shipped scenario opens. Method: a site of 2,100 servers
 * is simulated here and opened; each shipped scenario is opened until there is something to see of it.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordingToJson, simulate } from "../../src/index.js";
import type { PageServer } from "../../src/cli/page-server.js";
import { TICKS_PER_SECOND } from "../../src/units/time.js";
import { shippedNames, textOf } from "../scenarios/shipped.js";
import { scenarioOf } from "../support/simulated.js";
import { drawn, isDone, startBrowser, startServer, visit } from "./support/page.js";
import type { Visit } from "./support/page.js";

const SERVERS = 2100;
const AGENTS = 42;

/** The shipped site, smaller and shorter. */
const SITE = textOf("large-site")
  .replace("count: 2400", `count: ${String(SERVERS)}`)
  .replace("agents: 48", `agents: ${String(AGENTS)}`)
  .replace("capacity: 1000000", "capacity: 50000")
  .replace("duration: 17 min", "duration: 4 min")
  .replace("at: 2 min, for: 10 min", "at: 1 min, for: 2 min")
  .replace("every: 200 ms", "every: 5 s");

const recording = simulate(scenarioOf(SITE));

let browser: Browser;
let server: PageServer;
let seen: Visit;

beforeAll(async () => {
  browser = await startBrowser();
  server = await startServer({
    kind: "recording",
    name: "site.json",
    text: recordingToJson(recording),
  });
  seen = await visit(browser, `${server.url}#/run/opened?t=170`);
  await isDone(seen.page);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

describe("a site of thousands", () => {
  test("is counted in full, drawn with few elements, and each cell names its server", async () => {
    const { page } = seen;
    const counts = await page.locator('[data-testid="legend"] .state-count').allTextContents();
    const nodes = SERVERS + AGENTS + 4 + 1;
    expect(counts.map(Number).reduce((sum, count) => sum + count)).toBe(nodes);
    const elements = await page.locator('[data-testid="topology"] *').count();
    expect(elements).toBeLessThan(1500);
    const matrix = page.locator(".matrix");
    await matrix.focus();
    await page.keyboard.press("Home");
    for (let i = 0; i < 20; i++) {
      const said = (await matrix.getByRole("gridcell", { includeHidden: true }).textContent())!;
      const [, name, agent] = /^(web\[\d+\]), .*, feeds (tier1\[\d+\])$/.exec(said)!;
      const part = recording.parts.find(({ address }) => address === name)!;
      expect(agent).toBe(`tier1[${String(part.constants["firstChoice"])}]`);
      await page.keyboard.press(i % 2 === 0 ? "ArrowDown" : "ArrowRight");
    }
  });

  test("servers that are refused are those of the recording's episodes", async () => {
    const { page } = seen;
    const i = recording.times.indexOf(170 * TICKS_PER_SECOND);
    const [from, to] = [recording.times[i - 1]!, recording.times[i]!];
    const refused = new Set(
      recording.episodes
        .filter(({ kind, part, fromTicks, toTicks }) => {
          const isCall = /^(call-|connection-refused)/.test(kind);
          return (
            isCall && recording.parts[part]!.kind === "server" && fromTicks <= to && toTicks > from
          );
        })
        .map(({ part }) => part),
    );
    expect(refused.size).toBeGreaterThan(100);
    await page.getByTestId("query").fill("state:refusing web");
    await drawn(page);
    const said = await page.getByTestId("query-said").textContent();
    const shown = Number(/^(\d+) of/.exec(said!)![1]);
    // An episode that ends with the sample before belongs to that one.
    expect(Math.abs(shown - refused.size)).toBeLessThanOrEqual(refused.size * 0.02);
    await page.getByTestId("query").fill("");
  });

  test("an agent lights up its fifty servers", async () => {
    const { page } = seen;
    await page.locator('[data-node="tier1[7]"]').first().click();
    await drawn(page);
    const lit = (await page.locator(".matrix").getAttribute("data-highlighted"))!.split(" ");
    const expected = recording.parts
      .filter(({ kind, constants }) => kind === "server" && constants["firstChoice"] === 7)
      .map(({ address }) => address);
    expect(lit.sort()).toEqual(expected.sort());
    expect(seen.troubles).toEqual([]);
  });
});

describe("every shipped scenario", () => {
  test("opens without a complaint, and shows something of itself", async () => {
    const other = await visit(browser, server.url);
    for (const name of shippedNames()) {
      await other.page.evaluate((to) => {
        location.hash = `#/run/${to}`;
      }, name);
      await other.page.waitForFunction((to) => {
        const main = document.querySelector("main")!;
        const isThis = location.hash.startsWith(`#/run/${to}`);
        const isBegun = document.querySelector('[data-testid="progress"]')!.textContent !== "";
        return isThis && (main.dataset["status"] === "done" || isBegun);
      }, name);
    }
    expect(other.troubles).toEqual([]);
    await other.page.context().close();
  });
});
