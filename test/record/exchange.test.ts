/**
 * Goal: what leaves a run comes back whole, and what is no recording of this version, or one that was cut off or changed, is told
 * apart. Method: one small run, written in every form; texts spoilt in one way each.
 */
import { describe, expect, test } from "vitest";
import { recordingFromJson, recordingToJson, simulate } from "../../src/index.js";
import { RecordingError } from "../../src/record/check-recording.js";
import { chromeTraceJson } from "../../src/record/chrome-trace.js";
import { digestOf } from "../../src/record/digest.js";
import { seriesCsv, seriesRows } from "../../src/record/tables.js";
import { scenarioOf } from "../support/simulated.js";
import { OUTAGE } from "../web/support/outage.js";

const recording = simulate(scenarioOf(OUTAGE));
const json = recordingToJson(recording);

function refusal(text: string): RecordingError {
  try {
    recordingFromJson(text);
  } catch (error) {
    if (error instanceof RecordingError) return error;
    throw error;
  }
  throw new Error("it was read");
}

/** With one thing of its text changed. */
function spoilt(change: (raw: Record<string, unknown>) => void): string {
  const raw = JSON.parse(json) as Record<string, unknown>;
  change(raw);
  return JSON.stringify(raw);
}

describe("a recording as JSON", () => {
  test("comes back with the same digest, worked out anew", () => {
    const back = recordingFromJson(json);
    expect(digestOf(back)).toBe(recording.digest);
    expect(recordingToJson(back)).toBe(json);
  });

  test.each([
    ["cut-off", json.slice(0, 5000), /ends in the middle, after 5000 characters/],
    ["no-json", json.replace(":", "="), /no JSON/],
    ["no-json", "hello", /no JSON/],
    ["other-format", "[1, 2]", /found no `format`/],
    ["other-format", '{"format":"fanin-findings/1"}', /found fanin-findings\/1/],
    ["other-version", json.replace("fanin-recording/1", "fanin-recording/9"), /recording\/9/],
  ])("%s: it says so and what to do", (kind, text, message) => {
    const error = refusal(text);
    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(message);
    expect(error.advice).toMatch(/fanin|run its scenario again/);
  });

  test.each([
    ["scenario", (raw: Record<string, unknown>) => delete raw["scenario"]],
    ["times", (raw: Record<string, unknown>) => ((raw["times"] as number[])[3] = 0)],
    ["parts", (raw: Record<string, unknown>) => (raw["parts"] = [{}])],
    ["ledgers", (raw: Record<string, unknown>) => (raw["ledgers"] = null)],
    ["end", (raw: Record<string, unknown>) => (raw["end"] = {})],
    ["digest", (raw: Record<string, unknown>) => delete raw["digest"]],
    [
      "series[0]",
      (raw: Record<string, unknown>) => ((raw["series"] as { part: number }[])[0]!.part = 9999),
    ],
    [
      "series[1].values",
      (raw: Record<string, unknown>) => ((raw["series"] as { values: unknown }[])[1]!.values = [1]),
    ],
  ])("damaged at %s: it says where", (where, change) => {
    const error = refusal(spoilt(change));
    expect(error.kind).toBe("damaged");
    expect(error.message.startsWith(`${where}: `)).toBe(true);
  });
});

describe("a recording as CSV", () => {
  test("has samples × series rows, with times, dots and every value", () => {
    const text = [...seriesRows(recording, (seconds) => `T${String(seconds)}`)].join("");
    const lines = text.split("\r\n");
    expect(lines.pop()).toBe("");
    expect(lines[0]).toBe("time,seconds,part,counter,value");
    const { times, series, parts } = recording;
    expect(lines.length - 1).toBe(times.length * series.length);
    const at = 100;
    const k = series.findIndex(({ part, name }) => {
      return parts[part]!.address === "tier1[0].channel" && name === "ChannelSize";
    });
    expect(lines[1 + at * series.length + k]).toBe(
      `T200,200,tier1[0].channel,ChannelSize,${String(series[k]!.values[at]!)}`,
    );
  });

  test("no text is a formula, and commas, quotes and line ends stay in their cell", () => {
    const strange = {
      ...recording,
      times: recording.times.subarray(0, 1),
      parts: recording.parts.map((part) => ({ ...part, address: '=1+"a",\n' })),
      series: recording.series.slice(0, 1),
    };
    const quoted = `"'=1+""a"",\n"`;
    expect([...seriesRows(strange, () => "T")][1]).toContain(`T,0,${quoted},`);
    expect(seriesCsv(strange)).toContain(`"'=1+""a"",\n `);
  });
});

describe("a recording as a Chrome trace", () => {
  interface Event {
    readonly ph: string;
    readonly name: string;
    readonly pid: number;
    readonly tid: number;
    readonly ts: number;
    readonly dur: number;
    readonly args: Readonly<Record<string, number>>;
  }
  const { traceEvents, otherData } = JSON.parse(chromeTraceJson(recording)) as {
    traceEvents: Event[];
    otherData: { digest: string };
  };

  test("has a counter track for each channel that ends where the series does", () => {
    expect(otherData.digest).toBe(recording.digest);
    for (const { part, name, values } of recording.series) {
      const { kind, address } = recording.parts[part]!;
      if (kind !== "channel" || name !== "ChannelSize") continue;
      const track = traceEvents.filter(
        (event) => event.ph === "C" && event.name === `${address} ${name}`,
      );
      expect(track.at(-1)?.args["ChannelSize"]).toBe(values.at(-1));
      expect(Math.max(...track.map(({ args }) => args["ChannelSize"]!))).toBe(Math.max(...values));
    }
  });

  test("has a slice for each episode, and slices of one thread do not cross", () => {
    const slices = traceEvents.filter(({ ph }) => ph === "X");
    expect(slices.length).toBe(recording.episodes.length);
    const fault = slices.find(({ name }) => name === "hadoop down")!;
    expect([fault.ts, fault.dur]).toEqual([120e6, 240e6]);
    for (const tid of new Set(slices.map((slice) => slice.tid))) {
      const own = slices.filter((slice) => slice.tid === tid);
      own.slice(1).forEach((slice, i) => {
        expect(own[i]!.ts + own[i]!.dur).toBeLessThanOrEqual(slice.ts + 1e-6);
      });
    }
  });
});
