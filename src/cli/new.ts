/** `fanin new`: a scenario to begin with. */
import { starterScenario } from "../scenario/starter.js";
import { readQuantity } from "../units/quantity.js";
import { UsageError, type Arguments } from "./arguments.js";
import { EXIT, type ExitCode } from "./exit.js";

export function newScenario(args: Arguments): ExitCode {
  const servers = args.value("servers") ?? "200";
  const rate = args.value("rate") ?? "120 events/s";
  const outage = args.value("outage") ?? "30 min";
  if (!/^[1-9]\d{0,5}$/.test(servers)) {
    throw new UsageError(`--servers: expected a whole number from 1 to 999999, found ${servers}`);
  }
  const perSecond = quantity("rate", rate, "rate", "120 events/s");
  const outageTicks = quantity("outage", outage, "duration", "30 min");
  process.stdout.write(starterScenario({ servers: Number(servers), perSecond, outageTicks }));
  return EXIT.met;
}

function quantity(
  flag: string,
  text: string,
  dimension: "rate" | "duration",
  example: string,
): number {
  const reading = readQuantity(text, dimension);
  if (reading.isRead && reading.value > 0) return reading.value;
  throw new UsageError(
    `--${flag}: expected a quantity above 0 such as '${example}', found ${text}`,
  );
}
