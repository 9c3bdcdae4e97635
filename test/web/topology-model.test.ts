/**
 * Goal: what the topology is drawn from is right: forms by size, groups by the agent that is fed, levels, the worst
 * first, the filter. Method: literals; one small run, with states that are set by hand.
 */
import { describe, expect, test } from "vitest";
import { findings, simulate } from "../../src/index.js";
import { graphOf, type GraphLayer, type GraphNode } from "../../web/model/graph.js";
import { matches, parseQuery, withState } from "../../web/model/query.js";
import { RunModel } from "../../web/model/run-model.js";
import {
  BACKPRESSURED,
  DOWN,
  FILLING,
  IDLE,
  OK,
  REFUSING,
  statesOf,
} from "../../web/model/states.js";
import { canChoose, readForms, usualForm, writeForms } from "../../web/model/topology/forms.js";
import {
  fills,
  groupsOf,
  knownWay,
  rollUp,
  wayTo,
  worstFirst,
} from "../../web/model/topology/groups.js";
import { nodesPerCell } from "../../web/view/topology/matrix-cells.js";
import { RecordingView } from "../../src/analysis/view.js";
import { scenarioOf } from "../support/simulated.js";
import { OUTAGE } from "./support/outage.js";

/** Servers by the agent that they feed, as few as say something. */
function layerOf(targets: readonly (string | undefined)[], kind: GraphLayer["kind"]): GraphLayer {
  const nodes = targets.map((target, member) => {
    return { member, target, address: `web[${String(member)}]`, layer: "web" } as GraphNode;
  });
  return { name: "web", kind, column: 0, nodes };
}

describe("the form of a layer", () => {
  test.each([
    ["tier", 1, "cards"],
    ["tier", 12, "cards"],
    ["tier", 13, "rows"],
    ["tier", 50, "rows"],
    ["tier", 51, "matrix"],
    ["tier", 5000, "matrix"],
    ["tier", 5001, "blocks"],
    ["servers", 12, "cards"],
    ["servers", 13, "matrix"],
    ["servers", 5001, "blocks"],
    ["storage", 1, "cards"],
  ] as const)("%s of %d: %s", (kind, count, form) => {
    expect(usualForm(kind, count)).toBe(form);
    expect(canChoose(form, count)).toBe(true);
  });

  test("that would hold up the page cannot be chosen", () => {
    const largest = (["cards", "rows", "matrix"] as const).map((form) => {
      return [100, 400, 20_000].filter(
        (count) => canChoose(form, count) && !canChoose(form, count + 1),
      );
    });
    expect(largest).toEqual([[100], [400], [20_000]]);
    expect(canChoose("blocks", 1_000_000)).toBe(true);
  });

  test("in the address is read as it is written, and what is unknown is left out", () => {
    const forms = { web: "rows", tier1: "matrix" } as const;
    expect(writeForms(forms)).toBe("web:rows,tier1:matrix");
    expect(readForms(writeForms(forms))).toEqual(forms);
    expect(readForms("web:stars,:rows,tier1,tier2:cards")).toEqual({ tier2: "cards" });
  });

  test.each([
    [5001, 10],
    [10_000, 10],
    [10_001, 20],
    [100_000, 100],
    [1_000_000, 1000],
  ])("of blocks: %d nodes are a thousand cells at the most, of %d each", (count, each) => {
    expect(nodesPerCell(count)).toBe(each);
    expect(Math.ceil(count / each)).toBeLessThanOrEqual(1001);
  });
});

describe("groups of a layer", () => {
  test("are who feeds the same agent first, in the order in which agents are met", () => {
    const layer = layerOf(["b", "a", "b", "c", "a"], "servers");
    const groups = groupsOf(layer).map(({ name, target, nodes }) => {
      return [name, target, nodes.map(({ member }) => member)];
    });
    expect(groups).toEqual([
      ["b", "b", [0, 2]],
      ["a", "a", [1, 4]],
      ["c", "c", [3]],
    ]);
  });

  test("are a hundred in a row where all feed the same, or nobody that is known", () => {
    const names = (count: number, target: string | undefined): (string | number | undefined)[][] =>
      groupsOf(layerOf(Array<typeof target>(count).fill(target), "tier")).map((group) => {
        return [group.name, group.target, group.nodes.length];
      });
    expect(names(250, undefined)).toEqual([
      ["web[0…99]", undefined, 100],
      ["web[100…199]", undefined, 100],
      ["web[200…249]", undefined, 50],
    ]);
    expect(names(3, "a")).toEqual([["web[0…2]", "a", 3]]);
  });
});

describe("of a run", () => {
  const recording = simulate(scenarioOf(OUTAGE));
  const graph = graphOf(recording);
  const node = (address: string): GraphNode => graph.byAddress.get(address)!;
  const nodes = (...addresses: readonly string[]): GraphNode[] => addresses.map(node);
  const LATE = 1;

  /** The run with states that are set for its second sample: the others are idle. */
  function run(states: Readonly<Record<string, number>> = {}): RunModel {
    const all = new Uint8Array(recording.times.length * graph.nodes.length);
    for (const [address, state] of Object.entries(states)) {
      all[LATE * graph.nodes.length + node(address).index] = state;
    }
    return new RunModel({ recording, findings: findings(recording), states: all });
  }
  const real = new RunModel({
    recording,
    findings: findings(recording),
    states: statesOf(graph, new RecordingView(recording)),
  });

  test("the levels lead to a node by its group, and no further than they are known", () => {
    expect(wayTo(graph, node("web[4]"))).toEqual(["web", "tier1[1]"]);
    // One group is the layer itself.
    expect(wayTo(graph, node("tier1[1]"))).toEqual(["tier1"]);
    expect(knownWay(graph, ["web", "tier1[1]"])).toEqual(["web", "tier1[1]"]);
    expect(knownWay(graph, ["web", "tier9[0]"])).toEqual(["web"]);
    expect(knownWay(graph, ["nobody", "tier1[1]"])).toEqual([]);
  });

  test("several are as bad as the worst, and say how many are", () => {
    const states = { "web[0]": REFUSING, "web[1]": OK, "web[2]": REFUSING };
    const all = nodes("web[0]", "web[1]", "web[2]", "web[3]");
    expect(rollUp(run(states), all, LATE)).toEqual({ worst: REFUSING, count: 2, of: 4 });
    expect(rollUp(run(states), all, 0)).toEqual({ worst: IDLE, count: 4, of: 4 });
  });

  test("the worst come first, of equals the fullest, then in their order", () => {
    const sample = recording.times.indexOf(330e9);
    const share = (address: string): number => real.fill(node(address))![sample]!;
    const tiers = nodes("tier1[0]", "tier1[1]", "tier1[2]", "tier2[0]", "tier2[1]", "hadoop");
    const states = tiers.map(({ index }) => real.state(index, sample));
    const sorted = worstFirst(real, tiers, sample, (each) => [each]).map(({ address }) => address);
    const expected = tiers
      .map(({ address }, i) => ({ address, state: states[i]!, i }))
      .sort((a, b) => {
        const fill = (each: string): number => (each === "hadoop" ? 0 : share(each));
        return b.state - a.state || fill(b.address) - fill(a.address) || a.i - b.i;
      })
      .map(({ address }) => address);
    expect(sorted[0]).toBe("hadoop");
    expect(sorted).toEqual(expected);
    expect(sorted).not.toEqual(tiers.map(({ address }) => address));
    const quiet = nodes("web[5]", "web[3]", "web[4]");
    expect(worstFirst(run(), quiet, LATE, (each) => [each])).toEqual(quiet);
  });

  test("of groups that are equally bad the one with more such members comes first", () => {
    const few = { name: "few", nodes: nodes("web[0]", "web[1]", "web[2]") };
    const many = { name: "many", nodes: nodes("web[3]", "web[4]", "web[5]") };
    const model = run({ "web[0]": DOWN, "web[3]": DOWN, "web[4]": DOWN });
    const sorted = worstFirst(model, [few, many], LATE, (group) => group.nodes);
    expect(sorted.map(({ name }) => name)).toEqual(["many", "few"]);
  });

  test("the fill of several is the largest and the one in the middle", () => {
    const sample = recording.times.indexOf(330e9);
    const agents = nodes("tier1[0]", "tier1[1]", "tier1[2]");
    const shares = agents.map((each) => real.fill(each)![sample]!).sort((a, b) => a - b);
    expect(fills(real, agents, sample)).toEqual({ most: shares[2], median: shares[1] });
    expect(fills(real, nodes("hadoop"), sample)).toBeUndefined();
  });

  describe("the filter", () => {
    const states = {
      "tier1[0]": REFUSING,
      "tier1[2]": FILLING,
      "tier2[0]": REFUSING,
      hadoop: DOWN,
    };
    const sample = recording.times.indexOf(330e9);
    const asked = (text: string, model = run(states), at = LATE): string[] => {
      const query = parseQuery(text);
      expect(query.problems).toEqual([]);
      return graph.nodes
        .filter((each) => matches(query, model, each, at))
        .map(({ address }) => address);
    };

    test.each([
      ["state:refusing", ["tier1[0]", "tier2[0]"]],
      ["STATE:Ref", ["tier1[0]", "tier2[0]"]],
      ["state:refusing tier:1", ["tier1[0]"]],
      ["state:refusing tier:tier2", ["tier2[0]"]],
      ["tier:2", ["tier2[0]", "tier2[1]"]],
      ["layer:hadoop", ["hadoop"]],
      ["web[59]", ["web[59]"]],
      ["tier1 [2]", ["tier1[2]"]],
      ["state:down state:refusing", []],
      // Storages and servers are no tiers.
      ["tier:0", []],
      ["tier:3", []],
    ])("%s leaves %j", (text, expected) => {
      expect(asked(text)).toEqual(expected);
    });

    test("asks for everything by nothing", () => {
      expect(asked("  ").length).toBe(graph.nodes.length);
    });

    test("of a fill is the recording's at the time; what has none is never asked for", () => {
      const capacity: Readonly<Record<string, number>> = { tier1: 5000, tier2: 60_000 };
      const size = ({ address, layer }: GraphNode): number => {
        const part = recording.parts.findIndex((each) => each.address === `${address}.channel`);
        const series = recording.series.find(
          (each) => each.part === part && each.name === "ChannelSize",
        )!;
        return series.values[sample]! / capacity[layer]!;
      };
      const agents = nodes("tier1[0]", "tier1[1]", "tier1[2]", "tier2[0]", "tier2[1]");
      const above = agents.filter((each) => size(each) > 0.8).map(({ address }) => address);
      const below = agents.filter((each) => size(each) < 0.805).map(({ address }) => address);
      expect(asked("tier fill>80", real, sample)).toEqual(above);
      expect(asked("tier fill<80.5%", real, sample)).toEqual(below);
      expect(above.length).toBeGreaterThan(0);
      expect(asked("layer:hadoop fill<100", real, sample)).toEqual([]);
    });

    test("of a state, by a click on the legend, leaves the other terms and goes by another click", () => {
      const query = parseQuery("fill>80 state:down tier:1");
      expect(withState(query, REFUSING)).toBe("fill>80 tier:1 state:refusing");
      expect(withState(query, DOWN)).toBe("fill>80 tier:1");
      expect(withState(parseQuery(""), BACKPRESSURED)).toBe("state:backpressured");
    });

    test("that cannot be read in part filters by the rest, and says what is expected", () => {
      const query = parseQuery("state:asleep fill=3 tier: tier:2");
      expect(query.terms).toEqual([{ kind: "layer", name: "2" }]);
      expect(query.problems.map((problem) => problem.split(/ is|:? expected/)[0])).toEqual([
        "state:asleep",
        "fill=3",
        "tier:",
      ]);
    });
  });
});
