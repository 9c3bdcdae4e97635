/** What can go wrong, in words, with what to do. */
import type { Need } from "../engine/protocol.js";
import type { ShippedScenario } from "./scenarios.js";
import type { LinkError } from "./address/share-link.js";
import type { Failure } from "./state.js";
import { say } from "../text/say.js";
import { formatBytes, formatDuration } from "../text/numbers.js";

export function unknownScenario(name: string, scenarios: readonly ShippedScenario[]): Failure {
  const title =
    name === "opened"
      ? say("No file is open")
      : say("There is no scenario called {name}", { name: name.slice(0, 80) });
  return {
    title,
    details: say("known: {names}", { names: scenarios.map(({ id }) => id).join(", ") }),
    advice:
      name === "opened"
        ? say("Open a file here, or start fanin with one: {command}.", {
            command: "fanin show FILE",
          })
        : say("The link may be older or newer than this fanin. Choose one of the gallery."),
    offers: [],
  };
}

export function notRun(message: string): Failure {
  return {
    title: say("This could not be run"),
    details: message,
    advice: say("What was there before is still here. Run it again, or open another scenario."),
    offers: [],
  };
}

export function workerLost(why: string): Failure {
  return {
    title: say("The simulation stopped unexpectedly"),
    details: why,
    advice: say(
      "The page goes on working. Run it again; if it stops once more, the run may need more memory than the browser gives: run it with {command} and open the recording here.",
      { command: "`fanin run FILE --out FOLDER`" },
    ),
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
            label: say("Run with a sample every {time}", { time: formatDuration(coarserTicks) }),
            everyTicks: coarserTicks,
          },
        ];
  return {
    title: say("This run needs about {bytes} of memory", { bytes: formatBytes(bytes) }),
    details: "",
    advice: say(
      "Browsers give a page 2 to 4 GB, and this estimate is rough. Samples are {time} apart; the digest does not depend on them. Outside the browser there is no such limit: {command}, then open the recording here.",
      { time: formatDuration(everyTicks), command: "`fanin run FILE --out FOLDER`" },
    ),
    offers: [...coarser, { kind: "run", label: say("Run it anyway"), everyTicks: undefined }],
  };
}

export function unreadableLink({ message, raw }: LinkError): Failure {
  return {
    title: say("This link cannot be read"),
    details: message,
    advice: say(
      "Ask for it again, best as a whole line; or take the scenario as a file. The rest of the page works.",
    ),
    offers: [
      { kind: "download", label: say("Download the raw text"), name: "link.txt", text: raw },
    ],
  };
}
