/**
 * `npm run bench:web`: the page's budgets, measured in Chromium with the CPU slowed down four times, as a table.
 * Nothing here fails: a number depends on the machine and on what else it does.
 *
 * The load is the largest shipped scenario (2,453 nodes, 5,101 samples); it is simulated at full speed.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { drawn, isDone, servePage, startChromium } from "./browse.mjs";

const SCENARIO = "large-site";
const SLOWER = 4;
const SCRUBS = 300;

const rows = [];
const server = await servePage();
const browser = await startChromium();
try {
  sizes();
  await firstSight(1, 1000);
  await firstSight(SLOWER, 2500);
  await cancel();
  await atWork();
  await reportScrub();
} finally {
  await browser.close();
  server.close();
}
print();

function row(what, budget, measured, isWithin) {
  const verdict = isWithin === undefined ? "" : isWithin ? "✓" : "✗";
  rows.push([what, budget, measured, verdict]);
}

function atMost(what, budget, measured, unit) {
  row(what, `≤ ${String(budget)} ${unit}`, `${measured.toFixed(1)} ${unit}`, measured <= budget);
}

/** Checked when the page is built, too; see vite.config.ts. */
function sizes() {
  const files = readdirSync("dist/web/assets").filter((name) => /\.(js|css)$/.test(name));
  for (const name of files) {
    const kB = gzipSync(readFileSync(`dist/web/assets/${name}`), { level: 9 }).length / 1000;
    row(`size of ${name.replace(/-[\w-]{8}\./, ".")}, gzip`, "at build", `${kB.toFixed(1)} kB`);
  }
}

async function newPage(slower) {
  const page = await (
    await browser.newContext({ viewport: { width: 1440, height: 900 } })
  ).newPage();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slower });
  return { page, cdp };
}

/** From the address to a verdict, though it be one so far. */
async function firstSight(slower, budget) {
  const { page } = await newPage(slower);
  const begun = Date.now();
  await page.goto(`${server.url}#/run/burst`);
  await page.waitForFunction(
    () => document.querySelector('[data-testid="verdict"] .headline strong') !== null,
    undefined,
    { polling: "raf", timeout: 120_000 },
  );
  atMost(
    `burst.yaml opened: its verdict, CPU 1/${String(slower)}`,
    budget,
    Date.now() - begun,
    "ms",
  );
  await page.context().close();
}

async function cancel() {
  const { page } = await newPage(1);
  await page.goto(`${server.url}#/run/hdfs-upgrade`);
  await page.waitForFunction(() => Number(document.querySelector("progress")?.value) > 0.02);
  const took = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const main = document.querySelector("main");
        const begun = performance.now();
        new MutationObserver(() => {
          if (main.dataset.status === "partial") resolve(performance.now() - begun);
        }).observe(main, { attributes: true });
        [...document.querySelectorAll("button")]
          .find((one) => one.textContent === "Cancel")
          .click();
      }),
  );
  atMost("cancel, until there is what there was", 300, took, "ms");
  await page.context().close();
}

async function atWork() {
  const { page, cdp } = await newPage(1);
  await page.goto(server.url);
  await watch(page);
  const begun = Date.now();
  await page.goto(`${server.url}#/run/${SCENARIO}`);
  await isDone(page);
  row(
    `${SCENARIO}.yaml simulated, full speed`,
    "",
    `${((Date.now() - begun) / 1000).toFixed(1)} s`,
  );
  const during = await watched(page);
  atMost("meanwhile the longest gap between frames", 100, during.frames.at(-1) ?? 0, "ms");
  await cdp.send("HeapProfiler.enable");
  await cdp.send("HeapProfiler.collectGarbage");
  const heap = await cdp.send("Runtime.getHeapUsage");
  const MB = (heap.usedSize + (heap.backingStorageSize ?? 0)) / 1e6;
  atMost("memory of the page, columns included", 160, MB, "MB");
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  for (const tab of ["Charts", "Heatmap"]) await scrub(page, cdp, tab);
  await interactions(page);
  await idle(page);
  await page.context().close();
}

/** Frames and long tasks are written down from here on. */
function watch(page) {
  return page.evaluate(() => {
    const seen = { frames: [], long: 0, inputs: [], isOn: true };
    globalThis.seen = seen;
    new PerformanceObserver((list) => (seen.long += list.getEntries().length)).observe({
      type: "longtask",
    });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.inputs.push(duration);
    }).observe({ type: "event", durationThreshold: 16 });
    let last;
    const look = (now) => {
      if (last !== undefined) seen.frames.push(now - last);
      last = now;
      if (seen.isOn) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

function watched(page) {
  return page.evaluate(() => {
    const { seen } = globalThis;
    seen.isOn = false;
    return { ...seen, frames: seen.frames.sort((a, b) => a - b) };
  });
}

async function scrub(page, cdp, tab) {
  await page.getByRole("tab", { name: tab }).click();
  await page.focus('[data-testid="scrubber"]');
  await drawn(page);
  await cdp.send("Performance.enable");
  const before = await scriptSeconds(cdp);
  await watch(page);
  for (let i = 0; i < SCRUBS; i++) {
    await page.keyboard.press(i % 30 === 0 ? "Home" : "Shift+ArrowRight");
  }
  const { frames, long } = await watched(page);
  const script = ((await scriptSeconds(cdp)) - before) / SCRUBS;
  const name = `scrub, ${tab.toLowerCase()} shown, CPU 1/${String(SLOWER)}`;
  atMost(`${name}: 95 % of frames within`, 20, frames[Math.floor(frames.length * 0.95)] ?? 0, "ms");
  atMost(`${name}: tasks above 50 ms`, 0, long, "");
  row(`${name}: script a step`, "", `${(script * 1000).toFixed(1)} ms`);
}

/** The report of that run, from a disk: its clock moved by the keyboard. */
async function reportScrub() {
  const folder = mkdtempSync(join(tmpdir(), "fanin-bench-"));
  const file = join(folder, "report.html");
  const args = ["report", `scenarios/${SCENARIO}.yaml`, "--replications", "1", "-o", file];
  execFileSync(process.execPath, ["dist/cli/main.js", ...args], { stdio: "ignore" });
  const { page, cdp } = await newPage(SLOWER);
  await page.goto(pathToFileURL(file).href);
  await page.locator(".scrubber input").focus();
  await drawn(page);
  await cdp.send("Performance.enable");
  await watch(page);
  for (let i = 0; i < SCRUBS; i++) {
    await page.keyboard.press(i % 30 === 0 ? "Home" : "ArrowRight");
  }
  const { frames, long } = await watched(page);
  const name = `scrub, HTML report, CPU 1/${String(SLOWER)}`;
  atMost(`${name}: 95 % of frames within`, 20, frames[Math.floor(frames.length * 0.95)] ?? 0, "ms");
  atMost(`${name}: tasks above 50 ms`, 0, long, "");
  await page.context().close();
  rmSync(folder, { recursive: true });
}

async function scriptSeconds(cdp) {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "ScriptDuration").value;
}

/** What a person does now and then: each is held up by all that follows from it. */
async function interactions(page) {
  await watch(page);
  const tab = (name) => page.getByRole("tab", { name }).click();
  for (const act of [
    () => tab("Charts"),
    () => page.keyboard.press("w"),
    () => page.keyboard.press("s"),
    () => tab("Heatmap"),
    () => page.keyboard.press("w"),
    () => page.keyboard.press("s"),
    () => tab(/^Events/),
    () => tab(/^Nodes/),
    () => page.locator(".legend button").nth(4).click(),
    () => page.locator(".legend button").nth(4).click(),
    () => page.locator(".card").first().click(),
    () => page.keyboard.press("Escape"),
  ]) {
    await act();
    await drawn(page);
  }
  const { inputs } = await watched(page);
  inputs.sort((a, b) => a - b);
  const name = `interaction to next paint, CPU 1/${String(SLOWER)}`;
  atMost(`${name}: 75 % within`, 200, inputs[Math.floor(inputs.length * 0.75)] ?? 0, "ms");
  atMost(`${name}: the longest`, 500, inputs.at(-1) ?? 0, "ms");
}

async function idle(page) {
  const frames = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const request = window.requestAnimationFrame;
        let count = 0;
        window.requestAnimationFrame = (callback) => {
          count++;
          return request(callback);
        };
        setTimeout(() => {
          window.requestAnimationFrame = request;
          resolve(count);
        }, 2000);
      }),
  );
  atMost("frames drawn in 2 s at rest", 0, frames, "");
}

function print() {
  const heads = ["what", "budget", "measured", ""];
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((one) => one[i].length)));
  for (const one of [heads, ...rows]) {
    console.log(
      one
        .map((text, i) => text.padEnd(widths[i]))
        .join("  ")
        .trimEnd(),
    );
  }
}
