/** The worker of the page: the engine, away from the thread that draws; a second one of it is the editor's desk. */
import { Engine } from "./engine.js";
import { onItsWay, type Sent } from "./packing.js";
import type { Asked, DeskReply, Request } from "./protocol.js";

/** The part of a worker's global scope that is used; the library of types describes a page's. */
interface WorkerScope {
  postMessage(reply: Sent | DeskReply, transfer: Transferable[]): void;
  addEventListener(type: "message", heard: (event: MessageEvent<Request | Asked>) => void): void;
}

const scope = self as unknown as WorkerScope;
const { port1, port2 } = new MessageChannel();
const resumes: (() => void)[] = [];
port1.onmessage = () => resumes.shift()?.();

const engine = new Engine(
  (reply) => {
    const sent = onItsWay(reply);
    scope.postMessage(sent, columnsOf(sent));
  },
  () => performance.now(),
  () =>
    // Messages of the page that came first are heard first; a timer would be held back by 4 ms.
    new Promise((resolve) => {
      resumes.push(resolve);
      port2.postMessage(undefined);
    }),
);

scope.addEventListener("message", ({ data }) => {
  void engine.hear(data);
});

/** Copied into one column: those of a run that goes on are still written to. */
function columnsOf(sent: Sent | DeskReply): Transferable[] {
  if (sent.kind !== "done" && sent.kind !== "partial") return [];
  const { columns, columnParts, columnNames } = sent.result.recording;
  return [columns, columnParts, columnNames, sent.result.states].map(
    ({ buffer }) => buffer as ArrayBuffer,
  );
}
