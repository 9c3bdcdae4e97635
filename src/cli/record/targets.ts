/** The agents to record, as the command line names them: `URL` or `name=URL`. */
import { AGENT_NAME_PATTERN } from "../../scenario/schema/name-patterns.js";
import { UsageError } from "../arguments.js";

export interface Target {
  /** What the recording calls the agent. */
  readonly name: string;
  /** Without user and password, which belong in no file. */
  readonly url: string;
  /** Of the URL: how the agent's configuration of others may name its host. */
  readonly host: string;
  readonly authorization: string | undefined;
}

/** Where Flume's reporter answers; a URL without a path means this. */
const METRICS_PATH = "/metrics";

/** @throws UsageError for an operand that names no agent, or one name for two */
export function readTargets(operands: readonly string[]): Target[] {
  const urls = operands.map(readOperand);
  const targets: Target[] = [];
  for (const [i, { name, url }] of urls.entries()) {
    const shared = urls.filter((other) => other.url.hostname === url.hostname).length > 1;
    const target = targetOf(name ?? nameOf(url, shared), url);
    const other = targets.find((each) => each.name === target.name);
    if (other !== undefined) {
      throw new UsageError(
        `${operands[i]!}: expected a name of its own for each agent, found ${target.name} twice; ` +
          `write another-name=${url.href}`,
      );
    }
    targets.push(target);
  }
  return targets;
}

function readOperand(operand: string): { name: string | undefined; url: URL } {
  const [, name, rest = ""] = /^(?:([^=/:]*)=)?(.*)$/s.exec(operand)!;
  if (name !== undefined && !AGENT_NAME_PATTERN.test(name)) {
    throw new UsageError(
      `${operand}: expected a name of letters, digits, - and _ before the =, found \`${name}\``,
    );
  }
  const url = URL.canParse(rest) ? new URL(rest) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new UsageError(
      `${operand}: expected http://host:port/metrics or name=http://host:port/metrics, ` +
        `where an agent with -Dflume.monitoring.type=http answers, found ${rest === "" ? "nothing" : rest}`,
    );
  }
  if (url.pathname === "/") url.pathname = METRICS_PATH;
  return { name, url };
}

/** The first part of the host's name, or its whole address; with the port where a host has several agents. */
function nameOf({ hostname, port }: URL, isShared: boolean): string {
  const isAddress = /^[\d.]+$|:/.test(hostname);
  const host = isAddress ? hostname : hostname.split(".")[0]!;
  const name = `${host}${isShared ? `-${port === "" ? "80" : port}` : ""}`;
  return name.replaceAll(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+/, "");
}

function targetOf(name: string, url: URL): Target {
  const { username, password } = url;
  const plain = new URL(url);
  plain.username = "";
  plain.password = "";
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization =
    username === "" && password === ""
      ? undefined
      : `Basic ${Buffer.from(user, "utf8").toString("base64")}`;
  return { name, url: plain.href, host: url.hostname, authorization };
}
