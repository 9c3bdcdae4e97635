/** The built page in a real Chromium: served as `fanin show` serves it, with everything it says and asks for written down. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { servePage, type PageServer } from "../../../src/cli/page-server.js";
import { findChromium } from "../../../.ci/chromium.mjs";

const BUILT = "dist/web";
const NOT_IN_THE_PAGE = /^src.(cli|calibrate|verify|flumeconf)\b/;

/** A page older than its sources would be tested for nothing. */
function assertFresh(): void {
  const newest = Math.max(
    ...["src", "web"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .map((name) => join(folder, name))
        .filter((file) => /\.(ts|css|html)$/.test(file) && !NOT_IN_THE_PAGE.test(file))
        .map((file) => statSync(file).mtimeMs),
    ),
  );
  const made = join(BUILT, "index.html");
  if (existsSync(made) && statSync(made).mtimeMs >= newest) return;
  throw new Error(
    `${BUILT} is missing or older than its sources: run \`npm run build\` before the tests`,
  );
}

export async function startBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error(
      "no Chromium was found: `node .ci/chromium.mjs` installs Debian's, or says why not",
    );
  }
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/** @param opened what `fanin show FILE` would have opened */
export function startServer(opened?: unknown): Promise<PageServer> {
  assertFresh();
  return servePage(BUILT, opened, { port: 0, usualPort: 0 });
}

/** A page, and what went wrong in it so far. */
export interface Visit {
  readonly page: Page;
  /** Errors of the console, exceptions, requests that failed. */
  readonly troubles: string[];
  readonly urls: string[];
}

export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const troubles: string[] = [];
  const urls: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("requestfailed", (request) => troubles.push(`failed: ${request.url()}`));
  page.on("request", (request) => urls.push(request.url()));
  await page.goto(url);
  return { page, troubles, urls };
}

export async function isDone(page: Page): Promise<void> {
  await page.waitForSelector('[data-testid="dashboard"][data-status="done"]', { timeout: 60_000 });
}

/** What the page says of itself. */
export function told(page: Page, name: string): Promise<string | null> {
  return page.locator('[data-testid="dashboard"]').getAttribute(`data-${name}`);
}

/** [s] */
export async function simTime(page: Page): Promise<number> {
  return Number(await told(page, "sim-time"));
}

/**
 * Violations of WCAG 2.2 AA, with the elements; empty when there are none.
 * @param within selector of what alone is looked at: what is around it was before
 */
export async function violations(page: Page, within = "html"): Promise<string[]> {
  const isThere = await page.evaluate(() => "axe" in globalThis);
  // The policy of the page lets no foreign script in; the debugger of the browser may.
  if (!isThere) await page.evaluate(axe.source);
  return page.evaluate(async (selector) => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const found = await checker.run(selector, {
      runOnly: { type: "tag", values: tags },
      rules: { "target-size": { enabled: true } },
      resultTypes: ["violations"],
    });
    return found.violations.map(({ id, nodes }) => {
      return `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`;
    });
  }, within);
}

/** The same in both themes: the page follows the system's. @returns by theme, what is wrong in it */
export async function violationsInBoth(
  page: Page,
  within?: string,
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await drawn(page);
    const back = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const isDark = Number(/\d+/.exec(back)?.[0]) < 128;
    if (isDark !== (colorScheme === "dark"))
      throw new Error(`${colorScheme} is asked for: ${back}`);
    const wrong = await violations(page, within);
    if (wrong.length > 0) found[colorScheme] = wrong;
  }
  return found;
}

/** What was set is drawn. */
export async function drawn(page: Page): Promise<void> {
  // A frame for what has only been asked for by now.
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await page.waitForSelector("html:not([data-drawing])", { state: "attached" });
  await page.evaluate(() => new Promise(requestAnimationFrame));
}
