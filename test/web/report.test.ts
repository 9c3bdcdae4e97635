/**
 * Goal: the report opens from a disk, for everybody, and on paper. Method: the file in a real Chromium: requests,
 * axe in both themes, narrow screens, print.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { courseOf } from "../../src/analysis/course.js";
import { findings } from "../../src/analysis/find.js";
import { RecordingView } from "../../src/analysis/view.js";
import { runBesideFluid } from "../../src/experiment/beside-fluid.js";
import { headlines } from "../../src/experiment/headlines.js";
import { simulate } from "../../src/experiment/run.js";
import { standardMap } from "../../src/fluid/regime/standard.js";
import { documentHtml } from "../../src/report/document/html.js";
import { reportDocument } from "../../src/report/run/report.js";
import { scenarioOf } from "../support/simulated.js";
import { OUTAGE } from "./support/outage.js";
import { startBrowser, violations, visit } from "./support/page.js";

let browser: Browser;
let folder = "";
let url = "";

beforeAll(async () => {
  browser = await startBrowser();
  folder = mkdtempSync(join(tmpdir(), "fanin-report-"));
  const recording = simulate(scenarioOf(OUTAGE));
  const found = findings(recording);
  const course = courseOf(new RecordingView(recording));
  const page = documentHtml(
    reportDocument({
      ...found.scenario,
      run: {
        ...{ scenario: recording.scenario, findings: found, course },
        headlines: headlines(found, recording),
        fluid: runBesideFluid(found, recording),
      },
      ...{
        replications: null,
        plan: null,
        curves: null,
        audit: null,
        map: standardMap(recording.scenario),
      },
      origin: {
        ...{ version: "1.2.3", command: "fanin run outage.yaml", file: "outage.yaml" },
        ...{ text: OUTAGE, set: [], date: "" },
      },
    }),
  );
  const file = join(folder, "report.html");
  writeFileSync(file, page);
  url = pathToFileURL(file).href;
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

test("asks for itself and nothing else, and complains of nothing", async () => {
  const { page, urls, troubles } = await visit(browser, url);
  expect({ urls, troubles }).toEqual({ urls: [url], troubles: [] });
  expect(await page.title()).toBe("Outage with refusals");
  await page.context().close();
});

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  test("axe finds nothing, with every table of figures open", async () => {
    const { page } = await visit(browser, url, { colorScheme });
    await page.evaluate(() => {
      for (const each of document.querySelectorAll("details")) each.open = true;
    });
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});

test("nothing sticks out of a narrow screen, and its pictures are the narrow ones", async () => {
  const { page } = await visit(browser, url, { viewport: { width: 320, height: 640 } });
  const [width, shown] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    [...document.querySelectorAll("svg.chart")].filter(
      (each) => each.getBoundingClientRect().width > 0,
    ).length,
  ]);
  expect({ width, shown }).toEqual({ width: 320, shown: 5 });
  await page.context().close();
});

test("on paper: white whatever the screen, the first page alone, pictures and tables unbroken", async () => {
  const { page } = await visit(browser, url, { colorScheme: "dark" });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const style = await page.evaluate(() => {
    const of = (selector: string): CSSStyleDeclaration =>
      getComputedStyle(document.querySelector(selector)!);
    return {
      back: of("body").backgroundColor,
      course: of("#course").breakBefore,
      figure: of("figure").breakInside,
      contents: of("nav").display,
    };
  });
  expect(style).toEqual({
    ...{ back: "rgb(255, 255, 255)", course: "page", figure: "avoid", contents: "none" },
  });
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  const pages = Number(/\/Type\s*\/Pages[^]*?\/Count (\d+)/.exec(pdf)?.[1]);
  expect(pages).toBeGreaterThan(3);
  await page.context().close();
});
