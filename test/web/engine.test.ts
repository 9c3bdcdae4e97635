/** Goal: the engine in the page is the engine. Method: run shipped scenarios there, and by the command line. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findings, simulate } from "../../src/index.js";
import type { PageServer } from "../../src/cli/page-server.js";
import { readFileSync } from "node:fs";
import { fanin } from "../support/cli.js";
import { scenarioOf } from "../support/simulated.js";
import { headerOf, shippedNames } from "../scenarios/shipped.js";
import { OUTAGE } from "./support/outage.js";
import {
  drawn,
  isDone,
  startBrowser,
  startServer,
  told,
  visit,
  type Visit,
} from "./support/page.js";

/** Of a second. */
const NEXT = OUTAGE.replace("duration: 12 min", "duration: 1 s").replace(/faults:\n.*\n/, "");

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

function digestByCommand(name: string, ...flags: string[]): string {
  const { out } = fanin(["run", `scenarios/${name}.yaml`, "--json", ...flags]);
  const { findings: found } = JSON.parse(out) as { findings: { digest: string } };
  return found.digest;
}

/** Nothing is wrong, and nothing went elsewhere. */
function expectQuiet({ troubles, urls }: Visit): void {
  expect(troubles).toEqual([]);
  const away = urls.filter((url) => !url.startsWith(server.url) && !/^(blob|data):/.test(url));
  expect(away).toEqual([]);
}

describe("the gallery", () => {
  test("has every shipped scenario with its question and the verdict of its header", async () => {
    const seen = await visit(browser, server.url);
    const cards = seen.page.locator(".question");
    const shown = await cards.evaluateAll((all) =>
      all.map((card) => [(card as HTMLElement).dataset["scenario"], card.textContent] as const),
    );
    expect(shown.map(([name]) => name).sort()).toEqual(shippedNames().sort());
    for (const [name, text] of shown) {
      const { question, isMet } = headerOf(name!);
      const plain = question.replace(/^Question: /, "").replace(/\s+/g, " ");
      expect(text!.toLowerCase()).toContain(plain.toLowerCase());
      expect(text).toContain(isMet ? "✓ MET" : "✗ NOT MET");
    }
    expectQuiet(seen);
    await seen.page.context().close();
  });
});

describe("a run in the page", () => {
  test("is away from the page's own thread, and has the digest of the command line, again and again", async () => {
    const seen = await visit(browser, server.url);
    const { page } = seen;
    await page.getByRole("link", { name: /^The only tier-2 agent is killed/ }).click();
    await isDone(page);
    expect(page.workers().length).toBe(1);
    const digest = digestByCommand("tier2-crash-memory");
    expect(await told(page, "run-digest")).toBe(digest);
    // Offline it goes on: everything is here.
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Run again" }).click();
    await page.waitForSelector("[data-status=running]");
    await isDone(page);
    expect(await told(page, "run-digest")).toBe(digest);
    await page.getByTestId("seed").fill("8");
    await page.getByRole("button", { name: "Run again" }).click();
    await page.waitForSelector("[data-status=running]");
    await isDone(page);
    expect(await told(page, "run-digest")).toBe(
      digestByCommand("tier2-crash-memory", "--seed", "8"),
    );
    expectQuiet(seen);
    // The address leads to the same run, at the same place.
    await page.context().setOffline(false);
    await page.getByRole("tab", { name: "Heatmap" }).click();
    await page.waitForTimeout(600);
    const again = await visit(browser, page.url());
    await isDone(again.page);
    expect(await told(again.page, "run-digest")).toBe(await told(page, "run-digest"));
    expect(await told(again.page, "sim-time")).toBe(await told(page, "sim-time"));
    expect(
      await again.page.getByRole("tab", { name: "Heatmap" }).getAttribute("aria-selected"),
    ).toBe("true");
    await page.context().close();
    await again.page.context().close();
  });

  test("shows how far it is while it goes on beside the page; cancelled, what there is can be looked at", async () => {
    const seen = await visit(browser, server.url);
    const { page } = seen;
    await page.evaluate(() => {
      const texts = new Set<string>();
      Object.assign(globalThis, { texts });
      const look = (): void => {
        const text = document.querySelector('[data-testid="progress"]')?.textContent ?? "";
        if (text.includes("%")) texts.add(text.split(" ")[0]!);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.getByRole("link", { name: /^Hadoop is upgraded/ }).click();
    await page.waitForSelector("[data-status=running]");
    await page.waitForFunction(
      () => (globalThis as unknown as { texts: Set<string> }).texts.size >= 6,
    );
    // What there is so far is drawn while it goes on.
    await page.waitForFunction(
      () => Number(document.querySelector("main")?.dataset["simTime"]) > 0,
    );
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.waitForSelector("[data-status=partial]");
    expect(await page.getByTestId("progress").textContent()).toMatch(
      /^cancelled: partial until t\+\d\d:\d\d:\d\d$/,
    );
    await page.getByTestId("scrubber").focus();
    await page.keyboard.press("End");
    await drawn(page);
    const end = Number(await told(page, "sim-time"));
    expect(end).toBeGreaterThan(0);
    expect(end).toBeLessThan(7200);
    expect(await page.getByTestId("verdict").textContent()).toContain("Partial: stopped at");
    await page.getByRole("link", { name: "fanin" }).click();
    await page.getByRole("link", { name: /^Breaking news/ }).click();
    await isDone(page);
    expect(await told(page, "run-digest")).toBe(digestByCommand("burst"));
    expectQuiet(seen);
    await page.context().close();
  });

  test("keeps the words of a cancelled run and of the whole one apart", () => {
    const scenario = scenarioOf(readFileSync("scenarios/burst.yaml", "utf8"));
    const { verdict } = findings(simulate(scenario, { untilTicks: scenario.durationTicks / 2 }));
    expect(verdict.isWhole).toBe(false);
  });
});

describe("bad input leaves the page usable", () => {
  test("a worker that dies: it is said, and the next run works", async () => {
    const { page } = await visit(browser, server.url);
    await page.route(/worker-[^/]*\.js$/, (route) =>
      route.fulfill({ contentType: "text/javascript", body: "throw new Error('no memory')" }),
    );
    await page.getByRole("link", { name: /^Breaking news/ }).click();
    const problems = page.getByTestId("failure");
    await problems.waitFor();
    expect(await problems.textContent()).toContain("The simulation stopped unexpectedly");
    expect(await problems.textContent()).toContain("Run it again");
    expect(await told(page, "status")).toBe("error");
    await page.unroute(/worker-[^/]*\.js$/);
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await isDone(page);
    expect(await problems.isVisible()).toBe(false);
    await page.context().close();
  });

  test.each([
    ["a.yaml", "fanin: 1\nservres: {}\n", "problems", "error 2:1", "Fix: write servers"],
    [
      "b.json",
      '{"format":"fanin-recording/0"}',
      "failure",
      "expected a recording of format fanin-recording/1, found fanin-recording/0",
      "open it there, or run its scenario again with this one",
    ],
    [
      ...["c.json", "{", "failure", "c.json: the file ends in the middle"],
      "run its scenario again: fanin run FILE --out FOLDER",
    ],
    [
      ...["d.json", '{"format":"fanin-recording/1"}', "failure", "d.json: "],
      "run its scenario again",
    ],
  ] as [name: string, body: string, where: string, said: string, advice: string][])(
    "%s is refused with a reason and what to do; what comes next is opened",
    async (name, body, where, said, advice) => {
      const { page, troubles } = await visit(browser, server.url);
      const open = (file: string, text: string): Promise<void> =>
        page.getByLabel("A scenario or a recording").setInputFiles({
          name: file,
          mimeType: "text/plain",
          buffer: Buffer.from(text),
        });
      await open(name, body);
      const problems = page.getByTestId(where);
      await problems.waitFor();
      expect(await problems.textContent()).toContain(said);
      expect(await problems.textContent()).toContain(advice);
      await open("next.yaml", NEXT);
      await isDone(page);
      expect(await problems.isVisible()).toBe(false);
      expect(troubles).toEqual([]);
      await page.context().close();
    },
  );

  test("an address that names no scenario", async () => {
    const { page } = await visit(browser, `${server.url}#/run/%E0%A4%A?t=x`);
    await page.getByTestId("failure").waitFor();
    expect(await page.getByTestId("failure").textContent()).toContain(
      "There is no scenario called",
    );
    await page.context().close();
  });
});
