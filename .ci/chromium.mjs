/** The Chromium that the tests of the page run in. */
import process from "node:process";
import { pathToFileURL } from "node:url";
import { ensureProgram, findProgram } from "./program.mjs";

const CHROMIUM = {
  name: "Chromium",
  variable: "CHROMIUM",
  places: ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"],
  debian: "chromium",
  use: "the tests of the page",
};

/** @returns where it is; undefined: nowhere that is known */
export function findChromium() {
  return findProgram(CHROMIUM);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href && !ensureProgram(CHROMIUM)) {
  process.exitCode = 1;
}
