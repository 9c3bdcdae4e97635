/**
 * Goal: faults and what comes of them stand where their times are, on every scale, and lead there. Method: a run with
 * three faults is simulated here and opened; places, times and rows are worked out from its recording.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findings, simulate } from "../../src/index.js";
import { formatClock, formatDuration } from "../../src/units/format.js";
import { TICKS_PER_SECOND } from "../../src/units/time.js";
import { scenarioOf } from "../support/simulated.js";
import { drawn, simTime } from "./support/page.js";
import { openRecording, type OpenedRecording } from "./support/recorded.js";

/** A destination that goes and comes back, an agent that is killed, a destination that is slow. */
const TEXT = `fanin: 1
name: Three faults
about: Which of three faults does anybody notice?
seed: 5
duration: 8 min
servers:
  web:
    count: 20
    rate: 20 events/s
    size: 300 B
    batch: 20
    client: { type: avro, policy: load_balance, backoff: true, retry: 1 s, backlog: 10 MB }
    to: tier1
tiers:
  tier1:
    agents: 2
    source: { type: avro }
    channel: { type: memory, capacity: 2000, transactionCapacity: 1000 }
    sinks: { type: avro, batch-size: 100, to: tier2 }
  tier2:
    agents: 1
    source: { type: avro }
    channel: { type: file, capacity: 10000, transactionCapacity: 1000 }
    sinks: { type: hdfs, hdfs.path: /logs, hdfs.batchSize: 500, hdfs.rollCount: 0, hdfs.rollSize: 0, to: hadoop }
storage:
  hadoop: { type: hdfs, datanodes: 5 }
faults:
  - { at: 1 min, for: 1 min, on: hadoop, kind: down }
  - { at: 3 min, for: 20 s, on: "tier1[0]", kind: crash }
  - { at: 5 min, for: 40 s, on: hadoop, kind: slow, factor: 3 }
objectives:
  - no: loss
  - no: refusals
record: { every: 2 s, series: all }
`;
const SECONDS = 480;
const FAULTS: readonly (readonly [fromSeconds: number, toSeconds: number])[] = [
  [60, 120],
  [180, 200],
  [300, 340],
];

const recording = simulate(scenarioOf(TEXT));
const { steps, recoveries } = findings(recording);

let seen: OpenedRecording;

beforeAll(async () => {
  seen = await openRecording(recording);
});
afterAll(async () => {
  await seen.close();
});

async function goTo(seconds: number): Promise<void> {
  const { page } = seen;
  await page.getByTestId("go-to").fill(String(seconds));
  await page.getByTestId("go-to").press("Enter");
  await drawn(page);
  expect(await simTime(page)).toBe(seconds);
}

/** [px] of the edges of what marks the faults, from the left of a scale. */
function edgesIn(scale: string, band: string): Promise<number[][]> {
  return seen.page.locator(scale).evaluate((outer, selector) => {
    const { left } = outer.getBoundingClientRect();
    return [...outer.querySelectorAll(selector)].map((element) => {
      const box = element.getBoundingClientRect();
      return [box.left - left, box.right - left];
    });
  }, band);
}

/** [px] of the cursor at the edges of the faults, from the left of a scale. */
async function cursorsIn(scale: string): Promise<number[][]> {
  const places: number[][] = [];
  for (const fault of FAULTS) {
    const own: number[] = [];
    for (const seconds of fault) {
      await goTo(seconds);
      const [edges] = await edgesIn(scale, ":scope > .crosshair");
      own.push((edges![0]! + edges![1]!) / 2);
    }
    places.push(own);
  }
  return places;
}

function expectWithin2px(found: number[][], expected: number[][]): void {
  expect(found.map((each) => each.length)).toEqual(expected.map((each) => each.length));
  const apart = found.flatMap((each, i) => each.map((x, k) => Math.abs(x - expected[i]![k]!)));
  expect(Math.max(...apart)).toBeLessThanOrEqual(2);
}

describe("each fault", () => {
  test("has a band on the minimap and the heatmap, with its edges where these have its times", async () => {
    const { page } = seen;
    const { width } = (await page.getByTestId("scrubber").boundingBox())!;
    const expected = FAULTS.map((fault) => fault.map((seconds) => (seconds / SECONDS) * width));
    expectWithin2px(await edgesIn('[data-testid="scrubber"]', ".fault-band"), expected);
    await page.getByRole("tab", { name: "Heatmap" }).click();
    await drawn(page);
    const heatmap = '[data-testid="heatmap"]';
    expectWithin2px(await edgesIn(heatmap, ".fault-band"), await cursorsIn(heatmap));
    await page.getByRole("tab", { name: "Charts" }).click();
  });

  test("has a band on all six charts: beside its edges they have another colour than within", async () => {
    /** Of each chart, whether at the cursor a band begins (side 1) or ends (−1). */
    const hasEdge = (side: 1 | -1): Promise<boolean[]> =>
      seen.page.locator('[data-testid^="chart-"]').evaluateAll((all, inwards) => {
        return all.map((box) => {
          const canvas = box.querySelector("canvas")!;
          const context = canvas.getContext("2d")!;
          const cursor = box.querySelector(".crosshair")!.getBoundingClientRect();
          const frame = canvas.getBoundingClientRect();
          /** Of the columns from one to another, what most of their pixels have: not the lines that cross them. */
          const colourOf = (from: number, to: number): string => {
            const counts = new Map<string, number>();
            for (let by = from; by <= to; by++) {
              const x = Math.round((cursor.left - frame.left + by * inwards) * devicePixelRatio);
              for (let y = 2; y < cursor.height; y += 4) {
                const row = Math.round((cursor.top - frame.top + y) * devicePixelRatio);
                const colour = context.getImageData(x, row, 1, 1).data.join(" ");
                counts.set(colour, (counts.get(colour) ?? 0) + 1);
              }
            }
            return [...counts].sort(([, m], [, n]) => n - m)[0]![0];
          };
          return colourOf(-5, -2) !== colourOf(3, 6);
        });
      }, side);
    const all = Array<boolean>(6).fill(true);
    for (const [from, to] of FAULTS) {
      await goTo(from);
      expect([from, ...(await hasEdge(1))]).toEqual([from, ...all]);
      await goTo(to);
      expect([to, ...(await hasEdge(-1))]).toEqual([to, ...all]);
    }
    await goTo(400);
    expect(await hasEdge(1)).toEqual(all.map(() => false));
  });

  test("has a row in the log that says when it began, when it ended and how long it took", async () => {
    const { page } = seen;
    await page.getByRole("tab", { name: /^Events/ }).click();
    const rows = await page
      .locator('tr[data-kind="fault"]')
      .evaluateAll((all) =>
        all.map((row) => [...row.querySelectorAll("td")].map(({ textContent }) => textContent)),
      );
    const said = rows.map(([from, , , text, lasts]) => [
      from,
      /, until (.*)$/.exec(text!)![1],
      lasts,
    ]);
    expect(said).toEqual(
      FAULTS.map(([from, to]) => [
        `t+${formatClock(from * TICKS_PER_SECOND)}`,
        formatClock(to * TICKS_PER_SECOND),
        formatDuration((to - from) * TICKS_PER_SECOND),
      ]),
    );
  });
});

describe("what comes of them", () => {
  /** Of the first row of a kind: Enter goes to its time. @returns its time, and the node that is looked into */
  async function enter(row: string): Promise<[ticks: number, node: string | undefined]> {
    const { page } = seen;
    await page.getByRole("tab", { name: /^Events/ }).click();
    const found = page.locator(`[data-testid="events"] tbody tr${row}`).first();
    const ticks = Number(await found.getAttribute("data-from"));
    await goTo(0);
    await found.getByRole("button").first().press("Enter");
    await drawn(page);
    expect(Math.round((await simTime(page)) * TICKS_PER_SECOND)).toBe(ticks);
    const inspector = page.getByTestId("inspector");
    if (!(await inspector.isVisible())) return [ticks, undefined];
    return [ticks, (await inspector.getByRole("heading").first().textContent())!];
  }

  test("is in the log: the first refusal, with the agent that refuses", async () => {
    const refusals = recording.episodes.filter(({ kind }) => {
      return ["put-rejected", "call-rejected", "connection-refused"].includes(kind);
    });
    const [first] = [...refusals].sort((a, b) => a.fromTicks - b.fromTicks);
    const { address } = recording.parts[first!.part]!;
    expect(await enter(":has(.mark)")).toEqual([first!.fromTicks, address.split(".")[0]]);
  });

  test("is in the log: each tier's first full channel, with its agent", async () => {
    const full = steps.filter(({ what }) => what === "channel-full");
    expect(full.map(({ layer }) => layer)).toEqual(["tier2", "tier1"]);
    for (const { layer, first, fromTicks } of full) {
      const earliest = recording.episodes
        .filter(
          ({ kind, part }) => kind === "channel-full" && recording.parts[part]!.layer === layer,
        )
        .sort((a, b) => a.fromTicks - b.fromTicks)[0]!;
      expect([earliest.fromTicks, recording.parts[earliest.part]!.address]).toEqual([
        fromTicks,
        first,
      ]);
      const row = `[data-kind="channel-full"]:has-text("${layer}[")`;
      expect(await enter(row)).toEqual([fromTicks, first.split(".")[0]]);
    }
  });

  test("is in the log: when the last refusal was over, and when each backlog was gone", async () => {
    const refusals = recording.episodes.filter(({ kind }) => {
      return ["put-rejected", "call-rejected", "connection-refused"].includes(kind);
    });
    const last = Math.max(...refusals.map(({ toTicks }) => toTicks));
    expect(last + 60 * TICKS_PER_SECOND).toBeLessThan(recording.end.atTicks);
    expect((await enter('[data-kind="recovered"]'))[0]).toBe(last);
    const drained = recoveries.map(({ drainedAtTicks }) => drainedAtTicks!);
    expect(drained.length).toBeGreaterThan(0);
    const rows = await seen.page
      .locator('tr[data-kind="drained"]')
      .evaluateAll((all) => all.map((row) => Number((row as HTMLElement).dataset["from"])));
    expect(rows).toEqual(drained.sort((a, b) => a - b));
    expect((await enter('[data-kind="drained"]'))[0]).toBe(drained[0]);
  });

  test("and nothing went wrong in the page", () => {
    // Reading pixels back is this test's doing.
    expect(seen.troubles.filter((text) => !text.includes("getImageData"))).toEqual([]);
  });
});
