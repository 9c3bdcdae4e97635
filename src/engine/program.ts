/**
 * Which program this is: the package's version, and a hash of the code that decides results.
 *
 * Two programs with the same version may differ (a change on the way to the next one); their results must not be mixed
 * any more than those of two versions.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What lies beside this folder and decides no result: it shows them, or moves them about. */
const SHOWS = ["charts", "cli", "engine", "flumeconf", "index", "report", "verify"];

/** `0.1.0+3fa9c1d2` */
export function programVersion(): string {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const manifest = readFileSync(
    fileURLToPath(new URL("../../package.json", import.meta.url)),
    "utf8",
  );
  const { version } = JSON.parse(manifest) as { version: string };
  const hash = createHash("sha256");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /\.(js|ts)$/.test(name) && !name.endsWith(".d.ts"))
    .filter((name) => !SHOWS.includes(name.split(/[/.]/)[0]!))
    .sort();
  for (const name of files) hash.update(`${name}\n`).update(readFileSync(join(root, name)));
  return `${version}+${hash.digest("hex").slice(0, 8)}`;
}
