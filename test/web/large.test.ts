/**
 * Goal: thousands of servers are drawn, not hidden, and every shipped scenario opens. Method: a site of 2,100 servers
 * is simulated here and opened; each shipped scenario is opened until there is something to see of it.
 */
import seedrandom from "seedrandom";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { simulate } from "../../src/index.js";
import { formatFraction } from "../../src/units/format.js";
import { TICKS_PER_SECOND } from "../../src/units/time.js";
import { shippedNames, textOf } from "../scenarios/shipped.js";
import { scenarioOf } from "../support/simulated.js";
import { drawn, visit } from "./support/page.js";
import { columnOf, openRecording, serversOf, type OpenedRecording } from "./support/recorded.js";

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

let seen: OpenedRecording;

beforeAll(async () => {
  seen = await openRecording(recording, "?t=170");
});
afterAll(async () => {
  await seen.close();
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
    const names = new Set<string>();
    const random = seedrandom("cells");
    const steps = ["ArrowDown", "ArrowRight", "ArrowLeft", "ArrowUp"];
    while (names.size < 20) {
      const said = (await matrix.getByRole("gridcell", { includeHidden: true }).textContent())!;
      const [, name, agent] = /^(web\[\d+\]), .*, feeds (tier1\[\d+\])$/.exec(said)!;
      names.add(name!);
      const part = recording.parts.find(({ address }) => address === name)!;
      expect(agent).toBe(`tier1[${String(part.constants["firstChoice"])}]`);
      // Down and to the right more often: the walk begins at the first.
      const step = steps[Math.floor(random() ** 1.5 * steps.length)]!;
      for (let i = 3 * random(); i >= 0; i--) await page.keyboard.press(step);
    }
  });

  test("has rows for its agents, with the whole name and the fill of the recording", async () => {
    const { page } = seen;
    const i = recording.times.indexOf(170 * TICKS_PER_SECOND);
    const rows = await page.locator(".rows .card").evaluateAll((all) =>
      all.map((card) => {
        const box = card.getBoundingClientRect();
        const parts = [".name", ".fill-text"].map((each) => card.querySelector(each)!);
        const isWhole = parts.every((part) => {
          const { top, bottom, left, right } = part.getBoundingClientRect();
          const isInside =
            top >= box.top && bottom <= box.bottom && left >= box.left && right <= box.right;
          return isInside && part.scrollWidth <= part.clientWidth + 1;
        });
        return [...parts.map((part) => part.textContent), isWhole];
      }),
    );
    const expected = Array.from({ length: AGENTS }, (_, agent) => {
      const name = `tier1[${String(agent)}]`;
      const size = columnOf(recording, `${name}.channel`, "ChannelSize")[i]!;
      const part = recording.parts.find(({ address }) => address === `${name}.channel`)!;
      return [name, formatFraction(size / part.constants["ChannelCapacity"]!), true];
    });
    expect(rows).toEqual(expected);
  });

  test("can be a matrix in which a cell is several servers, as bad as the worst of them", async () => {
    const { page } = seen;
    const form = page.getByLabel("Form of web");
    const options = await form
      .locator("option")
      .evaluateAll((all) =>
        all.map(
          (option) => `${option.textContent!}${(option as HTMLOptionElement).disabled ? "!" : ""}`,
        ),
      );
    expect(options).toEqual([
      "usual: matrix",
      "cards (too many)!",
      "rows (too many)!",
      "matrix",
      "blocks",
    ]);
    await form.selectOption("blocks");
    await drawn(page);
    // 2, 5, 10 …: the first that makes a thousand cells at the most of 2,100 servers.
    expect(await page.getByTestId("per-cell").textContent()).toMatch(/^a cell is 5 nodes/);
    const cell = page.locator(".matrix").getByRole("gridcell", { includeHidden: true });
    await page.locator(".matrix").focus();
    await page.keyboard.press("Home");
    const said = (await cell.textContent())!;
    const [, from, to] =
      /^(web\[\d+\]) to (web\[\d+\]): [\w-]+, [1-5] of 5, feeds tier1\[0\]$/.exec(said)!;
    const five = serversOf(recording, 0).slice(0, 5);
    expect([from, to]).toEqual([five[0], five[4]]);
    await page.getByLabel("Form of web").selectOption("");
    await drawn(page);
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
    expect(lit.sort()).toEqual(serversOf(recording, 7).sort());
    expect(seen.troubles).toEqual([]);
  });
});

describe("every shipped scenario", () => {
  test("opens without a complaint, and shows something of itself", async () => {
    const other = await visit(seen.browser, seen.server.url);
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
