/** What can go wrong, in words, with what to do. */
import { formatBytes, formatDuration } from "../../src/units/format.js";
import type { Need } from "../engine/protocol.js";
import type { ShippedScenario } from "./scenarios.js";
import type { LinkError } from "./share-link.js";
import type { Failure } from "./state.js";

export function unknownScenario(name: string, scenarios: readonly ShippedScenario[]): Failure {
  const title =
    name === "opened" ? "No file is open" : `There is no scenario called ${name.slice(0, 80)}`;
  return {
    title,
    details: `known: ${scenarios.map(({ id }) => id).join(", ")}`,
    advice:
      name === "opened"
        ? "Open a file here, or start fanin with one: fanin show FILE."
        : "The link may be older or newer than this fanin. Choose one of the gallery.",
    offers: [],
  };
}

export function notRun(message: string): Failure {
  return {
    title: "This could not be run",
    details: message,
    advice: "What was there before is still here. Run it again, or open another scenario.",
    offers: [],
  };
}

export function workerLost(why: string): Failure {
  return {
    title: "The simulation stopped unexpectedly",
    details: why,
    advice:
      "The page goes on working. Run it again; if it stops once more, the run may need more memory than " +
      "the browser gives: run it with `fanin run FILE --out FOLDER` and open the recording here.",
    offers: [],
  };
}

export function tooLarge({ bytes, everyTicks, coarserTicks }: Need): Failure {
  const coarser =
    coarserTicks === undefined
      ? []
      : [
          {
            kind: "run" as const,
            label: `Run with a sample every ${formatDuration(coarserTicks)}`,
            everyTicks: coarserTicks,
          },
        ];
  return {
    title: `This run needs about ${formatBytes(bytes)} of memory`,
    details: "",
    advice:
      `Browsers give a page 2 to 4 GB, and this estimate is rough. Samples are ${formatDuration(everyTicks)} apart; ` +
      "the digest does not depend on them. Outside the browser there is no such limit: " +
      "`fanin run FILE --out FOLDER`, then open the recording here.",
    offers: [...coarser, { kind: "run", label: "Run it anyway", everyTicks: undefined }],
  };
}

export function unreadableLink({ message, raw }: LinkError): Failure {
  return {
    title: "This link cannot be read",
    details: message,
    advice:
      "Ask for it again, best as a whole line; or take the scenario as a file. The rest of the page works.",
    offers: [{ kind: "download", label: "Download the raw text", name: "link.txt", text: raw }],
  };
}
