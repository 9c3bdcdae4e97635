/**
 * The bottleneck over time: the layer behind the last one that is held up.
 *
 * Going against the flow from the storages, the first layer whose senders are held up for more than a
 * tenth of an interval points to the layer after it: everything downstream of that keeps pace. (The rule
 * by which Flink's operators find the slow one: the first busy operator after a back-pressured one.)
 */
import { layersAfter } from "./causes.js";
import type { Bottleneck } from "./findings.js";
import { heldUpByInterval } from "./shares.js";
import type { RecordingView } from "./view.js";

const HELD_UP = 0.1;

export function findBottlenecks(view: RecordingView): Bottleneck[] {
  const { scenario, times } = view.recording;
  const upstream = [...scenario.servers, ...scenario.tiers].map(({ name }) => name).reverse();
  const columns = upstream.map((layer) => ({ layer, shares: heldUpByInterval(view, layer) }));
  const found: (Bottleneck & { readonly weight: number })[] = [];
  for (let i = 0; i + 1 < times.length; i++) {
    if (times[i]! < view.judgedFrom) continue;
    const held = columns.find(({ shares }) => shares !== undefined && shares[i]! > HELD_UP);
    if (held === undefined) continue;
    const layer = layersAfter(scenario, held.layer).join(" or ") || `${held.layer}'s destination`;
    const share = held.shares![i]!;
    const last = found.at(-1);
    const weight = times[i + 1]! - times[i]!;
    if (last?.layer === layer && last.toTicks === times[i]!) {
      found.pop();
      const total = last.weight + weight;
      const mean = (last.share * last.weight + share * weight) / total;
      found.push({ ...last, toTicks: times[i + 1]!, share: mean, weight: total });
    } else {
      const fromTicks = times[i]!;
      const toTicks = times[i + 1]!;
      found.push({ fromTicks, toTicks, layer, heldUp: held.layer, share, weight });
    }
  }
  return found.map(({ weight: _weight, ...bottleneck }) => bottleneck);
}
