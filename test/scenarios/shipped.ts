/**
 * The shipped scenarios as tests see them: the header as data, and runs that are made once.
 *
 * A header is the comment before the first key:
 *
 *   # Question: one sentence?
 *   #
 *   # Answer: MET. Why, by hand.            (or NOT MET)
 *   #
 *   # Warned of CODE: why it is meant.      (for each warning)
 *   # Try (NOT MET): fanin run scenarios/NAME.yaml --set PATH=VALUE
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { LayerFinding } from "../../src/analysis/findings.js";
import { runBesideFluid } from "../../src/experiment/beside-fluid.js";
import { formatClock } from "../../src/units/format.js";
import { TICKS_PER_SECOND, ticksFromSeconds } from "../../src/units/time.js";
import { simulated, type Simulated } from "../support/simulated.js";

const FOLDER = "scenarios";

export interface Header {
  readonly text: string;
  readonly question: string;
  readonly isMet: boolean;
  readonly warnings: readonly string[];
  readonly tries: readonly Try[];
}

/** A `--set` that the header names, and the verdict that it promises. */
export interface Try {
  readonly isMet: boolean;
  readonly set: readonly string[];
}

export function shippedNames(): string[] {
  return readdirSync(FOLDER).map((file) => file.replace(/\.yaml$/, ""));
}

export function textOf(name: string): string {
  return readFileSync(`${FOLDER}/${name}.yaml`, "utf8");
}

/** @throws when the header has another form */
export function headerOf(name: string): Header {
  const lines = textOf(name).split("\n");
  const comment = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith("#")),
  );
  const text = comment.map((line) => line.replace(/^# ?/, "")).join("\n");
  const [question, answer, ...rest] = text.split("\n\n");
  const verdict = /^Answer: (NOT MET|MET)\. /.exec(answer ?? "");
  if (!/^Question: [^?]*\?( \([^?]*\))?$/.test(question ?? "") || verdict === null) {
    throw new Error(`${name}: a header is "Question: …?", a blank line, "Answer: MET. …"`);
  }
  const last = rest.join("\n").split("\n");
  return {
    text,
    question: question!,
    isMet: verdict[1] === "MET",
    warnings: last.flatMap((line) => /^Warned of ([a-z-]+): ./.exec(line)?.[1] ?? []),
    tries: last.flatMap((line) => tryOf(name, line)),
  };
}

function tryOf(name: string, line: string): Try[] {
  const found = /^Try \((NOT MET|MET)\): fanin run scenarios\/(.+)\.yaml( --set .*)$/.exec(line);
  if (found === null) {
    if (line === "" || line.startsWith("Warned of ")) return [];
    throw new Error(`${name}: expected a line "Try (MET): …" or "Warned of …", found "${line}"`);
  }
  const [, verdict, file, flags] = found;
  if (file !== name) throw new Error(`${name}: tries ${String(file)}`);
  const set = [...flags!.matchAll(/ --set (?:'([^']+)'|(\S+))/g)].map((one) => one[1] ?? one[2]!);
  return [{ isMet: verdict === "MET", set }];
}

/** One shipped scenario under test. */
export class Shipped {
  readonly name: string;
  readonly header: Header;
  readonly #runs = new Map<string, Simulated>();

  constructor(name: string) {
    this.name = name;
    this.header = headerOf(name);
  }

  /** The run as shipped, or with settings; each is made once. */
  run(...set: string[]): Simulated {
    const key = set.join("\n");
    // The books are checked at the end of each run; at every sample they are in the tests of the model.
    const known = this.#runs.get(key) ?? simulated(textOf(this.name), set, { checksLedger: false });
    this.#runs.set(key, known);
    return known;
  }

  layer(name: string, ...set: string[]): LayerFinding {
    return this.run(...set).found.layers.find(({ layer }) => layer === name)!;
  }

  /** [s] from the start of the run until the layer was first full. */
  fullAt(name: string, ...set: string[]): number {
    return this.layer(name, ...set).firstFull!.atTicks / TICKS_PER_SECOND;
  }

  /** Fails unless the header shows a time, as `00:08:20`. */
  says(seconds: number): void {
    expect(this.header.text).toContain(formatClock(ticksFromSeconds(Math.round(seconds))));
  }
}

/** The tests of one scenario: its verdict, its fluid, every `--set` that its header names, and more. */
export function shipped(name: string, more: (scenario: Shipped) => void): void {
  describe(name, () => {
    const scenario = new Shipped(name);
    const { isMet, tries } = scenario.header;
    test(`${verdictOf(isMet)}, as its header says`, () => {
      const { verdict, ledgers } = scenario.run().found;
      expect(verdict).toMatchObject({ isMet, isWhole: true });
      expect(ledgers.filter(({ balances }) => !balances)).toEqual([]);
    });
    for (const set of [[], ...tries.map((each) => each.set)]) {
      test(`what it and its fluid are apart is explained, number by number ${set.join(", ")}`, () => {
        const { found, recording } = scenario.run(...set);
        const { rows } = runBesideFluid(found, recording);
        expect(rows.length).toBeGreaterThan(5);
        expect(rows.filter(({ isExplained }) => !isExplained)).toEqual([]);
      });
    }
    for (const { set, isMet: isPromised } of tries) {
      test(`${verdictOf(isPromised)} with ${set.join(", ")}`, () => {
        expect(scenario.run(...set).found.verdict.isMet).toBe(isPromised);
      });
    }
    more(scenario);
  });
}

function verdictOf(isMet: boolean): string {
  return isMet ? "MET" : "NOT MET";
}

/** Fails unless a number lies from `low` to `high`, both included. */
export function expectBetween(value: number, low: number, high: number): void {
  expect(value).toBeGreaterThanOrEqual(low);
  expect(value).toBeLessThanOrEqual(high);
}

/** Fails unless a number is within `tolerance` of what was expected. */
export function expectNear(value: number, expected: number, tolerance: number): void {
  expectBetween(value, expected - tolerance, expected + tolerance);
}

/** [events] three standard deviations of a number of Poisson arrivals. */
export function threeSigma(meanEvents: number): number {
  return 3 * Math.sqrt(meanEvents);
}
