/** Finds the Chromium that the tests of the page run in; where there is none, installs Debian's by apt-get. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";
import { pathToFileURL } from "node:url";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** @returns where it is; undefined: nowhere that is known */
export function findChromium() {
  return [process.env["CHROMIUM"], ...PLACES].find(
    (path) => path !== undefined && existsSync(path),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href && findChromium() === undefined) {
  console.error("Chromium: none found; installing Debian's package chromium");
  const run = (...args) => spawnSync("apt-get", args, { stdio: "inherit" }).status === 0;
  const install = ["install", "-y", "--no-install-recommends", "chromium"];
  const isThere = (run(...install) || (run("update") && run(...install))) && findChromium();
  if (isThere === undefined || isThere === false) {
    console.error(
      "Chromium: expected one for the tests of the page, found none, and apt-get could not install it.\n" +
        "  fix: install the package chromium as root, or set CHROMIUM to the path of one",
    );
    process.exitCode = 1;
  }
}
