/** Goal: what the views are drawn from. Method: literals, and small recordings. */
import { describe, expect, test } from "vitest";
import { findings, simulate } from "../../src/index.js";
import { RecordingView } from "../../src/analysis/view.js";
import { grown, sampleAt } from "../../web/model/deltas.js";
import { blocksOf, graphOf, type GraphLayer } from "../../web/model/graph.js";
import { binsOf } from "../../web/model/details/heat.js";
import { checkLedger } from "../../web/model/ledger-check.js";
import { chainTo, logOf } from "../../web/model/log.js";
import { DOWN, statesOf } from "../../web/model/states.js";
import { readRoute, writeRoute } from "../../web/shell/address/route.js";
import { headerOf } from "../../web/shell/scenarios.js";
import { blockLayout, cellAt } from "../../web/view/topology/matrix-layout.js";
import { scenarioOf } from "../support/simulated.js";
import { OUTAGE } from "./support/outage.js";

describe("an address", () => {
  test.each(["#/", "#/run/burst", "#/run/burst?seed=7&t=12.5&node=tier1%5B3%5D&tab=heatmap"])(
    "%s says the same when it is read and written",
    (address) => {
      expect(writeRoute(readRoute(address))).toBe(address);
    },
  );

  test.each(["", "#", "#/run", "#/run/", "#/else/x", "#run"])("%s is the gallery", (address) => {
    expect(readRoute(address).page).toBe("gallery");
  });

  test("what is no number is left out", () => {
    expect(readRoute("#/run/a?seed=x&t=-1")).toMatchObject({
      seed: undefined,
      atSeconds: undefined,
    });
  });
});

describe("counters", () => {
  test("begin anew with a new life, and do not count while there is none", () => {
    const values = Float64Array.of(0, 10, 14, NaN, NaN, 3, 5);
    expect([...values.keys()].map((i) => grown(values, i))).toEqual([0, 10, 4, 0, 0, 3, 2]);
    expect(grown(Float64Array.of(9, 4), 1)).toBe(4);
  });

  test("hold from their sample to the next", () => {
    const times = Float64Array.of(0, 10, 20);
    expect([-1, 0, 9, 10, 25].map((at) => sampleAt(times, at))).toEqual([-1, 0, 0, 1, 2]);
  });
});

describe("bins", () => {
  test.each([
    [720, 500],
    [3, 500],
    [1000, 7],
  ])("of %d samples in at most %d take each once", (samples, most) => {
    const bins = binsOf(samples, most);
    const taken = Array.from({ length: bins.count }, (_, bin) => bins.to(bin) - bins.from(bin));
    expect(taken.reduce((sum, count) => sum + count)).toBe(samples);
    expect(Math.min(...taken)).toBeGreaterThan(0);
    for (let sample = 0; sample < samples; sample++) {
      const bin = bins.of(sample);
      expect(bins.from(bin) <= sample && sample < bins.to(bin)).toBe(true);
    }
  });
});

describe("a matrix", () => {
  test.each([2000, 200, 13])(
    "of %d servers has a place for each, none on another, all in reach",
    (count) => {
      const nodes = Array.from({ length: count }, (_, i) => ({
        target: `tier1[${String(i % 12)}]`,
        index: i,
      }));
      const blocks = blocksOf({ nodes } as unknown as GraphLayer);
      expect(blocks.length).toBe(12);
      for (const width of [300, 430, 900]) {
        const layout = blockLayout(blocks, width);
        expect(layout.cells.length).toBe(count);
        expect(new Set(layout.cells.map(({ x, y }) => `${String(x)}/${String(y)}`)).size).toBe(
          count,
        );
        layout.cells.forEach(({ x, y }, i) => {
          expect(x >= 0 && x + layout.size <= width && y + layout.size <= layout.height).toBe(true);
          expect(cellAt(layout, x + 1, y + 1)).toBe(i);
        });
      }
    },
  );
});

describe("a header", () => {
  test("gives its question, its verdict, and the answer without the sums", () => {
    const text =
      "# Question: how\n# long?\n#\n# Answer: NOT MET. Two minutes. Time = room / rate:\n#   room 1\nfanin: 1\n";
    expect(headerOf(text)).toEqual({ question: "How long?", isMet: false, answer: "Two minutes." });
  });
});

describe("a run", () => {
  const recording = simulate(scenarioOf(OUTAGE));
  const found = findings(recording);

  test("has a node for each server, agent and storage, in the direction of the flow", () => {
    const { layers, nodes, byAddress } = graphOf(recording);
    expect(layers.map(({ name, column, nodes: own }) => [name, column, own.length])).toEqual([
      ["web", 0, 60],
      ["tier1", 1, 3],
      ["tier2", 2, 2],
      ["hadoop", 3, 1],
    ]);
    expect(nodes.map(({ index }) => index)).toEqual([...nodes.keys()]);
    expect(byAddress.get("web[4]")!.target).toBe("tier1[1]");
  });

  test("has the storage down from the fault's beginning to its end, and at no other sample", () => {
    const graph = graphOf(recording);
    const states = statesOf(graph, new RecordingView(recording));
    const storage = graph.byAddress.get("hadoop")!.index;
    const down = [...recording.times.keys()].filter(
      (i) => states[i * graph.nodes.length + storage] === DOWN,
    );
    expect(recording.times[down[0]!]).toBe(120e9);
    expect(recording.times[down.at(-1)!]).toBe(360e9);
    expect(down.length).toBe((360 - 120) / 2 + 1);
  });

  test("has a log in order, whose chains begin with what has no cause", () => {
    const log = logOf(found);
    const times = log.map(({ fromTicks }) => fromTicks);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const first = log.findIndex(({ isFirstRefusal }) => isFirstRefusal);
    const chain = chainTo(log, first);
    expect(log[chain[0]!]).toMatchObject({ kind: "fault", cause: undefined });
    expect(chain.at(-1)).toBe(first);
  });

  test("has a ledger that balances until it is touched", () => {
    const [ledger] = found.ledgers;
    expect(checkLedger(ledger!)).toEqual({ balances: true, missing: 0 });
    expect(checkLedger({ ...ledger!, lost: 5 })).toEqual({ balances: false, missing: -5 });
    expect(checkLedger({ ...ledger!, balances: false }).balances).toBe(false);
  });
});
