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
import { formatClock, formatCount, formatFraction } from "../../src/units/format.js";
import { TICKS_PER_SECOND } from "../../src/units/time.js";
import { fanin } from "../support/cli.js";
import { scenarioOf } from "../support/simulated.js";
import { OUTAGE } from "./support/outage.js";
import { startBrowser, violationsInBoth, visit } from "./support/page.js";

const recording = simulate(scenarioOf(OUTAGE));

let browser: Browser;
let folder = "";
let url = "";

beforeAll(async () => {
  browser = await startBrowser();
  folder = mkdtempSync(join(tmpdir(), "fanin-report-"));
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

describe("the clock over the curves", () => {
  test("is a slider in seconds: it says time, faults and values of the recording, and moves a cursor to them", async () => {
    const { page, troubles } = await visit(browser, url);
    const slider = page.getByRole("slider", { name: "Time of the simulation" });
    expect(await slider.evaluate((each: HTMLInputElement) => [each.min, each.max])).toEqual([
      ...["0", "720"],
    ]);
    const values = (address: string, name: string): Float64Array => {
      const part = recording.parts.findIndex((each) => each.address === address);
      return recording.series.find((each) => each.part === part && each.name === name)!.values;
    };
    const fullest = (tier: string, agents: number, capacity: number, i: number): string => {
      const fills = Array.from({ length: agents }, (_, agent) => {
        return values(`${tier}[${String(agent)}].channel`, "ChannelSize")[i]! / capacity;
      });
      return formatFraction(Math.max(...fills));
    };
    const figure = page.locator("figure.timed", { hasText: "Fill of the channels" }).first();
    const expected = async (seconds: number, faults: string): Promise<void> => {
      const i = recording.times.indexOf(seconds * TICKS_PER_SECOND);
      const said = `tier1 ${fullest("tier1", 3, 5000, i)}, tier2 ${fullest("tier2", 2, 60_000, i)}`;
      const clock = formatClock(seconds * TICKS_PER_SECOND);
      expect(await slider.getAttribute("aria-valuetext")).toBe(`${clock}; ${faults}; ${said}`);
      expect(await figure.locator(".reading").textContent()).toBe(`${clock}: ${said}`);
      // The cursor stands where the axis of the picture has the time.
      const off = await figure.locator(".wide").evaluate((frame, share) => {
        const [left = 0, right = 0, , , width = 1] = (frame as HTMLElement).dataset["plot"]!.split(
          " ",
        ).map(Number);
        const box = frame.getBoundingClientRect();
        const at = frame.querySelector(".cursor")!.getBoundingClientRect().left - box.left;
        return at - ((left + share * (right - left)) / width) * box.width;
      }, seconds / 720);
      expect(Math.abs(off)).toBeLessThanOrEqual(1);
    };
    await slider.focus();
    await expected(0, "no fault");
    await page.keyboard.press("End");
    await expected(720, "no fault");
    await page.keyboard.press("ArrowLeft");
    await expected(718, "no fault");
    await page.keyboard.press("Home");
    for (let k = 0; k < 100; k++) await page.keyboard.press("ArrowRight");
    await expected(200, "down of hadoop");
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  test("of two scenarios counts from the start of the outage, before it with a sign", async () => {
    const [a, b, out] = ["a.yaml", "b.yaml", "two.html"].map((name) => join(folder, name));
    writeFileSync(a!, OUTAGE);
    writeFileSync(b!, OUTAGE.replace("capacity: 5000", "capacity: 6000"));
    expect(fanin(["compare", a!, b!, "--replications", "1", "-o", out!]).code).toBe(0);
    const { page, troubles } = await visit(browser, pathToFileURL(out!).href);
    const slider = page.getByRole("slider", { name: "Time from the start of the outage" });
    expect(await slider.getAttribute("aria-valuetext")).toMatch(/^−00:02:00; no fault; A /);
    await slider.press("End");
    expect(await slider.getAttribute("aria-valuetext")).toMatch(/^00:10:00; no fault; A /);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  test("is not there without script, and nothing else is missing", async () => {
    const { page } = await visit(browser, url, { javaScriptEnabled: false });
    expect(await page.getByRole("slider").count()).toBe(0);
    expect(await page.locator(".reading:visible").count()).toBe(0);
    expect(await page.locator("figure .wide svg.chart:visible").count()).toBe(5);
    await page.context().close();
  });

  test("the numbers of the page are those of the run: rejected, when first, delivered, lost", async () => {
    const { page } = await visit(browser, url);
    const textOf = async (selector: string): Promise<string> =>
      (await page.locator(selector).first().textContent())!.replace(/\s+/g, " ");
    const { mishaps, ledgers, steps } = findings(recording);
    const first = steps.find(({ what }) => /rejected|refused/.test(what))!;
    expect(await textOf("main section")).toContain(formatCount(mishaps.rejections));
    expect(await textOf("main")).toContain(formatClock(first.fromTicks));
    const exact = await page
      .locator("#ledger data")
      .evaluateAll((all) => all.map((each) => Number(each.getAttribute("value"))));
    expect(exact).toContain(ledgers[0]!.delivered);
    expect(exact).toContain(ledgers[0]!.lost);
    await page.context().close();
  });
});

test("axe finds nothing in either theme, with every table of figures open", async () => {
  const { page } = await visit(browser, url);
  await page.evaluate(() => {
    for (const each of document.querySelectorAll("details")) each.open = true;
  });
  expect(await violationsInBoth(page)).toEqual({});
  await page.context().close();
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
