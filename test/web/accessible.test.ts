/** Goal: everybody can use the page. Method: axe on its states in both themes, a journey by keyboard alone, narrow screens. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PageServer } from "../../src/cli/page-server.js";
import { recordingToJson, simulate } from "../../src/index.js";
import { textOf } from "../scenarios/shipped.js";
import { scenarioOf } from "../support/simulated.js";
import { OUTAGE } from "./support/outage.js";
import { drawn, isDone, simTime, startBrowser, startServer, visit } from "./support/page.js";

const AGENT = textOf("single-agent");
const SEED_LINE = AGENT.split("\n").findIndex((line) => line.startsWith("seed: 1")) + 1;
const EDITED = AGENT.replace(/^seed: 1$/m, "seed: 7");

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

/** What has the focus, and whether a person sees that: a ring around it, nothing over it. */
interface Focus {
  /** `id`, test id, label or text. */
  readonly name: string;
  readonly isSeen: boolean;
}

function focus(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    let element = document.activeElement;
    if (element === null || element === document.body) return { name: "", isSeen: false };
    const { left, top: upper, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + Math.min(width / 2, 40), upper + Math.min(height / 2, 12)];
    const top = document.elementFromPoint(x, y);
    const isOnTop = top !== null && (element.contains(top) || top.contains(element));
    const host = element;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const rings = [element, element?.closest(".cm-editor"), host].map((each) => {
      if (each === null || each === undefined) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(each);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
    });
    const { testid } = (host as HTMLElement).dataset;
    const words = [testid, host.getAttribute("aria-label"), host.textContent];
    return {
      name: [host.id, ...words]
        .filter((each) => (each ?? "") !== "")
        .join(" | ")
        .slice(0, 200),
      isSeen: isOnTop && rings.includes(true),
    };
  });
}

describe("by keyboard alone", () => {
  test("from the gallery through a run: choose, edit, run, move the time, look into a node, take the report along", async () => {
    const { page, troubles } = await visit(browser, server.url);
    const unseen: string[] = [];
    /** As a person would: on with the tab key until it is there; whatever has the focus on the way shows it. */
    const tabTo = async (name: RegExp, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> => {
      for (let i = 0; i < 90; i++) {
        await page.keyboard.press(key);
        const found = await focus(page);
        if (found.name !== "" && !found.isSeen) unseen.push(found.name);
        if (name.test(found.name)) return;
      }
      throw new Error(
        `the tab key does not lead to ${String(name)}; ends at ${(await focus(page)).name}`,
      );
    };
    const focusIsOn = async (name: RegExp): Promise<void> => {
      await page.waitForFunction(() => document.activeElement !== document.body);
      await drawn(page);
      const found = await focus(page);
      expect(found.name).toMatch(name);
      if (!found.isSeen) unseen.push(found.name);
    };
    await tabTo(/^One agent, and its destination stops/);
    await page.keyboard.press("Enter");
    await isDone(page);
    await page.waitForFunction(() => document.activeElement?.id === "main");
    await tabTo(/^Edit$/);
    await page.keyboard.press("Enter");
    await page.waitForFunction(
      () => document.activeElement?.shadowRoot?.activeElement instanceof Element,
    );
    await focusIsOn(/^editor/);
    // The seed, in its own line.
    await page.keyboard.press("Control+Home");
    for (let line = 1; line < SEED_LINE; line++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("7");
    await page.keyboard.press("Escape");
    await tabTo(/^▶ Run$/, "Shift+Tab");
    await page.keyboard.press("Enter");
    const { digest } = simulate(scenarioOf(EDITED));
    await page.waitForFunction((wanted) => {
      const { runDigest, status } = document.querySelector("main")!.dataset;
      return runDigest === wanted && status === "done";
    }, digest);
    await focusIsOn(/^▶ Run$/);
    await tabTo(/^Close the editor/, "Shift+Tab");
    await page.keyboard.press("Enter");
    await focusIsOn(/^Edit$/);
    await tabTo(/^scrubber/);
    await page.keyboard.press("End");
    await page.keyboard.press("Shift+ArrowLeft");
    await drawn(page);
    expect(await simTime(page)).toBe(2400 - 60 * 5);
    await focusIsOn(/^scrubber/);
    await tabTo(/^web: 20 nodes/);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.id === "inspector-title");
    expect(await page.locator("#inspector-title").textContent()).toBe("web[1]");
    await page.keyboard.press("Escape");
    await focusIsOn(/^web: 20 nodes/);
    expect(await page.getByTestId("inspector").isVisible()).toBe(false);
    await tabTo(/^tab-charts/);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await focusIsOn(/^tab-events \| Events/);
    await tabTo(/is down/);
    await page.keyboard.press("Enter");
    await drawn(page);
    expect(await simTime(page)).toBe(300);
    await focusIsOn(/is down/);
    await tabTo(/^export/, "Shift+Tab");
    await page.keyboard.press("Enter");
    await tabTo(/^HTML report/);
    const download = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    expect((await download).suggestedFilename()).toMatch(/\.html$/);
    await page.keyboard.press("Escape");
    await focusIsOn(/^export/);
    expect([...new Set(unseen)]).toEqual([]);
    expect(troubles).toEqual([]);
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
