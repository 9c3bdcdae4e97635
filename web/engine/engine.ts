/** The engine behind messages, wherever it lives: runs, and answers of the desk. */
import { answer } from "./desk.js";
import type { Asked, DeskReply, Reply, Request } from "./protocol.js";
import { Work } from "./work.js";

export class Engine {
  readonly #work: Work;
  readonly #post: (reply: Reply | DeskReply) => void;
  readonly #now: () => number;

  /** @param pause lets messages in: resolves when those that wait have been heard */
  constructor(
    post: (reply: Reply | DeskReply) => void,
    now: () => number,
    pause: () => Promise<void>,
  ) {
    this.#post = post;
    this.#now = now;
    this.#work = new Work(post, now, pause);
  }

  /** Never rejects: what goes wrong is a reply. */
  async hear(message: Request | Asked): Promise<void> {
    if (message.kind === "ask") {
      this.#post(await this.#answered(message));
      return;
    }
    try {
      await this.#work.handle(message);
    } catch (error) {
      const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#post({ kind: "failed", message: said });
    }
  }

  async #answered({ id, question }: Asked): Promise<DeskReply> {
    try {
      return { kind: "answer", id, answer: await answer(question, this.#now) };
    } catch (error) {
      return { kind: "unanswered", id, message: String(error) };
    }
  }
}
