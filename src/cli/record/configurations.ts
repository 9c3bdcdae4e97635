/**
 * The agents' flume.conf as the recording keeps it: the agent's own lines without its name in front, and where
 * one agent's sink leads to another's source (or to HDFS) the name of that agent in place of the port.
 */
import { configuredAgent } from "../../flumeconf/agent.js";
import { readProperties, type Property } from "../../flumeconf/properties.js";
import { UsageError } from "../arguments.js";
import { FileError, readText } from "../files.js";
import type { Target } from "./targets.js";

export interface Configurations {
  /** Lines by agent; an agent whose file was not given is not there. */
  readonly confs: ReadonlyMap<string, readonly string[]>;
  readonly services: Readonly<Record<string, { readonly type: string }>>;
  /** Sinks that lead to no agent of the recording. */
  readonly loose: readonly string[];
}

interface Listener {
  readonly agent: string;
  readonly host: string;
  readonly port: string;
}

/** @param flags `name=file`, one for each agent that the recording can then be simulated of */
export function readConfigurations(
  flags: readonly string[],
  targets: readonly Target[],
): Configurations {
  const properties = new Map<string, readonly Property[]>();
  for (const flag of flags) {
    const [, name = "", file = ""] = /^([^=]*)=?(.*)$/s.exec(flag)!;
    if (file === "" || !targets.some((target) => target.name === name)) {
      const names = targets.map((target) => target.name).join(", ");
      throw new UsageError(`--conf: expected NAME=FILE with a name of ${names}, found ${flag}`);
    }
    properties.set(name, ownProperties(file, name));
  }
  const listeners = [...properties].flatMap(([agent, own]) => {
    return listenersOf(agent, own, targets.find(({ name }) => name === agent)!.host);
  });
  const services = new Map<string, string>();
  const loose: string[] = [];
  const confs = [...properties].map(([agent, own]) => {
    const joined = joinedSinks(own, listeners, services);
    loose.push(...joined.loose.map((sink) => `${sink} of ${agent}`));
    return [agent, joined.lines] as const;
  });
  const named = [...services.values()].map((name) => [name, { type: "hdfs" }] as const);
  return { confs: new Map(confs), services: Object.fromEntries(named), loose };
}

/** The lines of one agent, its name taken off. */
function ownProperties(file: string, name: string): Property[] {
  const { properties } = readProperties(readText(file).split(/\r\n|\n|\r/));
  const agents = [...new Set(properties.map(({ key }) => key.split(".")[0]!))];
  const isHeld = agents.includes(name);
  if (!isHeld && agents.length !== 1) {
    const held = agents.length === 0 ? "no properties" : `agents ${agents.join(", ")}`;
    throw new FileError(
      `${file}: expected the configuration of agent ${name}, found ${held}; ` +
        `name the agent as its file does: ${agents[0] ?? name}=http://…`,
    );
  }
  const prefix = `${isHeld ? name : agents[0]!}.`;
  return properties
    .filter(({ key }) => key.startsWith(prefix))
    .map((property) => ({ ...property, key: property.key.slice(prefix.length) }));
}

function listenersOf(agent: string, properties: readonly Property[], host: string): Listener[] {
  return Object.values(configuredAgent(properties).sources)
    .map(({ port }) => port)
    .filter((port) => port !== undefined)
    .map((port) => ({ agent, host, port }));
}

function joinedSinks(
  properties: readonly Property[],
  listeners: readonly Listener[],
  services: Map<string, string>,
): { lines: string[]; loose: string[] } {
  const { sinks } = configuredAgent(properties);
  const loose: string[] = [];
  const lines = properties.map(({ key, value }) => {
    const [kind, sink = "", ...rest] = key.split(".");
    const property = rest.join(".");
    if (kind !== "sinks") return `${key} = ${value}`;
    if (property === "hdfs.path") return `${key} = ${pathOn(services, value)}`;
    if (property !== "port") return `${key} = ${value}`;
    const agent = listenerAt(listeners, sinks[sink]?.["hostname"], value);
    if (agent === undefined) loose.push(`sink ${sink}`);
    return `${key} = ${agent === undefined ? value : `\${port:${agent}}`}`;
  });
  return { lines, loose };
}

/** Who listens on that port: the only one, or of several the one on that host. */
function listenerAt(
  listeners: readonly Listener[],
  host: string | undefined,
  port: string,
): string | undefined {
  const onPort = listeners.filter((listener) => listener.port === port);
  const onHost = onPort.filter((listener) => listener.host === host);
  const found = onPort.length === 1 ? onPort : onHost;
  return found.length === 1 ? found[0]!.agent : undefined;
}

/** `hdfs://namenode:8020/logs` with the service that the NameNode stands for. */
function pathOn(services: Map<string, string>, path: string): string {
  const [, authority = "", rest = ""] = /^(?:hdfs:\/\/([^/]*))?(.*)$/s.exec(path)!;
  const count = services.size === 0 ? "" : String(services.size + 1);
  const service = services.get(authority) ?? `hdfs${count}`;
  services.set(authority, service);
  return `hdfs://\${port:${service}}${rest}`;
}
