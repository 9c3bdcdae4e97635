/**
 * The page's end of the worker: starts it, hears it, cancels, and outlives its death. A worker that does not
 * hear a cancel in time is ended; so is one that is started over.
 */
import { arrived, type Sent } from "./packing.js";
import type { EngineWorker, Reply, Request } from "./protocol.js";
import { say } from "../text/say.js";

export interface Listener {
  onReply(reply: Reply): void;
  /** The worker died, or did not answer: the next request starts a new one. */
  onLost(why: string): void;
}

/** [ms] that a worker may take to hear a cancel. */
const CANCEL_MS = 500;

export class EngineClient {
  readonly #make: () => EngineWorker;
  readonly #listener: Listener;
  #worker: EngineWorker | undefined;
  #isBusy = false;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(make: () => EngineWorker, listener: Listener) {
    this.#make = make;
    this.#listener = listener;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Gives up what it is at, if anything, and begins anew. */
  start(request: Exclude<Request, { kind: "cancel" }>): void {
    if (this.#isBusy) this.#end();
    this.#isBusy = true;
    this.#post(request);
  }

  /** The run ends where it stands, and says what there is. */
  cancel(): void {
    if (!this.#isBusy || this.#patience !== undefined) return;
    this.#post({ kind: "cancel" });
    this.#patience = setTimeout(() => {
      this.#end();
      this.#listener.onLost(say("it did not hear the cancel within half a second, and was ended"));
    }, CANCEL_MS);
  }

  /** Without a word: nobody waits for the answer any more. */
  stop(): void {
    if (this.#isBusy) this.#end();
  }

  #post(request: Request): void {
    this.#worker ??= this.#listen(this.#make());
    this.#worker.postMessage(request);
  }

  #listen(worker: EngineWorker): EngineWorker {
    worker.addEventListener("message", ({ data }: MessageEvent<Sent>) => {
      if (worker !== this.#worker) return;
      if (data.kind !== "progress" && data.kind !== "partial") this.#rest();
      this.#listener.onReply(arrived(data));
    });
    const onError = (event: Event): void => {
      event.preventDefault();
      if (worker !== this.#worker) return;
      this.#end();
      this.#listener.onLost(
        event instanceof ErrorEvent ? event.message : say("it ended without a word"),
      );
    };
    worker.addEventListener("error", onError);
    worker.addEventListener("messageerror", onError);
    return worker;
  }

  #rest(): void {
    this.#isBusy = false;
    clearTimeout(this.#patience);
    this.#patience = undefined;
  }

  #end(): void {
    this.#rest();
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}
