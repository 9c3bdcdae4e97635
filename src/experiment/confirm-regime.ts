/** Cells of a regime map held against runs of the same rate and outage. */
import { findings } from "../analysis/find.js";
import type { Findings } from "../analysis/findings.js";
import { fluidCourse } from "../fluid/fluid.js";
import { besideFluid } from "../fluid/compare.js";
import type { BrokenLimit, RegimeCell, RegimeMap } from "../fluid/regime/map.js";
import type { Recording } from "../record/recording.js";
import type { Scenario } from "../scenario/types/scenario.js";
import { firstTrouble, headlines } from "./headlines.js";

/** One cell of a map that a run was made of. */
export interface Confirmation {
  readonly rateFactor: number;
  readonly outageSeconds: number;
  readonly seed: number;
  /** What broke first in the run, and in the fluid. */
  readonly simulated: string;
  readonly fluid: string;
  /** The same limit, and no further apart in time than is explained. */
  readonly agrees: boolean;
}

const NOTHING = "every limit holds";

/** Cells spread over a map along its diagonals, corners first; each once. */
export function cellsToConfirm({ cells }: RegimeMap, count: number): RegimeCell[] {
  const rows = cells.length;
  const columns = cells[0]!.length;
  const steps = Math.max(2, Math.ceil(count / 2));
  const at = (share: number, of: number): number => Math.round(share * (of - 1));
  const found = new Set<RegimeCell>();
  for (let i = 0; i < steps && found.size < count; i++) {
    const share = i / (steps - 1);
    found.add(cells[at(share, rows)]![at(share, columns)]!);
    if (found.size < count) found.add(cells[at(1 - share, rows)]![at(share, columns)]!);
  }
  return [...found];
}

/** @param recording of the scenario varied as the cell says */
export function confirmCell(cell: RegimeCell, recording: Recording): Confirmation {
  const found = findings(recording);
  const { scenario, seed } = recording;
  const course = fluidCourse(scenario, { seed });
  const rows = besideFluid(course, headlines(found, recording));
  const limit = brokenIn(scenario, found, cell.first);
  const isInTime = rows.every(({ name, isExplained }) => {
    return isExplained || name !== `${limit.split(" ")[0]!}.firstFull`;
  });
  const fluid = cell.first?.limit ?? NOTHING;
  return {
    rateFactor: cell.rateFactor,
    outageSeconds: cell.outageSeconds,
    seed,
    simulated: limit,
    fluid,
    agrees: limit === fluid && isInTime,
  };
}

/** The limit that broke first, in the words of the map; of objectives a run knows only whether they were missed. */
function brokenIn(scenario: Scenario, found: Findings, expected: BrokenLimit | null): string {
  const missed = scenario.objectives.flatMap((objective, i) => {
    if (found.verdict.objectives[i]!.isMet !== false) return [];
    if (objective.kind === "fill") {
      return found.layers
        .filter(({ kind, layer }) => kind === "tier" && (objective.tier ?? layer) === layer)
        .filter(({ peak }) => (peak?.share ?? 0) >= objective.underFraction)
        .map(({ layer }) => `${layer} over its share`);
    }
    if (objective.kind !== "backlog") return [];
    const groups = scenario.servers.filter(({ name }) => (objective.group ?? name) === name);
    return groups.map(({ name }) => `${name} backlog over its limit`);
  });
  if (expected !== null && missed.includes(expected.limit)) return expected.limit;
  const trouble = firstTrouble(
    {
      ...found,
      layers: found.layers.map((layer) => ({
        ...layer,
        firstRejection: undefined,
        firstConnectionRefused: undefined,
      })),
    },
    scenario,
  );
  if (trouble !== null) return `${trouble.layer} ${trouble.what}`;
  return missed[0] ?? NOTHING;
}
