/** For scripts that look at the page: the built page on a free port, and a Chromium in front of it. */
import { spawn } from "node:child_process";
import process from "node:process";
import { chromium } from "playwright-core";
import { findChromium } from "../.ci/chromium.mjs";

/** @returns the address of the page, and what ends its server */
export async function servePage() {
  const child = spawn(process.execPath, ["dist/cli/main.js", "show", "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise((resolve, reject) => {
    child.stdout.setEncoding("utf8");
    child.stdout.once("data", (text) => resolve(text.split("\n")[0]));
    child.once("exit", () =>
      reject(new Error("the page is not served; run `npm run build` first")),
    );
  });
  return { url, close: () => child.kill("SIGINT") };
}

export function startChromium() {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error(
      "no Chromium was found: `node .ci/chromium.mjs` installs Debian's, or says why not",
    );
  }
  // The same pixels on every machine, as far as that goes.
  const args = ["--no-sandbox", "--disable-lcd-text", "--font-render-hinting=none"];
  return chromium.launch({ executablePath, args });
}

/** [ms] simulating takes longer on a machine that is busy. */
const LONGEST_RUN_MS = 600_000;

export async function isDone(page) {
  // What was done before may still be said.
  await drawn(page);
  await page.waitForSelector('[data-testid="dashboard"][data-status="done"]', {
    timeout: LONGEST_RUN_MS,
  });
}

/** What was set is drawn. */
export async function drawn(page) {
  // A frame for what has only been asked for by now.
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await page.waitForSelector("html:not([data-drawing])", { state: "attached" });
  await page.evaluate(() => new Promise(requestAnimationFrame));
}
