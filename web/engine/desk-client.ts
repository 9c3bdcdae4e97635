/** The page's end of a second worker that answers questions about texts while the first one runs. */
import type { Answer, Asked, DeskReply, EngineWorker, Question } from "./protocol.js";

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

export class DeskClient {
  readonly #make: () => EngineWorker;
  readonly #waiting = new Map<number, Waiting>();
  #worker: EngineWorker | undefined;
  #lastId = 0;

  constructor(make: () => EngineWorker) {
    this.#make = make;
  }

  /** Rejects when the worker dies of it; the next question starts a new one. */
  ask<Q extends Question>(question: Q): Promise<Answer<Q>> {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      this.#waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject });
      this.#worker ??= this.#listen(this.#make());
      const asked: Asked = { kind: "ask", id, question };
      this.#worker.postMessage(asked);
    });
  }

  #listen(worker: EngineWorker): EngineWorker {
    worker.addEventListener("message", ({ data }: MessageEvent<DeskReply>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.kind === "answer") waiting?.resolve(data.answer);
      else waiting?.reject(new Error(data.message));
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      worker.terminate();
      this.#worker = undefined;
      const all = [...this.#waiting.values()];
      this.#waiting.clear();
      for (const { reject } of all) reject(new Error(event.message));
    });
    return worker;
  }
}
