/** What goes into, out of and not into a node, in events a second of simulated time, over one sample interval. */
import type { RecordingView } from "../../src/analysis/view.js";
import { TICKS_PER_SECOND } from "../../src/units/time.js";
import { grown } from "./deltas.js";
import type { Graph, GraphNode } from "./graph.js";
import { writersOf } from "./states.js";

export interface Rates {
  /** [events/s] accepted from the layer before; undefined for servers, which generate. */
  readonly in: number | undefined;
  /** [events/s] confirmed by the layer after; undefined for storages, where it ends. */
  readonly out: number | undefined;
  /** [events/s] received and not accepted; of a server: [calls/s] that failed. */
  readonly refused: number;
  /** Also where a recording does not say how many. */
  readonly isRefusing: boolean;
}

export class RateReader {
  readonly #view: RecordingView;
  readonly #graph: Graph;
  readonly #writers = new Map<number, readonly number[]>();

  constructor(graph: Graph, view: RecordingView) {
    this.#graph = graph;
    this.#view = view;
  }

  of(node: GraphNode, sample: number): Rates {
    if (node.kind === "agent") return this.#agent(node, sample);
    if (node.kind === "server") {
      const failed = this.perSecond([node.part], "failedCalls", sample);
      return {
        in: undefined,
        out: this.perSecond([node.part], "acked", sample),
        refused: failed,
        isRefusing: failed > 0,
      };
    }
    return { in: this.#written(node, sample), out: undefined, refused: 0, isRefusing: false };
  }

  /** Growth of a counter, summed over parts. */
  perSecond(parts: readonly number[], name: string, sample: number): number {
    const { times } = this.#view.recording;
    if (sample <= 0 || sample >= times.length) return 0;
    const ticks = times[sample]! - times[sample - 1]!;
    let sum = 0;
    for (const part of parts) sum += grown(this.#view.series(part, name), sample);
    return (sum / ticks) * TICKS_PER_SECOND;
  }

  #agent({ sources, sinks }: GraphNode, sample: number): Rates {
    const accepted = this.perSecond(sources, "EventAcceptedCount", sample);
    const received = this.perSecond(sources, "EventReceivedCount", sample);
    const isRefusing = this.perSecond(sources, "ChannelWriteFail", sample) > 0;
    return {
      in: accepted,
      out: this.perSecond(sinks, "EventDrainSuccessCount", sample),
      // A batch is received in one interval and accepted in the next: that is no refusal.
      refused: isRefusing ? Math.max(0, received - accepted) : 0,
      isRefusing,
    };
  }

  #written(node: GraphNode, sample: number): number {
    let writers = this.#writers.get(node.index);
    if (writers === undefined) {
      writers = writersOf(node.address, this.#graph, this.#view);
      this.#writers.set(node.index, writers);
    }
    return (
      this.perSecond(writers, "EventDrainSuccessCount", sample) +
      this.perSecond(writers, "acked", sample)
    );
  }
}
