/** The shipped scenarios, with the question and answer of their headers. */
import type { ScenarioText } from "../engine/protocol.js";

export interface ShippedScenario extends ScenarioText {
  /** Name of the file without its ending. */
  readonly id: string;
  readonly question: string;
  readonly isMet: boolean;
  /** What follows the verdict, without the sums. */
  readonly answer: string;
}

/** @param files texts by path */
export function shippedScenarios(files: Readonly<Record<string, string>>): ShippedScenario[] {
  return Object.entries(files).map(([path, text]) => {
    const name = path.split("/").at(-1)!;
    return { id: name.replace(/\.yaml$/, ""), name, text, files: {}, ...headerOf(text) };
  });
}

/** A header is comment lines: `Question: …?`, an empty one, `Answer: MET. …` or `Answer: NOT MET. …`. */
export function headerOf(text: string): Pick<ShippedScenario, "question" | "isMet" | "answer"> {
  const lines = text.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("#"));
  const [question = "", answer = ""] = lines
    .slice(0, end)
    .map((line) => line.replace(/^# ?/, ""))
    .join("\n")
    .split("\n\n");
  const [, verdict, ...rest] = /^Answer: (NOT MET|MET)\. ([^]*)$/.exec(answer) ?? [];
  return {
    question: capitalized(oneLine(question.replace(/^Question: /, ""))),
    isMet: verdict === "MET",
    answer: sentencesBeforeSums(rest.join("")),
  };
}

/** What stands before the sums: their lines are indented, and the sentence that leads to them ends in a colon. */
function sentencesBeforeSums(text: string): string {
  const [prose = ""] = text.split(/\n {2,}/);
  const sentences = prose.split(/(?<=[.?!])\s+(?=[A-Z0-9`])/);
  return oneLine(
    sentences.filter((one) => !one.trimEnd().endsWith(":") && !/ = /.test(one)).join(" "),
  );
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
