/** `fanin run --batch-means`: time means of one long run, with intervals. */
import { steadyState } from "../../experiment/steady-state.js";
import { steadyStateText } from "../../report/many/steady-state.js";
import { simulateWithProgress } from "../simulate.js";
import { UsageError, type Arguments } from "../arguments.js";
import { EXIT, type ExitCode } from "../exit.js";
import { durationFlag, wholeFlag } from "../flag-values.js";
import { loadSource, printProblems } from "./source.js";

export async function batchMeansOf(args: Arguments): Promise<ExitCode> {
  const seed = wholeFlag(args, "seed", 0);
  const untilTicks = durationFlag(args, "until");
  const loaded = args.operands.map((file) => loadSource(file, args.values("set")));
  const worst = printProblems(loaded);
  if (worst !== EXIT.met) return worst;
  for (const { source, scenario } of loaded) {
    const faults = scenario!.faults.length;
    if (faults === 0) continue;
    throw new UsageError(
      `--batch-means: expected a scenario without faults, for a steady state has none; found ${String(faults)} in` +
        ` ${source.file}; take --replications, or leave out \`faults\``,
    );
  }
  for (const { source, scenario } of loaded) {
    const { recording, isInterrupted } = await simulateWithProgress(scenario!, {
      ...(seed === undefined ? {} : { seed }),
      ...(untilTicks === undefined ? {} : { untilTicks }),
    });
    const found = steadyState(recording);
    const text = args.has("json")
      ? JSON.stringify({ file: source.file, steadyState: found })
      : steadyStateText(found);
    process.stdout.write(`${text}\n`);
    if (isInterrupted) return EXIT.interrupted;
  }
  return EXIT.met;
}
