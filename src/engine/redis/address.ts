/**
 * Where a Redis is, from `redis://user:password@host:6379/0` (`rediss://` for TLS). Credentials that the URL lacks come
 * from the environment. What is printed of an address is its `name`, which holds none.
 */
import { EngineError } from "../engine-error.js";

export interface RedisAddress {
  /** `redis://host:6379`, for people. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly database: number;
  readonly isTls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
}

export const USERNAME_VARIABLE = "FANIN_REDIS_USERNAME";
export const PASSWORD_VARIABLE = "FANIN_REDIS_PASSWORD";

const USUAL_PORT = 6379;
const SHAPE = "redis://HOST:6379, or rediss://HOST:6379 for TLS";

/** @throws EngineError when it is none; the message holds no password */
export function readAddress(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): RedisAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.hostname === "" || !/^rediss?:$/.test(url.protocol)) {
    const fix = `\n  fix: characters such as # and / in a password are written as %23 and %2F, or it is put into ${PASSWORD_VARIABLE}`;
    throw new EngineError(
      `--engine: expected ${SHAPE}, found ${withoutCredentials(text)}${text.includes("@") ? fix : ""}`,
    );
  }
  const { protocol, port, pathname, search, hash } = url;
  if (search !== "" || hash !== "") {
    throw new EngineError(
      `--engine: expected nothing after the address, found ${search === "" ? "`#`" : "`?`"} and more\n` +
        `  fix: a password with such a character goes into ${PASSWORD_VARIABLE}`,
    );
  }
  const database = /^\/?(\d*)$/.exec(pathname)?.[1];
  if (database === undefined) {
    throw new EngineError(
      `--engine: expected the number of a database after the host, such as ${protocol}//HOST/0, found ${pathname}`,
    );
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const own = `${protocol}//${url.hostname}:${port === "" ? String(USUAL_PORT) : port}`;
  return {
    name: database === "" ? own : `${own}/${database}`,
    host,
    port: port === "" ? USUAL_PORT : Number(port),
    database: Number(database),
    isTls: protocol === "rediss:",
    username: decoded(url.username) ?? environment[USERNAME_VARIABLE],
    password: decoded(url.password) ?? environment[PASSWORD_VARIABLE],
  };
}

/** What stands between `//` and `@` is not for the screen. */
export function withoutCredentials(text: string): string {
  return text.replaceAll(/(\w+:\/\/)\S*@/g, "$1…@");
}

function decoded(text: string): string | undefined {
  if (text === "") return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new EngineError(
      "--engine: expected `%` in a user name or password as `%25`, found one that begins no such code\n" +
        `  fix: write it so, or put them into ${USERNAME_VARIABLE} and ${PASSWORD_VARIABLE}`,
    );
  }
}
