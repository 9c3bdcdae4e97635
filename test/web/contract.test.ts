/**
 * Goal: scripts can read off the page what people see, at the names that are promised, and what a person's system asks for
 * (less motion, few colours) is heeded. Method: one recording in the page; names, times and pixels.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PageServer } from "../../src/cli/page-server.js";
import { recordingToJson, simulate } from "../../src/index.js";
import { STATE_PAINTS } from "../../web/view/palette.js";
import { scenarioOf } from "../support/simulated.js";
import { OUTAGE } from "./support/outage.js";
import {
  drawn,
  isDone,
  simTime,
  startBrowser,
  startServer,
  told,
  visit,
  type Visit,
} from "./support/page.js";

const recording = simulate(scenarioOf(OUTAGE));

let browser: Browser;
let server: PageServer;
let seen: Visit;

beforeAll(async () => {
  browser = await startBrowser();
  const text = recordingToJson(recording);
  server = await startServer({ kind: "recording", name: "outage.json", text });
  seen = await visit(browser, server.url);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

test("names and attributes are those that scripts rely on, and say where the page is", async () => {
  const { page } = seen;
  const main = page.locator("main[data-testid=dashboard]");
  expect(await main.count()).toBe(1);
  expect(await told(page, "status")).toBe("empty");
  await page.evaluate(() => {
    location.hash = "#/run/opened?t=300&node=tier2%5B0%5D";
  });
  await isDone(page);
  await drawn(page);
  expect(await told(page, "run-digest")).toBe(recording.digest);
  expect(await told(page, "playing")).toBe("false");
  expect(await simTime(page)).toBe(300);
  for (const id of ["verdict", "transport", "scrubber", "topology", "legend", "inspector"]) {
    expect([id, await page.getByTestId(id).isVisible()]).toEqual([id, true]);
  }
  const times = (selector: string): Promise<(string | null)[]> =>
    page
      .locator(selector)
      .evaluateAll((all) => all.map((each) => each.getAttribute("data-cursor-time")));
  const charts = '[data-testid^="chart-"]';
  expect(await times(charts)).toEqual(Array.from({ length: 6 }, () => "300"));
  await page.getByTestId("scrubber").focus();
  await page.keyboard.press("ArrowRight");
  await drawn(page);
  expect(await simTime(page)).toBe(302);
  expect(new Set(await times(charts))).toEqual(new Set(["302"]));
  for (const [tab, id] of [
    ["Heatmap", "heatmap"],
    [/^Events/, "events"],
    [/^Nodes/, "nodes"],
    ["Compare", "compare"],
  ] as const) {
    await page.getByRole("tab", { name: tab }).click();
    await drawn(page);
    expect([id, await page.getByTestId(id).isVisible()]).toEqual([id, true]);
    if (id === "heatmap") expect(await times('[data-testid="heatmap"]')).toEqual(["302"]);
  }
  expect(await times('[data-testid="scrubber"]')).toEqual(["302"]);
});

test("each destination's ledger, added up from the recording, is what the page says of it", async () => {
  const { page } = seen;
  for (const { generated, delivered, held, waiting, dropped, lost } of recording.ledgers) {
    expect(delivered + held + waiting + dropped + lost).toBe(generated);
  }
  expect(await page.getByTestId("ledger").getAttribute("data-balances")).toBe("true");
});

test.each(["light", "dark"] as const)(
  "in the %s theme swatches have the palette's colours, and differ from each other in grey",
  async (colorScheme) => {
    const { page } = seen;
    await page.emulateMedia({ colorScheme });
    await drawn(page);
    const swatches = await page.locator(".legend .swatch").evaluateAll((all) =>
      all.map((swatch) => {
        const canvas = swatch as HTMLCanvasElement;
        const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
        return Array.from({ length: data.length / 4 }, (_, i) => [
          ...data.subarray(4 * i, 4 * i + 4),
        ]);
      }),
    );
    const hex = (pixel: readonly number[]): string =>
      `#${pixel
        .slice(0, 3)
        .map((part) => part.toString(16).padStart(2, "0"))
        .join("")}`;
    swatches.forEach((pixels, state) => {
      const paint = STATE_PAINTS[colorScheme][state]!;
      const solid = pixels.filter((pixel) => pixel[3] === 255).map(hex);
      expect([state, solid.includes(paint.fill.toLowerCase())]).toEqual([state, true]);
    });
    const paper = colorScheme === "light" ? 255 : 15;
    const greys = swatches.map((pixels) =>
      pixels.map(([r = 0, g = 0, b = 0, a = 0]) => {
        return ((0.2126 * r + 0.7152 * g + 0.0722 * b) * a + paper * (255 - a)) / 255;
      }),
    );
    const apart = greys.flatMap((one, i) =>
      greys.slice(i + 1).map((other) => {
        return one.filter((grey, at) => Math.abs(grey - other[at]!) > 16).length / one.length;
      }),
    );
    expect(apart.length).toBe(15);
    expect(Math.min(...apart)).toBeGreaterThan(0.05);
    const names = await page.locator(".legend button span").allTextContents();
    expect(new Set(names.map((name) => name.charAt(0))).size).toBe(6);
  },
);

test("whoever asks for less motion sees no dots, and can still play", async () => {
  const { page } = seen;
  await page.getByTestId("dots-switch").check();
  await drawn(page);
  expect(await page.getByTestId("dots").isVisible()).toBe(true);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await page.getByTestId("dots").isVisible()).toBe(false);
  const before = await simTime(page);
  await page.locator("main").focus();
  await page.keyboard.press("Space");
  await page.waitForFunction(
    (t) => Number(document.querySelector("main")!.dataset["simTime"]) > t,
    before,
  );
  await page.keyboard.press("Space");
  await page.emulateMedia({ reducedMotion: null });
  await page.getByTestId("dots-switch").uncheck();
});

test("where the system forces its colours, states keep glyph, word and picture, and parts their borders", async () => {
  const { page } = seen;
  await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
  await page.getByRole("tab", { name: "Charts" }).click();
  await drawn(page);
  const without = await page.evaluate(() =>
    [".card", ".panel", ".legend button", "input", "select"].filter((selector) => {
      const { borderStyle, outlineStyle } = getComputedStyle(document.querySelector(selector)!);
      return borderStyle === "none" && outlineStyle === "none";
    }),
  );
  expect(without).toEqual([]);
  const heads = await page.locator(".cards .card-head").evaluateAll((all) =>
    all.map((head) => {
      const [glyph, , word] = head.children;
      return `${glyph!.textContent} ${word!.textContent}`;
    }),
  );
  expect(heads.length).toBeGreaterThan(0);
  for (const head of heads) expect(head).toMatch(/^[○●▲◆✖⊘] \w+/);
  await page.emulateMedia({ forcedColors: null });
  // Reading pixels back is this test's doing.
  expect(seen.troubles.filter((text) => !text.includes("getImageData"))).toEqual([]);
});
