/** Runs kept beside the file that a command writes: `plan.json` and `plan.json.runs`. */
import { dirname } from "node:path";
import { Journal, JournalError, journalHeader } from "../../engine/journal.js";
import { programVersion } from "../../engine/program.js";
import type { ScenarioSource } from "../../experiment/job.js";
import type { Arguments } from "../arguments.js";
import { FileError, makeFolder, reasonOf } from "../files.js";

/** @returns undefined where nothing is to be written */
export function keptBeside(args: Arguments, source: ScenarioSource): Journal | undefined {
  const file = args.value("out");
  if (file === undefined) return undefined;
  makeFolder(dirname(file));
  const kept = `${file}.runs`;
  try {
    const journal = new Journal(kept, journalHeader(programVersion(), source));
    if (journal.size > 0) {
      process.stderr.write(`${kept}: ${String(journal.size)} runs are there already\n`);
    }
    return journal;
  } catch (error) {
    if (error instanceof JournalError) throw error;
    throw new FileError(`${kept}: cannot be opened: ${reasonOf(error)}`);
  }
}

/** A journal that cannot be used is the user's to mend, like every file. */
export async function withJournalErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof JournalError) throw new FileError(error.message);
    throw error;
  }
}

/** How much is done, and whether it is lost. */
export function sayInterrupted(args: Arguments, runs: number): void {
  const file = args.value("out");
  const kept =
    file === undefined
      ? "none is kept without -o FILE"
      : `kept in ${file}.runs; the same command goes on from there`;
  process.stderr.write(`fanin: interrupted: ${String(runs)} runs done, ${kept}\n`);
}
