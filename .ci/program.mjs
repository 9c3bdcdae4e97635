/** Finds a program of the system that tests need; where there is none, installs Debian's by apt-get. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";

/**
 * @param {{ variable: string, places: readonly string[] }} program where it may be; the environment's variable wins
 * @returns {string | undefined} where it is; undefined: nowhere that is known
 */
export function findProgram({ variable, places }) {
  return [process.env[variable], ...places].find((path) => path !== undefined && existsSync(path));
}

/**
 * @param {{ name: string, variable: string, places: readonly string[], debian: string, use: string }} program
 * @returns {boolean} whether it is there, or is now
 */
export function ensureProgram(program) {
  if (findProgram(program) !== undefined) return true;
  const { name, variable, debian, use } = program;
  console.error(`${name}: none found; installing Debian's package ${debian}`);
  const run = (...args) => spawnSync("apt-get", args, { stdio: "inherit" }).status === 0;
  const install = ["install", "-y", "--no-install-recommends", debian];
  const isInstalled = run(...install) || (run("update") && run(...install));
  if (isInstalled && findProgram(program) !== undefined) return true;
  console.error(
    `${name}: expected one for ${use}, found none, and apt-get could not install it.\n` +
      `  fix: install the package ${debian} as root, or set ${variable} to the path of one`,
  );
  return false;
}
