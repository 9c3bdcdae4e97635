/** `npm start`: builds if something is newer than what was built, then shows the page. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

const MADE = ["dist/cli/main.js", "dist/web/index.html"];
const FROM = ["src", "web", "scenarios"];

if (!isFresh()) {
  console.error("building …");
  const { status } = spawnSync("npm", ["run", "-s", "build"], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
process.argv = [process.argv[0], "fanin", "show", ...process.argv.slice(2)];
await import("../dist/cli/main.js");

function isFresh() {
  if (!MADE.every((file) => existsSync(file))) return false;
  const made = Math.min(...MADE.map((file) => statSync(file).mtimeMs));
  const files = FROM.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  );
  return files.every((file) => statSync(file).mtimeMs <= made);
}
