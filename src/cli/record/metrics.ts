/**
 * One look at an agent: Flume's JSON over HTTP (HTTPMetricsServer.java), one object whose keys are
 * `TYPE.name` and whose values are objects of attributes, every value a string.
 */
import type { Target } from "./targets.js";

/** Counters and gauges by component, `CHANNEL.c`, and name. */
export type Metrics = ReadonlyMap<string, ReadonlyMap<string, number>>;

export type Reading =
  | { readonly kind: "metrics"; readonly metrics: Metrics }
  /** Nobody answered in time, or nobody listens. */
  | { readonly kind: "silent"; readonly why: string }
  /** Somebody answered, and it is not Flume's reporter. */
  | { readonly kind: "strange"; readonly why: string };

/** No agent has more to say than this [bytes]; what is longer is no answer of Flume's. */
const MOST_BYTES = 16_000_000;
const SHOWN_CHARACTERS = 60;

/** @param signal ends the attempt from outside @param timeoutMs [ms] for the whole answer */
export async function readMetrics(
  target: Target,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Reading> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(target.url, {
      signal: AbortSignal.any([signal, timeout]),
      redirect: "error",
      headers: target.authorization === undefined ? {} : { authorization: target.authorization },
    });
    if (!response.ok) {
      await response.body?.cancel();
      return strange(`HTTP status ${String(response.status)}${adviceOn(response.status)}`);
    }
    return metricsOf(await textOf(response));
  } catch (error) {
    if (timeout.aborted) return { kind: "silent", why: `no answer within ${String(timeoutMs)} ms` };
    return { kind: "silent", why: reasonOf(error) };
  }
}

/** @returns the metrics that a text of Flume's reporter holds */
export function metricsOf(text: string | undefined): Reading {
  if (text === undefined) return strange(`more than ${String(MOST_BYTES)} bytes`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return strange(`no JSON: ${shown(text)}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return strange(`JSON that is no object: ${shown(text)}`);
  }
  const components = Object.entries(value).filter(([key, attributes]) => {
    return /^[A-Z_]+\../.test(key) && typeof attributes === "object" && attributes !== null;
  });
  if (components.length === 0) {
    return strange(
      text.trim() === "{}"
        ? "an empty object: the agent runs none of its components, see its log"
        : `JSON without components such as CHANNEL.c1: ${shown(text)}`,
    );
  }
  const metrics = components.map(([key, attributes]) => {
    return [key, numbersOf(attributes as Record<string, unknown>)] as const;
  });
  return { kind: "metrics", metrics: new Map(metrics) };
}

/** Numbers as they are, true and false as 1 and 0; what is neither (`Type`) is left out. */
function numbersOf(attributes: Record<string, unknown>): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const [name, value] of Object.entries(attributes)) {
    const text = String(value);
    const number = text === "true" ? 1 : text === "false" ? 0 : Number(text);
    if (text.trim() !== "" && Number.isFinite(number)) numbers.set(name, number);
  }
  return numbers;
}

async function textOf({ body }: Response): Promise<string | undefined> {
  if (body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function strange(why: string): Reading {
  return { kind: "strange", why };
}

function shown(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line;
}

function adviceOn(status: number): string {
  if (status === 401 || status === 403) return ": write http://user:password@host:port/metrics";
  return status === 404 ? ": the path is /metrics" : "";
}

/** fetch hides the reason in its cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === "ECONNREFUSED") return "connection refused: nobody listens there";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "there is no host of that name";
  if (code === "ECONNRESET" || code === "UND_ERR_SOCKET") return "the connection broke";
  return cause instanceof Error ? cause.message : String(cause);
}
