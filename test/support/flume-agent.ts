/** What Flume's HTTP reporter does, as far as a recording sees it: a small server with values as strings. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export class FlumeAgent {
  /** Events accepted, and drained, so far: a test moves them. */
  events = 0;
  /** [ms since 1970] changes with every restart. */
  startTime = 1_700_000_000_000;
  answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => {
    this.answerMetrics(response);
  };
  requests = 0;
  #server: Server | undefined = undefined;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${String(this.#port)}/metrics`;
  }

  get port(): number {
    return this.#port;
  }

  /** Listens, on the same port as before if it did before. */
  start(): Promise<this> {
    const server = createServer((request, response) => {
      this.requests++;
      this.answer(request, response);
    });
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.#port, "127.0.0.1", () => {
        this.#port = (server.address() as AddressInfo).port;
        resolve(this);
      });
    });
  }

  /** Dies: its connections break, its port refuses. */
  stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return Promise.resolve();
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  }

  answerMetrics(response: ServerResponse): void {
    const all = (numbers: Record<string, number | string>): Record<string, string> => {
      return Object.fromEntries(
        Object.entries(numbers).map(([name, value]) => [name, String(value)]),
      );
    };
    const times = { StartTime: this.startTime, StopTime: 0 };
    const body = {
      "SOURCE.src": all({
        Type: "SOURCE",
        ...times,
        EventReceivedCount: this.events,
        EventAcceptedCount: this.events,
        AppendBatchReceivedCount: this.events / 10,
        AppendBatchAcceptedCount: this.events / 10,
        ChannelWriteFail: 0,
        OpenConnectionCount: 2,
      }),
      "CHANNEL.c": all({
        Type: "CHANNEL",
        ...times,
        ChannelCapacity: 1000,
        ChannelSize: 0,
        ChannelFillPercentage: 0.0,
        Open: "true",
        EventPutSuccessCount: this.events,
        EventTakeSuccessCount: this.events,
      }),
      "SINK.k": all({ Type: "SINK", ...times, EventDrainSuccessCount: this.events }),
    };
    response.writeHead(200, { "content-type": "application/json;charset=utf-8" });
    response.end(JSON.stringify(body));
  }
}
