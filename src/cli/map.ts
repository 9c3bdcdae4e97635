/** `fanin map`: which limit breaks first, by rate and length of the outage. */
import { basename, extname } from "node:path";
import { svgFile } from "../charts/svg.js";
import { drawGridChart } from "../charts/values/draw-grid-chart.js";
import { cellsToConfirm, confirmCell, type Confirmation } from "../experiment/confirm-regime.js";
import { readVary } from "../experiment/sweep/vary.js";
import { regimeMap, type RegimeMap } from "../fluid/regime/map.js";
import { STANDARD_RATES, standardOutages } from "../fluid/regime/standard.js";
import { ends, faultNames, outageFault, varied } from "../fluid/regime/vary-outage.js";
import { regimeChart } from "../report/regime/chart.js";
import { regimeCsv, regimeText } from "../report/regime/text.js";
import type { Scenario } from "../scenario/types/scenario.js";
import { readQuantity } from "../units/quantity.js";
import { TICKS_PER_SECOND } from "../units/time.js";
import { UsageError, type Arguments } from "./arguments.js";
import { EXIT, type ExitCode } from "./exit.js";
import { makeFolder, writeText } from "./files.js";
import { wholeFlag } from "./flag-values.js";
import { loadScenario, problemsText } from "./scenario-files.js";
import { simulateWithProgress } from "./simulate.js";

const PICTURE_WIDTH = 640;
const MOST_CELLS = 10_000;

export async function map(args: Arguments): Promise<ExitCode> {
  const file = args.operands[0]!;
  const { scenario, problems, warnings } = loadScenario(file, args.values("set"));
  if (scenario === undefined) {
    process.stderr.write(`${problemsText(problems, "problem")}\n`);
    return EXIT.badInput;
  }
  if (warnings.length > 0) process.stderr.write(`${problemsText(warnings, "warning")}\n\n`);
  const fault = faultOf(args, file, scenario);
  const found = regimeMap(scenario, fault, rates(args), outages(args, scenario, fault));
  const folder = args.value("out");
  if (folder !== undefined) makeFolder(folder);
  const { confirmations, isInterrupted } = await confirm(args, scenario, fault, found);
  const text = args.has("json")
    ? JSON.stringify({ file, map: found, confirmations })
    : regimeText(found, confirmations);
  process.stdout.write(`${text}\n`);
  if (folder !== undefined) keep(folder, file, found, confirmations);
  return isInterrupted ? EXIT.interrupted : EXIT.met;
}

/** @returns index of the fault whose length is varied */
function faultOf(args: Arguments, file: string, scenario: Scenario): number {
  const first = outageFault(scenario);
  if (first < 0) {
    throw new UsageError(
      `${file}: expected a fault that ends, whose length the map can vary, found none; add one under \`faults:\``,
    );
  }
  const asked = args.value("fault");
  if (asked === undefined) return first;
  const names = faultNames(scenario);
  const found = names.indexOf(asked);
  const known = names.filter((_, f) => ends(scenario.faults[f]!));
  if (known.includes(asked)) return found;
  const why = found < 0 ? `'${asked}'` : `'${asked}', which does not end`;
  throw new UsageError(`--fault: expected a fault that ends: ${known.join(", ")}; found ${why}`);
}

async function confirm(
  args: Arguments,
  scenario: Scenario,
  fault: number,
  found: RegimeMap,
): Promise<{ confirmations: Confirmation[]; isInterrupted: boolean }> {
  const confirmations: Confirmation[] = [];
  const count = wholeFlag(args, "confirm", 1) ?? 0;
  for (const cell of count === 0 ? [] : cellsToConfirm(found, count)) {
    const each = varied(scenario, fault, cell);
    const { recording, isInterrupted } = await simulateWithProgress(each, {});
    if (isInterrupted) return { confirmations, isInterrupted };
    confirmations.push(confirmCell(cell, recording));
  }
  return { confirmations, isInterrupted: false };
}

function keep(
  folder: string,
  file: string,
  found: RegimeMap,
  confirmations: readonly Confirmation[],
): void {
  const name = basename(file, extname(file));
  const written = [
    writeText(folder, `${name}.map.json`, JSON.stringify({ ...found, confirmations })),
    writeText(folder, `${name}.map.csv`, regimeCsv(found)),
    writeText(
      folder,
      `${name}.map.svg`,
      svgFile(drawGridChart(regimeChart(found), { width: PICTURE_WIDTH })),
    ),
  ];
  process.stderr.write(`written: ${written.join(", ")}\n`);
}

function rates(args: Arguments): number[] {
  if (args.value("rate") === undefined) return [...STANDARD_RATES];
  return levels(args, "rate", "fraction");
}

function outages(args: Arguments, scenario: Scenario, fault: number): number[] {
  if (args.value("outage") === undefined) return standardOutages(scenario, fault);
  return levels(args, "outage", "duration").map((ticks) => ticks / TICKS_PER_SECOND);
}

/** Values of a flag, as a sweep reads them; ascending. */
function levels(
  args: Arguments,
  flag: "rate" | "outage",
  dimension: "fraction" | "duration",
): number[] {
  const text = args.value(flag)!;
  const reading = readVary(`${flag}=${text}`, false);
  const example = flag === "rate" ? "50%..200%:7 points" : "10 min..4 h:8 points";
  const fail = (found: string): never => {
    throw new UsageError(`--${flag}: expected values such as '${example}', found ${found}`);
  };
  if (!reading.isRead) return fail(`'${text}'`);
  const values = reading.dimension.levels.map((level) => {
    const quantity = readQuantity(level, dimension);
    return quantity.isRead && quantity.value > 0 ? quantity.value : fail(`'${level}'`);
  });
  if (values.length > MOST_CELLS / 10) return fail(`${String(values.length)} of them`);
  return values.sort((a, b) => a - b);
}
