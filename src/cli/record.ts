/** `fanin record`: running agents into a recording, until its time is over or Ctrl-C. */
import { TRACE_FORMAT } from "../verify/trace.js";
import { readQuantity } from "../units/quantity.js";
import { formatClock, formatDuration } from "../units/format.js";
import { TICKS_PER_MILLISECOND } from "../units/time.js";
import { textTable } from "../report/table.js";
import { onInterrupt } from "./interrupt.js";
import { UsageError, type Arguments } from "./arguments.js";
import { EXIT, type ExitCode } from "./exit.js";
import { FileError } from "./files.js";
import { readConfigurations, type Configurations } from "./record/configurations.js";
import type { Reading } from "./record/metrics.js";
import { Recorder, type AgentRecord } from "./record/recorder.js";
import { Saver } from "./record/saver.js";
import { readTargets } from "./record/targets.js";
import { WholeFile } from "./record/whole-file.js";

const SHORTEST_PERIOD_MS = 20;
const LONGEST_PERIOD_MS = 3_600_000;
const CLEAR_LINE = "\r\u001b[K";

export async function record(args: Arguments): Promise<ExitCode> {
  const output = args.value("output");
  if (output === undefined) {
    throw new UsageError("expected a file for the recording: -o recording.json.gz");
  }
  const everyMs = period(args.value("every") ?? "250 ms");
  const wished = args.value("for");
  const forMs = wished === undefined ? Infinity : milliseconds("for", wished);
  const targets = readTargets(args.operands);
  const configurations = readConfigurations(args.values("conf"), targets);
  for (const sink of configurations.loose) {
    process.stderr.write(`${sink} leads to no agent with --conf: it cannot be simulated\n`);
  }
  const file = new WholeFile(output);
  const recorder = new Recorder({ targets, everyMs, forMs });
  const saver = new Saver(file, () => recordingPieces(recorder, configurations));
  const { isStopped, troubles } = await untilStopped(recorder, saver);
  if (troubles.length > 0) throw new FileError(troubles.join("\n"));
  if (recorder.ticks === 0) {
    process.stderr.write(`fanin: stopped before the first sample: ${output} is not written\n`);
    return EXIT.interrupted;
  }
  await saver.saveAtLast();
  process.stdout.write(`${summary(recorder, output)}\n`);
  return isStopped && wished !== undefined ? EXIT.interrupted : EXIT.met;
}

/** @returns whether a signal ended it, and what kept it from beginning */
async function untilStopped(
  recorder: Recorder,
  saver: Saver,
): Promise<{ isStopped: boolean; troubles: string[] }> {
  const stop = new AbortController();
  const forget = onInterrupt(() => {
    stop.abort();
  });
  let troubles: string[] = [];
  try {
    const first = await recorder.firstLook(stop.signal);
    if (!stop.signal.aborted) troubles = firstTroubles(recorder.agents, first);
    if (troubles.length > 0 || stop.signal.aborted) return { isStopped: true, troubles };
    await recorder.run((readings) => {
      showProgress(recorder, readings);
      saver.saveIfDue();
    }, stop.signal);
  } finally {
    forget();
    if (process.stderr.isTTY) process.stderr.write(CLEAR_LINE);
  }
  return { isStopped: stop.signal.aborted, troubles };
}

/**
 * What is wrong with the first answers. One agent of several that does not answer yet may do so later; an answer
 * that is not Flume's, or no answer at all, is for the user to mend.
 */
function firstTroubles(agents: readonly AgentRecord[], readings: readonly Reading[]): string[] {
  const found = agents.flatMap(({ target }, i) => {
    const reading = readings[i]!;
    if (reading.kind === "metrics") return [];
    return [{ kind: reading.kind, text: `${target.name}: ${target.url}: ${reading.why}` }];
  });
  const strange = found.filter(({ kind }) => kind === "strange");
  const isNobody = found.length === agents.length;
  if (strange.length === 0 && !isNobody) {
    for (const { text } of found) process.stderr.write(`no answer yet from ${text}\n`);
    return [];
  }
  const advice =
    strange.length > 0
      ? "expected the JSON of Flume's HTTP reporter; give the URL of an agent started with " +
        "-Dflume.monitoring.type=http -Dflume.monitoring.port=PORT"
      : "no agent answers; start them with -Dflume.monitoring.type=http " +
        "-Dflume.monitoring.port=PORT, and see that the port can be reached from here";
  const told = strange.length > 0 ? strange : found;
  return [...told.map(({ text }) => text), advice];
}

/** The recording so far, as text in pieces. */
function* recordingPieces(
  { agents, everyMs, ticks, startedAtMs }: Recorder,
  { confs, services }: Configurations,
): Generator<string> {
  const names = agents.map(({ target }) => target.name);
  const confOf = (name: string): object => {
    const conf = confs.get(name);
    return conf === undefined ? {} : { conf };
  };
  const head = {
    format: TRACE_FORMAT,
    name: names.join(", "),
    about: `Recorded from ${names.length === 1 ? "a running agent" : "running agents"}.`,
    flume: "unknown",
    start: new Date(startedAtMs).toISOString(),
    warmupMs: 0,
    durationMs: (ticks - 1) * everyMs,
    sampleMs: everyMs,
    agents: Object.fromEntries(
      agents.map(({ target: { name, url } }) => [name, { url, ...confOf(name) }]),
    ),
    ...(Object.keys(services).length === 0 ? {} : { services }),
    clients: [],
    clients_seen: [],
  };
  const t = JSON.stringify(Array.from({ length: ticks }, (_, k) => k * everyMs));
  yield `${JSON.stringify(head).slice(0, -1)},"series":{`;
  let between = "";
  for (const { target, columns } of agents) {
    yield `${between}${JSON.stringify(target.name)}:{"t":${t},"components":`;
    yield* columns.pieces(ticks);
    yield "}";
    between = ",";
  }
  yield "}}\n";
}

function showProgress({ agents, ticks, everyMs }: Recorder, readings: readonly Reading[]): void {
  if (!process.stderr.isTTY) return;
  const answering = readings.filter(({ kind }) => kind === "metrics").length;
  const gaps = agents.filter((agent) => agent.gaps > 0);
  const troubles = gaps.map((agent) => `${agent.target.name} ${String(agent.gaps)}`).join(", ");
  const clock = formatClock((ticks - 1) * everyMs * TICKS_PER_MILLISECOND);
  const who = `${String(answering)} of ${String(agents.length)} agents answer`;
  const width = (process.stderr.columns || 80) - 1;
  const line = `${clock}  ${String(ticks)} samples  ${who}${troubles === "" ? "" : `  gaps: ${troubles}`}`;
  process.stderr.write(`${CLEAR_LINE}${line.slice(0, width)}`);
}

function summary({ agents, ticks, everyMs, missedTicks }: Recorder, output: string): string {
  const lasted = (count: number): string => formatDuration(count * everyMs * TICKS_PER_MILLISECOND);
  const rows = agents.map((agent) => [
    agent.target.name,
    String(agent.answered),
    agent.gaps === 0 ? "none" : `${String(agent.gaps)}, longest ${lasted(agent.longestGapTicks)}`,
    String(agent.restarts),
    agent.gaps === 0 ? "" : (agent.lastTrouble ?? ""),
  ]);
  const heading = ["agent", "samples", "gaps", "restarts", ""];
  const late =
    missedTicks === 0
      ? []
      : [`${String(missedTicks)} samples left out: this machine was too busy to ask in time`];
  return [
    `${output}: ${String(ticks)} samples in ${lasted(ticks - 1)}`,
    ...late,
    "",
    ...textTable([heading, ...rows], ["left", "right", "left", "right", "left"]),
  ].join("\n");
}

function period(text: string): number {
  const ms = milliseconds("every", text);
  if (ms >= SHORTEST_PERIOD_MS && ms <= LONGEST_PERIOD_MS) return ms;
  throw new UsageError(`--every: expected 20 ms to 1 h, found ${text}`);
}

function milliseconds(flag: string, text: string): number {
  const reading = readQuantity(text, "duration");
  const ms = reading.isRead ? Math.round(reading.value / TICKS_PER_MILLISECOND) : 0;
  if (ms > 0) return ms;
  throw new UsageError(
    `--${flag}: expected a duration above 0 with its unit, such as 10 min, found ${text}`,
  );
}
