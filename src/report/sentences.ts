/** Steps of the chain of causes as sentences. */
import { assertNever } from "../assert.js";
import type { Step } from "../analysis/findings.js";
import { formatClock, formatCount, formatEvents } from "../units/format.js";

/** What happened, without its time: `tier2: 3 of 3 channels full, first tier2[1].channel`. */
export function stepSentence(step: Step): string {
  const { layer, first, count, events, other } = step;
  const until = `until ${formatClock(step.toTicks)}`;
  const calls = `${formatCount(count)} ${count === 1 ? "call" : "calls"}`;
  switch (step.what) {
    case "fault":
      return `${first}, ${until}`;
    case "overload":
      return `${layer}: more is offered than it passes on`;
    case "process-down":
      return step.of === 1
        ? `${first}: its process dies`
        : `${layer}: ${String(step.parts)} of ${String(step.of)} processes die, first ${first}`;
    case "lost":
      return `${layer}: ${formatEvents(events)} lost with ${first}`;
    case "write-failed":
      return `${layer}: ${parts(step, "sink")} cannot write${to(other)}, ${until}`;
    case "sink-stalled":
      return `${layer}: no answer to ${parts(step, "sink")}${from(other)}`;
    case "channel-failed":
      return `${layer}: ${parts(step, "channel")} cannot use the disk, first ${first}, ${until}`;
    case "channel-stalled":
      return `${layer}: no answer to ${parts(step, "channel")} from the disk, first ${first}`;
    case "connection-refused":
      return `${layer}: nobody listens at ${other ?? "the next layer"}, ${calls}, ${until}`;
    case "call-timed-out":
      return `${layer}: ${calls}${to(other)} time out, ${until}`;
    case "call-broken":
      return `${layer}: ${calls}${to(other)} break off`;
    case "call-rejected":
      return `${layer}: ${calls} rejected by ${other ?? "the next layer"}, ${until}`;
    case "channel-full":
      return `${layer}: ${parts(step, "channel")} full, first ${first}, ${until}`;
    case "put-waited":
      return `${layer}: holds up its senders, ${formatCount(count)} puts wait, ${until}`;
    case "put-rejected":
      return `${layer}: ${formatCount(count)} puts rejected, ${until}`;
    case "backlog":
      return `${layer}: servers keep up to ${formatEvents(events)} together, ${until}`;
    case "dropped":
      return `${layer}: ${formatEvents(events)} dropped, ${until}`;
    case "unrouted":
      return `${layer}: ${formatEvents(events)} that no channel is mapped to`;
    case "failed-over":
      return `${first}: another sink becomes the active one${count === 1 ? "" : `, ${formatCount(count)} times`}`;
    default:
      return assertNever(step.what, "a step");
  }
}

function parts(step: Step, noun: string): string {
  if (step.of === 1) return `its ${noun}`;
  return `${String(step.parts)} of ${String(step.of)} ${noun}s`;
}

function to(other: string | undefined): string {
  return other === undefined ? "" : ` to ${other}`;
}

function from(other: string | undefined): string {
  return other === undefined ? "" : ` from ${other}`;
}
