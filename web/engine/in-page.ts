/**
 * The engine where there are no workers: behind the same messages, in slices on the page's own thread. It is fetched
 * when it is needed, a chunk of its own.
 */
import { onItsWay } from "./packing.js";
import type { Asked, DeskReply, EngineWorker, Reply, Request } from "./protocol.js";

export class InPage implements EngineWorker {
  readonly #heard = new EventTarget();
  #isOver = false;
  readonly #engine = import("./engine.js").then(({ Engine }) => {
    return new Engine(
      (reply) => {
        this.#tell(reply);
      },
      () => performance.now(),
      // Lets the page draw and hear before the next slice.
      () => new Promise((resolve) => setTimeout(resolve)),
    );
  });

  addEventListener(type: string, heard: (event: never) => void): void {
    this.#heard.addEventListener(type, heard as (event: Event) => void);
  }

  postMessage(message: Request | Asked): void {
    // Copied, as a worker's would be: the sender may go on changing its own.
    const copy = structuredClone(message);
    this.#engine
      .then((engine) => engine.hear(copy))
      .catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        if (!this.#isOver)
          this.#heard.dispatchEvent(new ErrorEvent("error", { message, cancelable: true }));
      });
  }

  terminate(): void {
    this.#isOver = true;
    void this.#engine.then((engine) => engine.hear({ kind: "cancel" }));
  }

  #tell(reply: Reply | DeskReply): void {
    if (this.#isOver) return;
    const sent = onItsWay(reply);
    // A run that goes on still changes what it has told.
    const data = reply.kind === "partial" ? structuredClone(sent) : sent;
    this.#heard.dispatchEvent(new MessageEvent("message", { data }));
  }
}
