/** Goal: everybody can use the page. Method: axe on its states in both themes, a journey by keyboard alone, narrow screens. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PageServer } from "../../src/cli/page-server.js";
import { recordingToJson, simulate } from "../../src/index.js";
import { scenarioOf } from "../support/simulated.js";
import { OUTAGE } from "./support/outage.js";
import {
  drawn,
  isDone,
  simTime,
  startBrowser,
  startServer,
  visit,
  violations,
} from "./support/page.js";

let browser: Browser;
let server: PageServer;

beforeAll(async () => {
  browser = await startBrowser();
  const text = recordingToJson(simulate(scenarioOf(OUTAGE)));
  server = await startServer({ kind: "recording", name: "outage.json", text });
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  test("axe finds nothing: gallery, run with inspector and every tab, error, help", async () => {
    const { page } = await visit(browser, server.url, { colorScheme });
    const found: Record<string, string[]> = {};
    const look = async (name: string): Promise<void> => {
      await drawn(page);
      found[name] = await violations(page);
    };
    await look("gallery");
    await page.goto(`${server.url}#/run/opened?t=300`);
    await isDone(page);
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe(colorScheme);
    await page.locator('[data-node="tier2[0]"]').first().click();
    await look("charts");
    for (const tab of ["Heatmap", /^Events/, /^Nodes/]) {
      await page.getByRole("tab", { name: tab }).click();
      await look(String(tab));
    }
    await page.getByRole("button", { name: "Keys and words" }).click();
    await look("help");
    await page.keyboard.press("Escape");
    await page.goto(`${server.url}#/run/nothing`);
    await page.getByTestId("failure").waitFor();
    await look("error");
    expect(Object.entries(found).filter(([, ids]) => ids.length > 0)).toEqual([]);
    await page.context().close();
  });
});

describe("by keyboard alone", () => {
  test("from the gallery through a run: choose, move the time, look into a node, read the causes, leave", async () => {
    const { page } = await visit(browser, server.url);
    /** As a person would: on with the tab key until it is there. */
    const tabTo = async (name: RegExp): Promise<void> => {
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press("Tab");
        const focused = await page.evaluate(() => {
          const element = document.activeElement;
          if (element === document.body) return "";
          return `${element?.getAttribute("aria-label") ?? ""} ${element?.textContent ?? ""}`.trim();
        });
        if (name.test(focused)) return;
      }
      throw new Error(`the tab key does not lead to ${String(name)}`);
    };
    await tabTo(/^One agent, and its destination stops/);
    await page.keyboard.press("Enter");
    await isDone(page);
    await tabTo(/^Time of the simulation/);
    await page.keyboard.press("End");
    await page.keyboard.press("Shift+ArrowLeft");
    await drawn(page);
    const time = await simTime(page);
    expect(time).toBe(2400 - 60 * 5);
    await tabTo(/^web: 20 nodes/);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.id === "inspector-title");
    expect(await page.locator("#inspector-title").textContent()).toBe("web[1]");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "grid");
    await tabTo(/^collector\[0\]|collector\[0\]/);
    await tabTo(/^Charts$/);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Events/);
    await drawn(page);
    await tabTo(/is down/);
    await page.keyboard.press("Enter");
    await drawn(page);
    expect(await simTime(page)).toBe(300);
    await page.context().close();
  });

  test("keys for the page rest while text is typed", async () => {
    const { page } = await visit(browser, `${server.url}#/run/opened`);
    await isDone(page);
    const before = await simTime(page);
    await page.getByTestId("seed").focus();
    await page.keyboard.type(". ,3");
    await drawn(page);
    expect(await simTime(page)).toBe(before);
    expect(await page.getByRole("tab", { name: "Charts" }).getAttribute("aria-selected")).toBe(
      "true",
    );
    await page.context().close();
  });
});

describe("on a narrow screen", () => {
  test.each([390, 320])("of %d px nothing makes the page scroll sideways", async (width) => {
    const { page } = await visit(browser, server.url, { viewport: { width, height: 800 } });
    const isWide = (): Promise<boolean> =>
      page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
    expect(await isWide()).toBe(false);
    await page.goto(`${server.url}#/run/opened?t=300`);
    await isDone(page);
    for (const tab of ["Charts", "Heatmap", /^Events/, /^Nodes/]) {
      await page.getByRole("tab", { name: tab }).click();
      await drawn(page);
      expect([String(tab), await isWide()]).toEqual([String(tab), false]);
    }
    const height = await page.getByTestId("transport").evaluate((element) => element.clientHeight);
    expect(height).toBeLessThan(0.2 * 800);
    await page.context().close();
  });
});

describe("without colour", () => {
  test("each swatch of the legend differs from each other by its pattern", async () => {
    const { page } = await visit(browser, `${server.url}#/run/opened`);
    await isDone(page);
    const apart = await page.locator(".legend .swatch").evaluateAll((all) => {
      const pictures = all.map((swatch) => {
        const canvas = swatch as HTMLCanvasElement;
        const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
        return Array.from({ length: data.length / 4 }, (_, i) => {
          const [r = 0, g = 0, b = 0, a = 0] = data.subarray(4 * i, 4 * i + 4);
          // In grey, on white.
          return ((0.2126 * r + 0.7152 * g + 0.0722 * b) * a) / 255 + 255 - a;
        });
      });
      return pictures.flatMap((one, i) =>
        pictures.slice(i + 1).map((other) => {
          const differing = one.filter((grey, at) => Math.abs(grey - other[at]!) > 16).length;
          return differing / one.length;
        }),
      );
    });
    expect(apart.length).toBe(15);
    expect(Math.min(...apart)).toBeGreaterThan(0.05);
    const names = await page.locator(".legend button span").allTextContents();
    expect(new Set(names.map((name) => name.charAt(0))).size).toBe(6);
    await page.context().close();
  });
});
