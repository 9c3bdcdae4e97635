/** The lines of each chart of a run: six charts, from what is offered to how late it is delivered. */
import { heldUpByInterval } from "../../../src/analysis/shares.js";
import type { Band, Series, TimeChart } from "../../../src/charts/chart.js";
import type { FillStyle, SeriesStyle } from "../../../src/charts/theme.js";
import { secondsFromTicks, TICKS_PER_SECOND } from "../../../src/units/time.js";
import { grown } from "../deltas.js";
import type { GraphLayer } from "../graph.js";
import type { RunModel } from "../run-model.js";
import { heldUpShare } from "../states.js";
import { spreadOf } from "./spread.js";
import { say } from "../../text/say.js";

export interface Plan {
  readonly id: string;
  readonly title: string;
  readonly value: TimeChart["value"];
  readonly lines: readonly Line[];
  /** What it says in place of an empty chart's lines, where all of them are 0. */
  readonly none?: string;
}

export interface Line {
  /** Undefined: it is of the whole run. */
  readonly layer: string | undefined;
  readonly series: Series;
  /** Behind it. */
  readonly band?: Band;
}

/** More members than these take too long to be put in order at every sample. */
const MOST_MEMBERS = 400;
const BANDS = 4;
const STYLES = Array.from({ length: 12 }, (_, i) => `series${String(i + 1)}` as SeriesStyle);

/**
 * @param hasSpread of a tier of several agents their median, a band and the largest; else the fullest agent, and of times
 * the mean
 */
export function plansOf(run: RunModel, hasSpread: boolean): readonly Plan[] {
  const known = KNOWN.get(run) ?? {};
  KNOWN.set(run, known);
  return (known[hasSpread ? "spread" : "single"] ??= [
    flows(run),
    fills(run, hasSpread),
    refusals(run),
    heldUp(run, hasSpread),
    backlog(run),
    latency(run),
  ]);
}

/** The data of a run do not depend on what is shown of it. */
const KNOWN = new WeakMap<RunModel, { spread?: readonly Plan[]; single?: readonly Plan[] }>();

function flows(run: RunModel): Plan {
  const groups = run.recording.scenario.servers.map(
    ({ name }) => run.view.partsOf(name, "servers")[0]!,
  );
  const destinations = run.recording.parts.flatMap(({ kind }, i) =>
    kind === "destination" ? [i] : [],
  );
  const lines = [
    line(run, "offered", say("offered"), rate(run, groups, "generated")),
    line(
      run,
      "accepted",
      say("accepted by the first agents"),
      rate(run, groups, "acked"),
      say("accepted"),
    ),
    line(run, "delivered", say("delivered"), rate(run, destinations, "delivered")),
  ];
  const value = { name: say("events a second"), form: "count" as const, leastTop: 1 };
  return { id: "flows", title: say("Offered, accepted, delivered"), value, lines };
}

/** An average alone would hide the agent that is full. */
function fills(run: RunModel, hasSpread: boolean): Plan {
  const tiers = run.graph.layers.filter(({ kind }) => kind === "tier");
  const lines = tiers.flatMap((tier) => {
    const columns = tier.nodes.flatMap((node) => run.fill(node) ?? []);
    if (hasSpread && columns.length > 1)
      return spreadLines(run, tier, columns, say("{layer}, fullest", { layer: tier.name }));
    const { largest } = spreadOf(columns, run.seconds.length);
    const name =
      columns.length > 1 ? say("{layer}, fullest agent", { layer: tier.name }) : tier.name;
    return [{ ...line(run, styleOf(run, tier.name), name, largest, tier.name), layer: tier.name }];
  });
  const value = { name: say("fill [% of capacity]"), form: "share" as const, leastTop: 1 };
  return { id: "fill", title: say("Fill of the channels"), value, lines };
}

function refusals(run: RunModel): Plan {
  const { servers } = run.recording.scenario;
  const groups = servers.map(({ name }) => run.view.partsOf(name, "servers")[0]!);
  const tiers = run.graph.layers.filter(({ kind }) => kind === "tier");
  const lines = [
    ...tiers.map(({ name, nodes }) => {
      const sources = nodes.flatMap(({ sources: own }) => own);
      const values = rate(run, sources, "ChannelWriteFail");
      return {
        ...line(
          run,
          styleOf(run, name),
          say("batches that {layer} rejects", { layer: name }),
          values,
          name,
        ),
        layer: name,
      };
    }),
    line(
      run,
      "refused",
      say("calls of servers that fail"),
      rate(run, groups, "failedCalls"),
      say("servers"),
    ),
  ];
  const value = { name: say("a second"), form: "number" as const, leastTop: 1 };
  const none = say("✓ Nothing was refused or rejected: no call failed.");
  return { id: "refusals", title: say("Refused and rejected"), value, lines, none };
}

function heldUp(run: RunModel, hasSpread: boolean): Plan {
  const layers = run.graph.layers.filter(({ kind }) => kind !== "storage");
  const lines = layers.flatMap((layer) => {
    const columns = hasSpread ? heldUpOfMembers(run, layer) : [];
    if (columns.length > 1)
      return spreadLines(run, layer, columns, say("{layer}, most", { layer: layer.name }));
    const shares = heldUpByInterval(run.view, layer.name);
    if (shares === undefined) return [];
    const values = run.recording.times.map((_, sample) => (sample === 0 ? 0 : shares[sample - 1]!));
    const said = { layer: layer.name, count: layer.nodes.length };
    const name =
      layer.nodes.length > 1
        ? say("{layer} held up, mean of {count}", said)
        : say("{layer} held up", { layer: layer.name });
    return [
      { ...line(run, styleOf(run, layer.name), name, values, layer.name), layer: layer.name },
    ];
  });
  const value = { name: say("of its senders' time [%]"), form: "share" as const, leastTop: 0.2 };
  return { id: "held-up", title: say("Held up by the next layer"), value, lines };
}

/** @returns shares by sample of each member; empty where they were not recorded one by one, or are too many */
function heldUpOfMembers({ view, seconds }: RunModel, { nodes }: GraphLayer): Float64Array[] {
  if (nodes.length > MOST_MEMBERS) return [];
  return nodes.flatMap((node) => {
    const senders = node.kind === "server" ? [node.part] : node.sinks;
    const isKnown = senders.some((part) => view.series(part, "blockedTicks") !== undefined);
    if (!isKnown) return [];
    const share = heldUpShare(senders, senders.length, view);
    return [seconds.map((_, sample) => share(sample))];
  });
}

function backlog(run: RunModel): Plan {
  const column = (name: string): Float64Array => run.view.series(run.view.runPart, name)!;
  const lines = [
    line(run, "series2", say("held by agents"), column("heldEvents"), say("agents")),
    line(run, "series1", say("waiting at servers"), column("waitingEvents"), say("servers")),
  ];
  const value = { name: say("events"), form: "count" as const, leastTop: 1 };
  return { id: "backlog", title: say("Not delivered yet"), value, lines };
}

function latency(run: RunModel): Plan {
  const destinations = run.recording.parts.flatMap(({ kind, address }, part) => {
    return kind === "destination" ? [{ part, address: address.replace(/^destination /, "") }] : [];
  });
  const several = destinations.length > 1;
  const quantiles = several ? (["P99"] as const) : (["P50", "P95", "P99"] as const);
  const lines = destinations.flatMap(({ part, address }, d) =>
    quantiles.flatMap((quantile, q) => {
      const ticks = run.view.series(part, `latency${quantile}Ticks`);
      if (ticks === undefined) return [];
      const word = several ? address : quantile.toLowerCase();
      const name = several
        ? say("{quantile} to {destination}", { quantile: "p99", destination: address })
        : word;
      return [
        line(
          run,
          STYLES[(several ? d : q) % STYLES.length]!,
          name,
          ticks.map(secondsFromTicks),
          word,
        ),
      ];
    }),
  );
  const value = { name: say("seconds from generation"), form: "number" as const, leastTop: 1 };
  return { id: "latency", title: say("Latency of what is delivered"), value, lines };
}

/** @param most what the largest of its members is called */
function spreadLines(
  run: RunModel,
  { name: layer }: GraphLayer,
  columns: readonly Float64Array[],
  most: string,
): Line[] {
  const { low, median, high, largest } = spreadOf(columns, run.seconds.length);
  const style = styleOf(run, layer);
  const place = placeOf(run, layer);
  const times = run.seconds;
  const band: Band = {
    style: `band${String((place % BANDS) + 1)}` as FillStyle,
    name: `${layer} p5–p95`,
    lows: { times, values: low },
    highs: { times, values: high },
  };
  const middle = line(run, style, say("{layer}, median", { layer }), median, `${layer} p50`);
  const top = line(run, style, most, largest, say("{layer} max", { layer }));
  return [
    { ...middle, layer, band },
    { ...top, series: { ...top.series, isDots: true }, layer },
  ];
}

/** Growth of a counter over all parts, a second. */
function rate(run: RunModel, parts: readonly number[], name: string): Float64Array {
  const { times } = run.recording;
  const columns = parts.map((part) => run.view.series(part, name));
  return times.map((at, i) => {
    if (i === 0) return NaN;
    const sum = columns.reduce((total, column) => total + grown(column, i), 0);
    return (sum / (at - times[i - 1]!)) * TICKS_PER_SECOND;
  });
}

function line(
  run: RunModel,
  style: SeriesStyle,
  name: string,
  values: Float64Array,
  word = name,
): Line {
  return { layer: undefined, series: { style, name, word, curve: { times: run.seconds, values } } };
}

/** A layer has the same colour and dash in every chart. */
function styleOf(run: RunModel, layer: string): SeriesStyle {
  return STYLES[placeOf(run, layer) % STYLES.length]!;
}

function placeOf({ graph }: RunModel, layer: string): number {
  return graph.layers.findIndex(({ name }) => name === layer);
}
