/** Load profiles: how the rate of a server changes over the run. */
import { block, list, shape, union } from "./make/collections.js";
import { OURS, required, withDefault } from "./make/keys.js";
import { duration, fraction } from "./make/quantities.js";
import { number, oneOf, text } from "./make/values.js";

const MAX_FACTOR = 1e6;
const factor = number("a factor", 0, MAX_FACTOR);
const clockTime = text("a time of day such as `20:00`", 5, /^([01]?\d|2[0-3]):[0-5]\d$/);

export const profileUnion = union("a load profile", {
  constant: block("factor 1 throughout", {}),
  steps: block("a factor that jumps", {
    steps: required(
      list(
        block("one step", {
          at: required(duration(), "When, from the start of the run."),
          factor: required(factor, "The factor from then on."),
        }),
      ),
      "Ascending in time; the factor is 1 before the first.",
    ),
  }),
  ramp: block("a factor that grows or falls evenly", {
    from: withDefault(factor, "1", "The factor before."),
    to: required(factor, "The factor after."),
    at: required(duration(), "When it begins to change."),
    for: required(duration({ min: "1 ms" }), "How long it takes."),
  }),
  burst: block("a factor for a while, 1 before and after", {
    at: required(duration(), "When it begins to rise."),
    for: required(
      duration({ min: "1 ms" }),
      "From the begin of the rise to the begin of the fall.",
    ),
    factor: required(factor, "The factor between."),
    rise: withDefault(duration(), "0 s", "How long it takes to rise."),
    fall: withDefault(duration(), "0 s", "How long it takes to fall."),
  }),
  "sine-day": block("a day as a sine of mean 1", {
    amplitude: withDefault(fraction(), "0.5", "The peak is 1 + amplitude.", OURS, "low"),
    peak: withDefault(clockTime, "14:00", "Time of day of the peak.", OURS, "low"),
  }),
  weekday: block("24 hourly factors of an ordinary weekday, highest from 14:00 to 17:00", {}),
  "evening-peak": block(
    "the same curve 4 hours later, so that the highest hours are 18:00 to 21:00",
    {},
  ),
  day: block("24 hourly factors of one's own", {
    factors: required(
      list(factor, { min: 24, max: 24 }),
      "From the hour after midnight on; scaled to mean 1.",
    ),
  }),
  trace: block("counts from a CSV file: timestamp, count[, bytes]", {
    file: required(text("the name of a CSV file", 300), "The file, as the program finds it."),
    scale: withDefault(
      oneOf(["keep", "to-mean"]),
      "to-mean",
      "`to-mean`: the shape only, `rate` is its mean. `keep`: the counts are the group's load; no `rate`.",
    ),
    timeScale: withDefault(
      number("a factor", 0.000001, MAX_FACTOR),
      "1",
      "Seconds of the trace in one second of the run; rates stay.",
    ),
    after: withDefault(
      oneOf(["stop", "repeat"]),
      "stop",
      "What follows a trace shorter than the run: no load, or the trace again.",
    ),
  }),
});

/** One profile, or several that are multiplied. */
export const profileField = shape({
  scalar: profileUnion,
  map: profileUnion,
  list: list(profileUnion, { max: 10 }),
});
