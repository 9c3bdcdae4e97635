/**
 * Goal: whoever goes in, out, or to another width of the screen keeps the keyboard and finds what the run left behind.
 * Method: one page runs a text; where it leads and what it lists is held against the recording of the same text made here.
 */
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PageServer } from "../../src/cli/page-server.js";
import { findings, simulate } from "../../src/index.js";
import { formatClock, formatFraction } from "../../src/units/format.js";
import { TICKS_PER_SECOND } from "../../src/units/time.js";
import { scenarioOf } from "../support/simulated.js";
import { OUTAGE } from "./support/outage.js";
import { drawn, isDone, simTime, startBrowser, startServer, told, visit } from "./support/page.js";
import { columnOf, serversOf } from "./support/recorded.js";
import { STATES, statesAt } from "./support/states.js";

/** It ends in the midst of its refusals. */
const TEXT = OUTAGE.replace("duration: 12 min", "duration: 5 min")
  .replace("for: 4 min", "for: 2 min")
  .replace("every: 2 s", "every: 1 s");
const recording = simulate(scenarioOf(TEXT));
const { steps, recoveries } = findings(recording);
const { times } = recording;

let browser: Browser;
let server: PageServer;
let page: Page;
let troubles: readonly string[];

beforeAll(async () => {
  browser = await startBrowser();
  server = await startServer({ kind: "scenario", name: "outage.yaml", text: TEXT, files: {} });
  ({ page, troubles } = await visit(browser, `${server.url}#/run/opened`));
  await isDone(page);
  expect(await told(page, "run-digest")).toBe(recording.digest);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});
beforeEach(async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.mouse.move(0, 0);
});

async function goTo(seconds: number): Promise<void> {
  await page.getByTestId("go-to").fill(String(seconds));
  await page.getByTestId("go-to").press("Enter");
  await page.locator("main").focus();
  await drawn(page);
  expect(await simTime(page)).toBe(seconds);
}

function hasFocus(element: Locator): Promise<boolean> {
  return element.evaluate((each) => each === document.activeElement);
}

async function press(key: string): Promise<void> {
  await page.keyboard.press(key);
  await drawn(page);
}

async function resize(width: number): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  await drawn(page);
}

const layer = (name: string): Locator => page.locator(`.layer[data-layer="${name}"]`);
const way = (): Promise<string[]> =>
  page.getByTestId("breadcrumb").locator("li:visible").allTextContents();

describe("levels of the topology", () => {
  test("are gone into by Enter, and out of by Escape, back to what was opened", async () => {
    const into = layer("web").locator(".into");
    await into.focus();
    await press("Enter");
    expect(await way()).toEqual(["all layers", "web"]);
    const group = (agent: number): Locator =>
      page.locator(`[data-group="tier1[${String(agent)}]"]`);
    expect(await page.locator("[data-group]").count()).toBe(3);
    expect(await hasFocus(group(0))).toBe(true);
    await press("ArrowDown");
    await press("Enter");
    expect(await way()).toEqual(["all layers", "web", "tier1[1]"]);
    expect(await layer("web").locator(".count").textContent()).toContain("20 of 60 servers");
    const matrix = layer("web").locator(".matrix");
    expect(await hasFocus(matrix)).toBe(true);
    await press("Home");
    const cell = matrix.getByRole("gridcell", { includeHidden: true });
    expect(await cell.textContent()).toContain(`${serversOf(recording, 1)[0]!}, `);
    await press("Escape");
    expect(await way()).toEqual(["all layers", "web"]);
    expect(await hasFocus(group(1))).toBe(true);
    await press("Escape");
    expect(await way()).toEqual([]);
    expect(await hasFocus(into)).toBe(true);
    await into.click();
    await page.getByTestId("breadcrumb").getByRole("button", { name: "all layers" }).click();
    await drawn(page);
    expect(await way()).toEqual([]);
  });

  test("with several nodes a cell, these are told apart in their group", async () => {
    await page.getByLabel("Form of web").selectOption("blocks");
    await drawn(page);
    const matrix = layer("web").locator(".matrix");
    expect(await page.getByTestId("per-cell").textContent()).toContain("a cell is 2 nodes");
    await matrix.focus();
    await press("Home");
    await press("Enter");
    expect(await way()).toEqual(["all layers", "web", "tier1[0]"]);
    expect(await matrix.getAttribute("data-form")).toBe("matrix");
    const form = page.getByLabel("Form of web");
    expect(await form.inputValue()).toBe("");
    expect(await form.locator('option[value="blocks"]').textContent()).toBe("blocks (too few)");
    await press("Home");
    const cell = matrix.getByRole("gridcell", { includeHidden: true });
    expect(await cell.textContent()).toContain(`${serversOf(recording, 0)[0]!}, `);
    await press("Escape");
    await press("Escape");
    await page.getByLabel("Form of web").selectOption("");
    await drawn(page);
  });

  test("show the worst first when asked to, by state and then by fill as the recording has them", async () => {
    const agents = [0, 1, 2].map((agent) => `tier1[${String(agent)}]`);
    const worstAt = (i: number): string[] => {
      const states = statesAt(recording, i);
      const badness = (agent: string): number => STATES.indexOf(states.get(agent)!);
      const size = (agent: string): number =>
        columnOf(recording, `${agent}.channel`, "ChannelSize")[i]!;
      return [...agents].sort((a, b) => badness(b) - badness(a) || size(b) - size(a));
    };
    const i = times.findIndex((_, at) => at > 3 && worstAt(at).join(" ") > "tier1[2]");
    await goTo(times[i]! / TICKS_PER_SECOND);
    const shown = (): Promise<(string | null)[]> =>
      layer("tier1")
        .locator(".card")
        .evaluateAll((all) => all.map((card) => card.getAttribute("data-node")));
    expect(await shown()).toEqual(agents);
    await page.getByTestId("worst-first").check();
    await drawn(page);
    expect(await shown()).toEqual(worstAt(i));
    expect(await shown()).not.toEqual(agents);
    await page.getByTestId("worst-first").uncheck();
    await drawn(page);
    expect(await shown()).toEqual(agents);
  });
});

describe("the log", () => {
  const rows = (): Promise<{ kind: string; from: number }[]> =>
    page.locator('[data-testid="events"] tbody tr').evaluateAll((all) =>
      all.map((row) => {
        const { kind, from } = (row as HTMLElement).dataset;
        return { kind: kind!, from: Number(from) };
      }),
    );

  test("lists of a kind exactly what the run has of it", async () => {
    await page.getByRole("tab", { name: /^Events/ }).click();
    const kinds = [...new Set(steps.map(({ what }) => what))];
    expect(kinds.length).toBeGreaterThan(3);
    for (const kind of kinds) {
      await page.getByTestId("event-kind").selectOption(kind);
      await drawn(page);
      const own = steps.filter(({ what }) => what === kind);
      expect(await rows()).toEqual(own.map(({ fromTicks }) => ({ kind, from: fromTicks })));
    }
    await page.getByTestId("event-kind").selectOption("");
  });

  test("of a run that ends in the midst of its refusals says of none that they were over", async () => {
    expect(recoveries.map(({ drainedAtTicks }) => drainedAtTicks)).toEqual([undefined]);
    const ended = (await rows()).filter(({ kind }) => kind === "recovered" || kind === "drained");
    expect(ended).toEqual([]);
    await page.getByRole("tab", { name: "Charts" }).click();
  });
});

describe("on a screen of", () => {
  test("390 px a column of the heatmap is the largest of its samples, and the clock stays at the bottom", async () => {
    await resize(390);
    await page.getByRole("tab", { name: "Heatmap" }).click();
    await page.locator('input[name="heat-layer"][value="fill"]').check();
    await drawn(page);
    await page.getByTestId("heatmap").focus();
    await press("Home");
    const cells: string[][] = [];
    for (let k = 0; k <= 60; k++) {
      cells.push((await page.getByTestId("heat-readout").textContent())!.split(", "));
      await page.keyboard.press("ArrowRight");
    }
    const from = cells.map(([, time]) => {
      return times.findIndex((ticks) => `t+${formatClock(ticks)}` === time);
    });
    expect(from[60]! - from[0]!).toBeGreaterThan(120);
    const [name = ""] = cells[0]!;
    const sizes = columnOf(recording, name, "ChannelSize");
    const { constants } = recording.parts.find(({ address }) => address === name)!;
    const expected = cells.slice(0, -1).map((_, k) => {
      return formatFraction(
        Math.max(...sizes.slice(from[k], from[k + 1])) / constants["ChannelCapacity"]!,
      );
    });
    expect(cells.slice(0, -1).map(([, , value]) => value)).toEqual(expected);
    // They would be others if a column were its first sample.
    const firsts = from
      .slice(0, -1)
      .map((i) => formatFraction(sizes[i]! / constants["ChannelCapacity"]!));
    expect(firsts).not.toEqual(expected);
    await page.locator('input[name="heat-layer"][value="state"]').check();
    await page.getByRole("tab", { name: "Charts" }).click();
    for (const y of [0, 900]) {
      await page.evaluate((top) => {
        scrollTo(0, top);
      }, y);
      const box = (await page.getByTestId("transport").boundingBox())!;
      expect([y, box.y + box.height]).toEqual([y, 800]);
      expect(box.height).toBeLessThan(160);
    }
  });

  test("390 px agents are rows, and their form is said to be that", async () => {
    await resize(390);
    expect(await layer("tier1").locator(".rows .card").count()).toBe(3);
    const form = page.getByLabel("Form of tier1");
    expect(await form.locator("option:checked").textContent()).toBe("usual: rows");
    await resize(1440);
    expect(await form.locator("option:checked").textContent()).toBe("usual: cards");
  });

  test("750 px the layers are below each other; a ribbon leaves from the servers that it is of", async () => {
    await resize(750);
    await goTo(60);
    const { width: room } = (await page.locator(".matrix").boundingBox())!;
    expect(room).toBeGreaterThan(600);
    const lines = await page
      .locator(".ribbon:not(.refused)")
      .evaluateAll((all) =>
        all.map((path) => /^M([\d.]+),[\d.]+C\1,/.exec(path.getAttribute("d")!)),
      );
    // Each begins downwards; the three of the servers are as far apart as their frames.
    const [first, second, third] = lines.map((found) => Number(found![1]));
    expect(second! - first!).toBeGreaterThan(60);
    expect(third! - second!).toBe(second! - first!);
  });

  test("1100 px the inspector is a drawer: Escape closes it, and the focus is where it was", async () => {
    await resize(1100);
    const card = layer("tier1").locator('[data-node="tier1[0]"]');
    await card.focus();
    await press("Enter");
    await page.waitForFunction(() => document.activeElement?.id === "inspector-title");
    const drawer = page.getByTestId("inspector");
    expect(await drawer.evaluate((each) => getComputedStyle(each).position)).toBe("fixed");
    const box = (await drawer.boundingBox())!;
    expect([box.x + box.width, box.y, box.height]).toEqual([1100, 0, 800]);
    await press("Escape");
    expect(await drawer.isVisible()).toBe(false);
    expect(await hasFocus(card)).toBe(true);
  });

  test("another width the strips of the inspector are as wide as it is, and their cursor keeps to the time", async () => {
    await goTo(150);
    const strips = (): Promise<number[]> =>
      page
        .locator('[data-testid="inspector"] .strip')
        .evaluateAll((all) =>
          all.map((strip) => strip.querySelector("canvas")!.getBoundingClientRect().width),
        );
    const room = (): Promise<number> =>
      page.locator('[data-testid="inspector"] .facts').evaluate((each) => each.clientWidth);
    await layer("tier1").locator('[data-node="tier1[0]"]').click();
    await drawn(page);
    const widths: number[] = [];
    for (const width of [1440, 1100, 390]) {
      await resize(width);
      const wide = await room();
      expect(await strips()).toEqual([wide, wide]);
      const at = await page
        .locator('[data-testid="inspector"] .strip')
        .last()
        .evaluate((strip) => {
          const [canvas, head] = ["canvas", ".crosshair"].map((each) =>
            strip.querySelector(each)!.getBoundingClientRect(),
          );
          return (head!.left - canvas!.left) / canvas!.width;
        });
      // Half of the run.
      expect(at).toBeCloseTo(0.5, 1);
      widths.push(wide);
    }
    expect(new Set(widths).size).toBe(3);
    await press("Escape");
  });

  test("750 px the editor is a tab; a run from it, or leaving it, goes back to the results with the keyboard", async () => {
    await resize(750);
    const tab = (name: string): Locator => page.getByRole("tab", { name, exact: true });
    const verdict = page.getByTestId("verdict");
    await tab("Editor").focus();
    await press("Enter");
    const content = page.getByTestId("editor").locator(".cm-content");
    await content.waitFor();
    expect(await verdict.isVisible()).toBe(false);
    expect(await page.getByRole("button", { name: "Edit", exact: true }).isVisible()).toBe(false);
    await content.press("Control+End");
    await page.keyboard.type("# run");
    await page.keyboard.press("Control+Enter");
    await verdict.waitFor();
    await isDone(page);
    await drawn(page);
    expect(await hasFocus(tab("Results"))).toBe(true);
    await press("ArrowRight");
    expect(await hasFocus(tab("Editor"))).toBe(true);
    await page.getByRole("button", { name: "Close the editor" }).press("Enter");
    await drawn(page);
    expect(await hasFocus(tab("Results"))).toBe(true);
    // What cannot run brings its text, its problems and the keyboard back.
    await press("ArrowLeft");
    await content.press("Control+End");
    await page.keyboard.press("Enter");
    await page.keyboard.type("bogus: 1");
    await page.keyboard.press("Control+Enter");
    const errors = page.getByTestId("problems").locator('[data-severity="error"]');
    await errors.first().waitFor();
    await page.waitForFunction(() => document.activeElement?.id === "part-tab-editor");
    await content.press("Control+z");
    await errors.first().waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Close the editor" }).press("Enter");
    await isDone(page);
  });
});

describe("the inspector", () => {
  test("leads from a setting to where the text has it", async () => {
    await layer("tier1").locator('[data-node="tier1[2]"]').click();
    const settings = page.getByTestId("settings");
    await settings.locator("summary").click();
    const at = TEXT.split("\n").findIndex((line) => line.includes("capacity: 5000"));
    const go = settings.getByRole("button", {
      name: `channel.capacity: line ${String(at + 1)} of the scenario`,
    });
    await go.click();
    const content = page.getByTestId("editor").locator(".cm-content");
    await content.waitFor();
    await page.waitForFunction(() => document.activeElement?.shadowRoot !== null);
    await page.keyboard.type("¶");
    const lines = await content.locator(".cm-line").allTextContents();
    expect(lines.find((line) => line.includes("¶"))).toContain("capacity: ¶5000");
    await page.keyboard.press("Control+z");
    await page.getByRole("button", { name: "Close the editor" }).press("Enter");
    await press("Escape");
  });
});

test("a step of the clock sets no attribute to what it is", async () => {
  await isDone(page);
  await goTo(200);
  await page.evaluate(() => {
    const same: string[] = [];
    const observer = new MutationObserver((records) => {
      for (const { target, attributeName, oldValue } of records) {
        const element = target as Element;
        if (element.getAttribute(attributeName!) === oldValue)
          same.push(`${element.tagName} ${element.className} ${attributeName!}`);
      }
    });
    const options = { subtree: true, attributes: true, attributeOldValue: true };
    observer.observe(document.querySelector("main")!, { ...options, attributeFilter: ["hidden"] });
    Object.assign(globalThis, { same });
  });
  for (let i = 0; i < 3; i++) await press("ArrowRight");
  const same = await page.evaluate(() => (globalThis as unknown as { same: string[] }).same);
  expect([...new Set(same)]).toEqual([]);
  expect(troubles).toEqual([]);
});
