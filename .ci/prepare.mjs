/** Builds after an install; where only what runs is installed, it says so: the build needs the other dependencies, too. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";

if (existsSync("node_modules/typescript-7")) {
  process.exitCode = spawnSync("npm", ["run", "-s", "build"], { stdio: "inherit" }).status ?? 1;
} else if (!existsSync("dist")) {
  console.error(
    "fanin: not built, for that takes the development dependencies\n" +
      "  fix: npm ci && npm ci --omit=dev",
  );
}
