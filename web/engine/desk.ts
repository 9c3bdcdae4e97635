/** Answers the editor's questions about a text: what is wrong, what may stand there, how long a run will take. */
import { knobsOf } from "../../src/scenario/edit/knobs.js";
import { setValue } from "../../src/scenario/edit/set-value.js";
import { settingsOf } from "../../src/scenario/edit/settings.js";
import { explain, suggest } from "../../src/scenario/edit/suggest.js";
import { parseScenario, type ParseResult } from "../../src/scenario/parse-scenario.js";
import { sortProblems } from "../../src/scenario/problem.js";
import { Run } from "../../src/experiment/run.js";
import { needOf } from "./need.js";
import { preparedFor } from "./prepare.js";
import type { Answers, Question, ScenarioText } from "./protocol.js";

/** [ms] that a pilot may take. */
const PILOT_MS = 60;
const PILOT_NOTICES = 2_000;
/** A model that takes long to build is not built for an estimate. */
const MOST_BYTES_OF_PILOT = 200e6;

export async function answer(
  question: Question,
  now: () => number,
): Promise<Answers[keyof Answers]> {
  switch (question.kind) {
    case "check":
      return check(question.scenario);
    case "lint":
      return lint(question.scenario);
    case "settings":
      return settingsOf(question.text, question.paths);
    case "estimate":
      return estimate(question.scenario, now);
    case "suggest":
      return suggest(question.text, question.offset);
    case "explain":
      return explain(question.text, question.offset);
    case "set":
      return setValue(question.text, question.path, question.value);
  }
}

export function parsed({ name, text, files }: ScenarioText): ParseResult {
  return parseScenario(text, {
    file: name,
    files: (wanted) => (Object.hasOwn(files, wanted) ? files[wanted] : undefined),
  });
}

function check(scenario: ScenarioText): Answers["check"] {
  const { problems, warnings } = parsed(scenario);
  return { problems: sortProblems([...problems, ...warnings]), knobs: knobsOf(scenario.text) };
}

/** Apart from what is wrong, which is said at once: this takes the fluid of the scenario, a chunk of its own. */
async function lint(text: ScenarioText): Promise<Answers["lint"]> {
  const { scenario } = parsed(text);
  const { lintScenario } = await import("../../src/lint/lint.js");
  return scenario === undefined ? [] : lintScenario(scenario, text.text, text.name);
}

/** A pilot: the beginning of the run itself, as far as it comes in a blink; the rest is taken to go as fast. */
function estimate(text: ScenarioText, now: () => number): Answers["estimate"] {
  const { scenario } = parsed(text);
  if (scenario === undefined) return undefined;
  const prepared = preparedFor(scenario, undefined);
  if (needOf(prepared).bytes > MOST_BYTES_OF_PILOT) return undefined;
  const begun = now();
  const run = new Run({ ...prepared, record: { ...prepared.record, series: "tiers" } });
  for (;;) {
    const { atTicks, durationTicks, isOver } = run.advance(PILOT_NOTICES);
    const took = now() - begun;
    if (isOver) return took;
    if (took >= PILOT_MS) return atTicks === 0 ? undefined : (took * durationTicks) / atTicks;
  }
}
