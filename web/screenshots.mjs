/**
 * `npm run screenshots`: what the README shows of the page, taken from the built page, into `.readme/`. Small
 * files: a palette of 256 colours, one pixel a pixel.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { drawn, isDone, servePage, startChromium } from "./browse.mjs";
import { withPalette } from "./small-png.mjs";

const FOLDER = ".readme";
const MOST_BYTES = 150_000;
const SCENARIO = "hdfs-upgrade";

mkdirSync(FOLDER, { recursive: true });
const server = await servePage();
const browser = await startChromium();
try {
  const page = await open({ width: 1280, height: 760 }, "");
  await shoot(page, "gallery");
  await page.goto(`${server.url}#/run/${SCENARIO}`);
  // A run that is over stands at its first refusal.
  await isDone(page);
  await shoot(page, "first-refusal", { width: 1280, height: 1080 });
  await page.setViewportSize({ width: 1280, height: 760 });
  await page.getByRole("tab", { name: "Heatmap" }).click();
  await page.locator(".details").scrollIntoViewIfNeeded();
  await shoot(page, "heatmap", undefined, ".details");
  await compare(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => scrollTo(0, 0));
  await shoot(page, "narrow");
  const report = await open({ width: 920, height: 1080 }, "", makeReport());
  await shoot(report, "report");
} finally {
  await browser.close();
  server.close();
}

/** The same load into HDFS directly, and through Flume. */
async function compare(page) {
  await page.goto(`${server.url}#/run/direct-to-hdfs`);
  await isDone(page);
  await page.getByRole("tab", { name: "Compare" }).click();
  await page.getByTestId("compare-other").selectOption("through-flume");
  await page.getByTestId("compare-summary").waitFor();
  await page.setViewportSize({ width: 1280, height: 820 });
  await page.locator(".details").evaluate((panel) => panel.scrollIntoView());
  await shoot(page, "compare");
  await page.goto(`${server.url}#/run/${SCENARIO}`);
  await isDone(page);
}

/** The report of the plan that the README shows. @returns its address */
function makeReport() {
  const [scenario, plan, file] = [
    "scenarios/single-agent.yaml",
    "out/plan.json",
    "out/report.html",
  ];
  for (const old of [plan, `${plan}.runs`]) rmSync(old, { force: true });
  fanin(
    ...["plan", scenario, "--probability", "90 %", "--set", "objectives=[no loss, no refusals]"],
    ...["--vary", "collector.channel.capacity=250k..4M:250k", "--vary", "collector.agents=1..3"],
    ...["--cost", "agent=300", "--cost", "heap=4", "-o", plan],
  );
  fanin("report", plan, scenario, "--replications", "1", "-o", file);
  return pathToFileURL(file).href;
}

function fanin(...args) {
  const { status, stderr } = spawnSync(process.execPath, ["dist/cli/main.js", ...args], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`fanin ${args[0]} ends with ${String(status)}: ${stderr}`);
}

async function open(viewport, hash, url = server.url) {
  const context = await browser.newContext({ viewport, colorScheme: "light" });
  const page = await context.newPage();
  await page.goto(`${url}${hash}`);
  return page;
}

/** @param viewport another than before @param selector a part of the page */
async function shoot(page, name, viewport, selector) {
  if (viewport !== undefined) await page.setViewportSize(viewport);
  await drawn(page);
  const path = `${FOLDER}/${name}.png`;
  const taken = await (selector === undefined ? page : page.locator(selector)).screenshot();
  const picture = await withPalette(browser, taken);
  writeFileSync(path, picture);
  const size = picture.length;
  console.log(`${path}: ${String(Math.round(size / 1000))} kB`);
  if (size > MOST_BYTES) throw new Error(`${path} is larger than ${String(MOST_BYTES / 1000)} kB`);
}
