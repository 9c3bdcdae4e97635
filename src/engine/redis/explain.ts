/** What Redis, the network or TLS say when something is wrong, in words, with what to do. */
import { EngineError } from "../engine-error.js";
import { PASSWORD_VARIABLE, USERNAME_VARIABLE, type RedisAddress } from "./address.js";

interface Rule {
  /** Of the error's code, or of the text that Redis answered with. */
  readonly pattern: RegExp;
  readonly what: string;
  readonly fix: string;
}

const CREDENTIALS = `set ${USERNAME_VARIABLE} and ${PASSWORD_VARIABLE}, or write them into the URL`;

const RULES: readonly Rule[] = [
  {
    pattern: /ECONNREFUSED/,
    what: "nobody listens there (connection refused)",
    fix: "start redis-server there, or name another --engine",
  },
  {
    pattern: /ENOTFOUND|EAI_AGAIN/,
    what: "there is no host of that name",
    fix: "look at the host's name, or name its IP address",
  },
  {
    pattern: /ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/,
    what: "no answer",
    fix: "look at host, port and firewall, and whether TLS is spoken there (rediss://) or not (redis://)",
  },
  {
    pattern: /WRONGPASS|invalid password|invalid username/i,
    what: "the user name or password is wrong",
    fix: CREDENTIALS,
  },
  { pattern: /NOAUTH/, what: "it asks for a password, and none was given", fix: CREDENTIALS },
  {
    pattern: /WRONG_VERSION_NUMBER|packet length too long/i,
    what: "what listens there does not speak TLS",
    fix: "write redis:// instead of rediss://",
  },
  {
    pattern: /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/,
    what: "its certificate is not trusted",
    fix: "set NODE_EXTRA_CA_CERTS to the file of the authority's certificate; the host must be named as it is there",
  },
  {
    pattern: /NOPERM/,
    what: "the user may not do what a queue needs",
    fix: "let it use all commands on the keys `{fanin}*`: ACL SETUSER … ~{fanin}* +@all",
  },
  {
    pattern: /ECONNRESET|EPIPE|Connection is closed/,
    what: "the connection was closed at once",
    fix: "look at the port; if TLS is spoken there, write rediss:// instead of redis://",
  },
];

/** @param error what ioredis or BullMQ ended with */
export function explained({ name }: RedisAddress, error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const { code = "", message } = error as NodeJS.ErrnoException;
  const said = `${code} ${message}`;
  const rule = RULES.find(({ pattern }) => pattern.test(said));
  if (rule === undefined) return new EngineError(`${name}: ${message}`);
  const detail = rule.pattern.test(code) && code !== "" ? ` (${code})` : "";
  const shown = rule.what.includes("(") ? "" : detail;
  return new EngineError(`${name}: ${rule.what}${shown}\n  fix: ${rule.fix}`);
}
