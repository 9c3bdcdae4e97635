/**
 * Goal: files of every kind are taken or refused with a reason, two runs are compared by what their recordings say, and what is
 * exported is whole. Method: the built page in Chromium; what it shows and saves is held against recordings read here by other code.
 */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PageServer } from "../../src/cli/page-server.js";
import {
  findings,
  recordingFromJson,
  recordingToJson,
  simulate,
  type Recording,
} from "../../src/index.js";
import { digestOf } from "../../src/record/digest.js";
import { isPng, textOf } from "../../web/model/png-text.js";
import { scenarioOf } from "../support/simulated.js";
import { OUTAGE } from "./support/outage.js";
import {
  drawn,
  isDone,
  startBrowser,
  startServer,
  told,
  visit,
  type Visit,
} from "./support/page.js";

/** Small, because it is run often here. */
const TIGHT = OUTAGE.replace("duration: 12 min", "duration: 6 min")
  .replace("for: 4 min", "for: 2 min")
  .replace("count: 60", "count: 15")
  .replace("capacity: 5000", "capacity: 2000")
  .replace("capacity: 60000", "capacity: 15000");
const ROOMY = TIGHT.replace("capacity: 15000", "capacity: 400000");
const recording = simulate(scenarioOf(TIGHT));
const json = recordingToJson(recording);

let browser: Browser;
let server: PageServer;

beforeAll(async () => {
  browser = await startBrowser();
  server = await startServer();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

function bring(
  page: Page,
  name: string,
  body: string | Buffer,
  label = "A scenario or a recording",
): Promise<void> {
  const buffer = typeof body === "string" ? Buffer.from(body) : body;
  return page
    .getByLabel(label)
    .setInputFiles({ name, mimeType: "application/octet-stream", buffer });
}

/** A file dropped on the page, as the browser would hand it over. */
async function dropOn(page: Page, selector: string, name: string, body: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, text]) => {
      const made = new DataTransfer();
      made.items.add(new File([text], fileName));
      return made;
    },
    [name, body] as const,
  );
  await page.dispatchEvent(selector, "drop", { dataTransfer: transfer });
}

async function saved(page: Page, button: string): Promise<Buffer> {
  const download = page.waitForEvent("download");
  await page.locator("dialog[open]").getByRole("button", { name: button, exact: true }).click();
  return readFileSync(await (await download).path());
}

async function openRun(options: Parameters<typeof visit>[2] = {}): Promise<Visit> {
  const seen = await visit(browser, server.url, options);
  await bring(seen.page, "outage.yaml", TIGHT);
  await isDone(seen.page);
  return seen;
}

describe("a file that is brought", () => {
  let one: Visit;
  beforeAll(async () => {
    one = await visit(browser, server.url);
  });
  afterAll(() => one.page.context().close());

  const doctored = recordingToJson({
    ...recording,
    ledgers: recording.ledgers.map((each) => ({ ...each, delivered: each.delivered - 7 })),
  });

  test("a recording, packed or not, shows with its digest; a doctored one is flagged twice", async () => {
    const { page, troubles } = await visit(browser, server.url);
    await dropOn(page, "body", "any-name", json);
    await isDone(page);
    expect(await told(page, "run-digest")).toBe(recording.digest);
    expect(await page.getByTestId("altered").count()).toBe(0);
    await bring(page, "packed.json.gz", gzipSync(doctored));
    await page.getByTestId("altered").waitFor();
    expect(await page.getByTestId("altered").textContent()).toContain(
      "changed after it was written",
    );
    expect(await page.getByTestId("ledger").textContent()).toContain(
      "does not balance: 7 events missing",
    );
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  test.each([
    [
      "another version",
      json.replace("fanin-recording/1", "fanin-recording/9"),
      "of another version",
      "run its scenario again",
    ],
    ["cut off", json.slice(0, 9000), "is cut off", "fanin run FILE --out FOLDER"],
    ["damaged", json.replace('"latencies":', '"lat":'), "is damaged", "run its scenario again"],
    ["findings", '{"format":"fanin-findings/1"}', "is no recording", "recording.json"],
    ["no text", Buffer.from([1, 0, 2, 0]), "is no text", "YAML or JSON"],
    ["half a gzip", gzipSync(json).subarray(0, 500), "cut off or damaged", "again"],
    ["a picture", readFileSync("test/web/support/plain.png"), "carries no scenario", "exported"],
  ])("%s is refused, with what to do, and the page goes on", async (_, body, said, advice) => {
    const { page, troubles } = one;
    await bring(page, "file.json", body);
    const problems = page.getByTestId("failure");
    await problems.waitFor();
    expect(await problems.textContent()).toContain(said);
    expect(await problems.textContent()).toContain(advice);
    await bring(page, "good.json", json);
    await isDone(page);
    expect(await problems.isVisible()).toBe(false);
    expect(troubles).toEqual([]);
  });

  test("a recording of real agents is laid over its simulation, with the error of each counter", async () => {
    const { page, troubles } = await visit(browser, server.url);
    await bring(page, "overload.json.gz", readFileSync("test/reference/overload.json.gz"));
    await isDone(page);
    await page.getByTestId("counter-errors").waitFor();
    const row = page.locator('[data-counter="a[0].channels.c ChannelSize"] td');
    const [, mean = "", largest = ""] = await row.allTextContents();
    expect(Number(largest.replace(" k", "")) * (largest.includes("k") ? 1000 : 1)).toBeGreaterThan(
      Number(mean),
    );
    expect(await page.locator("[data-testid^=compare-a]").count()).toBeGreaterThan(0);
    expect(troubles).toEqual([]);
    await page.context().close();
  });
});

describe("two runs", () => {
  async function exportedJson(page: Page): Promise<Recording> {
    await page.getByRole("button", { name: "Export …" }).click();
    const text = (await saved(page, "JSON")).toString();
    await page.keyboard.press("Escape");
    return recordingFromJson(text);
  }

  test("differ by B − A of what their JSON says; modes, alignment, scenario lines; the link restores it", async () => {
    const { page, troubles } = await openRun();
    const a = await exportedJson(page);
    await page.locator("main").focus();
    await page.keyboard.press("c");
    await bring(page, "roomy.yaml", ROOMY);
    await isDone(page);
    await page.waitForFunction(
      (digest) => document.querySelector("main")?.dataset["runDigest"] !== digest,
      a.digest,
    );
    const b = await exportedJson(page);
    expect(digestOf(b)).toBe(b.digest);
    await page.getByRole("tab", { name: "Compare" }).click();
    const panel = page.getByTestId("compare");
    expect(await panel.getAttribute("data-a-digest")).toBe(a.digest);
    expect(await panel.getAttribute("data-b-digest")).toBe(b.digest);
    const exactly = async (id: string): Promise<(number | string)[]> => {
      const titles = await panel
        .locator(`[data-delta="${id}"] td[title]`)
        .evaluateAll((cells) => cells.map((cell) => cell.getAttribute("title")!));
      return titles.map((title) =>
        /^[−-]?[\d\s.]+$/.test(title) ? Number(title.replace(/\s/g, "")) : title,
      );
    };
    const [ofA, ofB] = [findings(a), findings(b)];
    const delivered = [a, b].map(({ ledgers }) => ledgers[0]!.delivered);
    expect(await exactly("delivered")).toEqual([...delivered, delivered[1]! - delivered[0]!]);
    const rejected = [ofA.mishaps.rejections, ofB.mishaps.rejections];
    expect(await exactly("rejections")).toEqual([...rejected, rejected[1]! - rejected[0]!]);
    expect(await panel.locator('[data-delta="rejections"]').textContent()).toContain("↓ better");
    const peaks = [ofA, ofB].map(
      ({ layers }) => layers.find(({ layer }) => layer === "tier2")!.peak!.share!,
    );
    expect((await exactly("peak tier2"))[0]).toBe(peaks[0]);
    const diff = await page.getByTestId("scenario-diff").textContent();
    expect(diff).toContain("−".concat("    channel: { type: file, capacity: 15000"));
    expect(diff).toContain("+".concat("    channel: { type: file, capacity: 400000"));
    await panel.getByLabel("difference").check();
    await page.getByTestId("compare-fill").waitFor();
    await drawn(page);
    expect(await panel.locator("canvas").first().getAttribute("aria-label")).toContain("B − A");
    await panel.getByTestId("compare-alignment").selectOption("fault");
    await panel.getByLabel("topologies side by side").check();
    await panel.locator('[data-side="B"] svg').waitFor();
    expect(await panel.locator('[data-side="A"] text').count()).toBeGreaterThan(10);
    await page.locator('[data-node="tier2[1]"]').first().click();
    for (const [id, time] of [
      ["window-to", "5:00"],
      ["go-to", "180"],
    ] as const) {
      await page.getByTestId(id).fill(time);
      await page.getByTestId(id).press("Enter");
    }
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByTestId("share").click();
    await page.getByTestId("shared").getByText("✓ link copied").waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link.length).toBeLessThanOrEqual(8000);
    const again = await visit(browser, link);
    await again.page
      .locator(`[data-testid=compare][data-a-digest="${a.digest}"][data-b-digest="${b.digest}"]`)
      .waitFor();
    await drawn(again.page);
    expect(await again.page.getByLabel("topologies side by side").isChecked()).toBe(true);
    expect(await again.page.locator("#tab-compare").getAttribute("aria-selected")).toBe("true");
    expect(await told(again.page, "sim-time")).toBe("180");
    expect(await again.page.locator("#inspector-title").textContent()).toBe("tier2[1]");
    expect(await again.page.getByTestId("window-to").inputValue()).toBe("00:05:00");
    expect([...troubles, ...again.troubles]).toEqual([]);
    await again.page.context().close();
    await page.context().close();
  });

  test("a shipped scenario, or a file dropped on the panel, is what is compared with", async () => {
    const { page } = await openRun();
    await page.getByRole("tab", { name: "Compare" }).click();
    await page.getByTestId("compare-other").selectOption("single-agent");
    await page
      .locator('[data-testid=compare]:not([data-a-digest=""]):not([data-b-digest=""])')
      .waitFor();
    await dropOn(page, ".compare-controls", "cut.json", json.slice(0, 5000));
    await page.getByTestId("compare-problem").waitFor();
    expect(await page.getByTestId("compare-problem").textContent()).toContain("is cut off");
    expect(await told(page, "status")).toBe("done");
    await dropOn(page, ".compare-controls", "same.json", json);
    await page.locator(`[data-testid=compare][data-b-digest="${recording.digest}"]`).waitFor();
    const figure = page.locator("figure", { has: page.getByTestId("compare-fill") });
    await figure.getByText("View as table").click();
    const heads = await figure.locator("thead th").allTextContents();
    expect(heads.slice(0, 3)).toEqual([
      ...["time", "A: tier1, fullest agent", "B: tier1, fullest agent"],
    ]);
    const both = await figure
      .locator("tbody tr")
      .evaluateAll((all) =>
        all.map((row) => [...row.querySelectorAll("td")].map(({ textContent }) => textContent)),
      );
    expect(both.length).toBeGreaterThan(50);
    // The same run on both sides.
    for (const [ofA, ofB] of both) expect(ofB).toBe(ofA);
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await drawn(page);
      const isWide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      expect([width, isWide]).toEqual([width, false]);
    }
    const judged = page.locator('[data-judgement="better"], [data-judgement="worse"]');
    expect(await judged.count()).toBe(0);
    await page.context().close();
  });
});

test("all of it can be reached by keyboard: pin, choose, swap, mode, and export", async () => {
  const { page } = await openRun();
  await page.getByRole("tab", { name: "Compare" }).focus();
  await page.keyboard.press("Enter");
  const tabTo = async (wanted: string): Promise<void> => {
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press("Tab");
      const found = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const { testid = "" } = element.dataset;
        return testid === "" ? (element.textContent ?? "") : testid;
      });
      if (found === wanted) return;
    }
    throw new Error(`the tab key does not lead to ${wanted}`);
  };
  await tabTo("Pin what is shown");
  await page.keyboard.press("Enter");
  await drawn(page);
  expect(await page.getByTestId("compare-note").textContent()).toBe("A and B are the same run.");
  for (const wanted of [
    "compare-other",
    "A file to compare with …",
    "compare-a",
    "compare-b",
    "Swap A and B",
  ]) {
    await tabTo(wanted);
  }
  await page.keyboard.press("Enter");
  await drawn(page);
  expect(await page.getByTestId("compare-a").inputValue()).toBe("current");
  await tabTo("compare-alignment");
  await tabTo("compare-within");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  expect(await page.getByLabel("difference").isChecked()).toBe(true);
  await page.getByRole("button", { name: "Export …" }).focus();
  await page.keyboard.press("Enter");
  await tabTo("JSON");
  const download = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await download).suggestedFilename()).toBe("outage-with-refusals.recording.json");
  await page.keyboard.press("Escape");
  await drawn(page);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Export …");
  await page.context().close();
});

describe("exports", () => {
  test("PNG, SVG, CSV, JSON and Perfetto trace are whole, and a PNG opens as its run", async () => {
    const { page, troubles } = await openRun();
    const digest = await told(page, "run-digest");
    await page.getByRole("button", { name: "Export …" }).click();
    const dialog = page.locator("dialog[open]");
    let picture: Buffer = Buffer.alloc(0);
    for (const subject of ["topology", "charts", "heatmap"]) {
      await dialog.locator(`input[value=${subject}]`).check();
      const svg = (await saved(page, "SVG")).toString();
      const png = await saved(page, "PNG");
      const told = await page.evaluate((text) => {
        const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
        return {
          name: root.nodeName,
          width: Number(root.getAttribute("width")),
          height: Number(root.getAttribute("height")),
          texts: [...root.querySelectorAll("text")].map(({ textContent }) => textContent),
          images: root.querySelectorAll("image").length,
        };
      }, svg);
      expect(told.name).toBe("svg");
      expect(told.texts.some((text) => text.includes(digest!))).toBe(true);
      expect(told.texts).toContain("Outage with refusals");
      expect(told.images).toBe(subject === "heatmap" ? 1 : 0);
      expect(isPng(png)).toBe(true);
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([
        2 * told.width,
        2 * told.height,
      ]);
      expect(JSON.parse(textOf(png, "fanin-scenario")!)).toMatchObject({ text: TIGHT, seed: 5 });
      picture = png;
    }
    const back = recordingFromJson((await saved(page, "JSON")).toString());
    expect([back.digest, digestOf(back)]).toEqual([digest, digest]);
    const lines = (await saved(page, "CSV")).toString().split("\r\n");
    expect(lines.length - 2).toBe(back.times.length * back.series.length);
    expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z,0,/);
    const trace = JSON.parse((await saved(page, "Perfetto trace")).toString()) as {
      traceEvents: unknown[];
    };
    expect(trace.traceEvents.length).toBeGreaterThan(back.episodes.length);
    const report = (await saved(page, "HTML report")).toString();
    expect(report).toContain(digest!.slice(0, 16));
    await page.keyboard.press("Escape");
    const alone = await page.context().newPage();
    const asked: string[] = [];
    alone.on("request", (request) => asked.push(request.url()));
    const file = join(mkdtempSync(join(tmpdir(), "fanin-")), "report.html");
    writeFileSync(file, report);
    await alone.goto(`file://${file}`);
    expect(await alone.title()).toContain("Outage with refusals");
    expect(await alone.locator("main svg").count()).toBeGreaterThan(0);
    const { mishaps, ledgers } = findings(back);
    const exact = await alone
      .locator("data")
      .evaluateAll((all) => all.map((each) => Number(each.getAttribute("value"))));
    for (const value of [mishaps.rejections, ledgers[0]!.delivered, ledgers[0]!.lost])
      expect(exact).toContain(value);
    const clock = alone.getByRole("slider", { name: "Time of the simulation" });
    await clock.press("End");
    expect(await clock.getAttribute("aria-valuetext")).toMatch(/^00:06:00; no fault; tier1 /);
    expect(asked.filter((url) => !url.startsWith("data:"))).toEqual([`file://${file}`]);
    await alone.close();
    const again = await visit(browser, server.url);
    await bring(again.page, "picture.png", picture);
    await isDone(again.page);
    expect(await told(again.page, "run-digest")).toBe(digest);
    expect([...troubles, ...again.troubles]).toEqual([]);
    await again.page.context().close();
    await page.context().close();
  });
});

describe("on paper", () => {
  test("white with charts in either theme, in reading order, warnings only, with name, digest and address", async () => {
    const { page, troubles } = await openRun({ colorScheme: "dark" });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.locator(".printed-footer").waitFor();
    const seen = await page.evaluate(() => {
      const isShown = (selector: string): boolean => {
        return (document.querySelector(selector) as HTMLElement).checkVisibility();
      };
      return {
        background: getComputedStyle(document.body).backgroundColor,
        ink: getComputedStyle(document.body).color,
        charts: document.querySelectorAll(".printout svg[aria-label]").length,
        hidden: [".top", ".transport", ".details", ".with-inspector"].filter(isShown),
        shown: [".verdict", ".printout"].filter((selector) => !isShown(selector)),
        events: [...document.querySelectorAll(".printed-events tbody tr")].map(
          ({ textContent }) => textContent,
        ),
        footer: document.querySelector(".printed-footer")!.textContent,
        stroke: getComputedStyle(
          document.querySelector(".printout svg[aria-label] path[stroke-width='2']")!,
        ).stroke,
      };
    });
    expect(seen).toMatchObject({
      background: "rgb(255, 255, 255)",
      ink: "rgb(36, 41, 47)",
      charts: 6,
    });
    expect([seen.hidden, seen.shown]).toEqual([[], []]);
    expect(seen.stroke).toBe("rgb(184, 60, 7)");
    const steps = findings(recording).steps;
    expect(seen.events.length).toBe(steps.length);
    expect(seen.events.some((text) => text.includes("drained"))).toBe(false);
    for (const part of ["Outage with refusals", recording.digest, server.url])
      expect(seen.footer).toContain(part);
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect(troubles).toEqual([]);
    await page.context().close();
  });
});
