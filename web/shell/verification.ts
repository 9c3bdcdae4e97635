/** Runs the same once more, beside what is shown, and holds the two digests against each other. */
import { EngineClient } from "../engine/client.js";
import type { EngineWorker, ScenarioText } from "../engine/protocol.js";
import type { PageState } from "./state.js";
import type { Store } from "./store.js";

export class Verification {
  readonly #store: Store<PageState>;
  readonly #client: EngineClient;
  #expected = "";

  constructor(store: Store<PageState>, makeWorker: () => EngineWorker) {
    this.#store = store;
    const fail = (found: string): void => {
      this.#store.set({ verified: { kind: "differs", found } });
    };
    this.#client = new EngineClient(makeWorker, {
      onReply: (reply) => {
        if (reply.kind === "done") {
          const found = reply.result.recording.digest;
          if (found === this.#expected) this.#store.set({ verified: { kind: "same" } });
          else fail(found);
        } else if (reply.kind === "failed") fail(reply.message);
        else if (reply.kind === "progress") {
          const { atTicks, durationTicks } = reply.progress;
          this.#store.set({ verified: { kind: "running", share: atTicks / durationTicks } });
        }
      },
      onLost: fail,
    });
  }

  start(scenario: ScenarioText, seed: number, digest: string): void {
    this.#expected = digest;
    this.#store.set({ verified: { kind: "running", share: 0 } });
    this.#client.start({
      kind: "run",
      scenario,
      seed,
      everyTicks: undefined,
      isSure: true,
    });
  }

  stop(): void {
    this.#client.stop();
    this.#store.set({ verified: undefined });
  }
}
