/**
 * Goal: a run that is too large for a browser is known before it begins, and samples that do not fit are taken
 * further apart. Method: scenarios of known size; one too large in the page.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PageServer } from "../../src/cli/page-server.js";
import { parseScenario, simulate } from "../../src/index.js";
import { MOST_BYTES, MOST_CELLS, needOf } from "../../web/engine/need.js";
import { preparedFor } from "../../web/engine/prepare.js";
import { seriesCount } from "../../src/record/series-count.js";
import type { Scenario } from "../../src/scenario/types/scenario.js";
import { isDone, startBrowser, startServer, told, visit } from "./support/page.js";

function textOf(servers: number, rate: string, every: string): string {
  return `fanin: 1
name: Large
duration: 10 min
servers:
  web: { count: ${String(servers)}, rate: ${rate}, to: t }
tiers:
  t:
    agents: 2
    source: avro
    channel: { type: memory, capacity: 100000, transactionCapacity: 1000 }
    sinks: { type: timed, batchSize: 1000, service: 1 ms }
record: { every: ${every} }
`;
}

function scenarioOf(text: string): Scenario {
  return parseScenario(text).scenario!;
}

function cellsOf(scenario: Scenario): number {
  return (seriesCount(scenario) * scenario.durationTicks) / scenario.record.everyTicks;
}

describe("samples that fit", () => {
  test("are left as they are", () => {
    const scenario = scenarioOf(textOf(100, "1 events/s", "1 s"));
    expect(preparedFor(scenario, undefined).record).toEqual({ everyTicks: 1e9, series: "all" });
  });

  test("are those that are asked for, or else at round intervals not much longer than they must be", () => {
    for (const every of ["10 ms", "100 ms"]) {
      const scenario = scenarioOf(textOf(1900, "1 events/s", every));
      const asked = { ...scenario, record: { ...scenario.record, series: "all" as const } };
      expect(cellsOf(asked)).toBeGreaterThan(MOST_CELLS);
      const fitted = preparedFor(scenario, undefined);
      expect(cellsOf(fitted)).toBeLessThanOrEqual(MOST_CELLS);
      expect(cellsOf(fitted)).toBeGreaterThan(MOST_CELLS / 2.6);
      expect(String(fitted.record.everyTicks)).toMatch(/^[125]0+$/);
    }
  });
});

describe("memory", () => {
  test("is that of samples and parts; coarser samples are offered where they are what takes it", () => {
    const small = needOf(preparedFor(scenarioOf(textOf(100, "1 events/s", "1 s")), undefined));
    expect(small.bytes).toBeLessThan(20e6);
    const wide = needOf(preparedFor(scenarioOf(textOf(400_000, "1 events/s", "1 s")), undefined));
    expect(wide.bytes).toBeGreaterThan(MOST_BYTES);
    expect(wide.coarserTicks).toBeUndefined();
    const fine = scenarioOf(textOf(1900, "1 events/s", "1 ms"));
    const long = needOf({ ...fine, record: { ...fine.record, series: "all" } });
    expect(long.bytes).toBeGreaterThan(MOST_BYTES);
    expect(long.coarserTicks).toBeGreaterThan(fine.record.everyTicks);
  });
});

describe("in the page", () => {
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

  test("what is too large says so before it begins, and what to do", async () => {
    const { page, troubles } = await visit(browser, server.url);
    const open = (text: string): Promise<void> =>
      page.getByLabel("A scenario or a recording").setInputFiles({
        name: "large.yaml",
        mimeType: "text/plain",
        buffer: Buffer.from(text),
      });
    await open(textOf(1_000_000, "1 events/s", "1 s"));
    const failure = page.getByTestId("failure");
    await failure.waitFor();
    expect(await failure.textContent()).toMatch(/^✗ This run needs about \d(\.\d+)? GB of memory/);
    expect(await failure.locator("code.command").textContent()).toBe("fanin run FILE --out FOLDER");
    await failure.getByRole("button", { name: "Run it anyway" }).waitFor();
    expect(await page.locator(".run-bar h2").textContent()).toBe("large.yaml");
    await page.getByRole("button", { name: "Run", exact: true }).waitFor();
    expect(await told(page, "status")).toBe("error");
    // Samples too many for the page: taken further apart, said, and the digest is the same.
    const text = textOf(40, "2 events/s", "1 ms");
    await open(text);
    await isDone(page);
    expect(await page.locator("footer").textContent()).toMatch(
      /sampled every \d+ ms and not every 1 ms, so that it fits/,
    );
    const coarse = text.replace("every: 1 ms", "every: 10 s");
    expect(await told(page, "run-digest")).toBe(simulate(scenarioOf(coarse)).digest);
    expect(troubles).toEqual([]);
    await page.context().close();
  });
});
