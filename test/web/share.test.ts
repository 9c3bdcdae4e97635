/**
 * Goal: a link brings whoever opens it to the same run, at the same place; a broken one says so and harms nothing.
 * Method: links made in one browser context are opened in another; broken, foreign and old ones are followed.
 */
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PageServer } from "../../src/cli/page-server.js";
import { parseScenario, simulate } from "../../src/index.js";
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

/** As version 1 wrote it on the day it was made: never changed, so that old links stay readable. */
const FIRST_LINK =
  "#v1.d.LZDBasNADER_RQji09LGLaYg8KWUfoUvG1tJl3i1ZSU7Ncb_XkR7GYHmDSO0o8TMSHhNVe1pi3nGgMY_5rsoSQjaQRwi-HQG5iT3QaalRkvFbchJBlGuK1cl2OHBFx9jWcQIXgLUaEzQAa8sps8awAqBwQHHIJb-Y-YSb44QtAG0LHVkgrjWEmD8iiI8E2TOpW4BNMn9L7d9M4GlzFMAPyN5qoWsXuAVlcdSJ2d55bq5qb7HgNc0syLtR8A18QMJlXnq3xrrX8-NxUsvZWJtXHs7de_nU_eBAad0Y_Un4fEL";

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

/** Small, because it is run often here. */
const TEXT = OUTAGE.replace("duration: 12 min", "duration: 5 min").replace(
  "count: 60",
  "count: 15",
);

const SMALLEST = JSON.stringify({
  fanin: 1,
  name: "From JSON",
  duration: "1 min",
  servers: { web: { count: 1, rate: "1 events/s", to: "t" } },
  tiers: {
    t: {
      agents: 1,
      source: "avro",
      channel: "memory",
      sinks: { type: "timed", service: "1 ms" },
    },
  },
});

async function openText(page: Page, name: string, text: string): Promise<void> {
  await page.getByLabel("A scenario or a recording").setInputFiles({
    name,
    mimeType: "text/plain",
    buffer: Buffer.from(text),
  });
}

/** What the clipboard holds after the button was pressed. */
async function shared(page: Page): Promise<string> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByTestId("share").click();
  await page.getByTestId("shared").getByText("✓ link copied").waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

function linkOf(content: unknown): string {
  return `#v1.d.${deflateRawSync(JSON.stringify(content)).toString("base64url")}`;
}

/** What a person sees of where they are. */
async function view(page: Page): Promise<unknown> {
  await drawn(page);
  return {
    digest: await told(page, "run-digest"),
    time: await simTime(page),
    seed: await page.getByTestId("seed").inputValue(),
    tab: await page.getByRole("tab", { selected: true }).first().textContent(),
    node: await page.locator("#inspector-title").textContent(),
    query: await page.getByTestId("query").inputValue(),
    window: await Promise.all(
      ["window-from", "window-to"].map((id) => page.getByTestId(id).inputValue()),
    ),
    look: await page
      .locator('input[name^="heat-"]:checked')
      .evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value)),
    theme: await page.evaluate(() => document.documentElement.dataset["theme"]),
  };
}

function expectQuiet({ troubles, urls }: Visit): void {
  expect(troubles).toEqual([]);
  expect(urls.filter((url) => !url.startsWith(server.url))).toEqual([]);
}

describe("a link to a text of one's own", () => {
  test("restores text, seed, time, node, tab, query and theme, with the digest of the engine", async () => {
    const seen = await visit(browser, server.url);
    const { page } = seen;
    await openText(page, "mine.yaml", TEXT);
    await isDone(page);
    await page.getByTestId("seed").fill("77");
    await page.getByRole("button", { name: "Run again" }).click();
    const { digest } = simulate(parseScenario(TEXT).scenario!, { seed: 77 });
    await page.waitForFunction(
      (wanted) => document.querySelector("main")?.dataset["runDigest"] === wanted,
      digest,
    );
    await page.getByRole("button", { name: "☾ Dark" }).click();
    await page.locator('[data-node="tier2[1]"]').first().click();
    await page.getByRole("tab", { name: /^Nodes/ }).click();
    await page.getByTestId("query").fill("tier:tier2");
    await page.getByTestId("scrubber").focus();
    await page.keyboard.press("End");
    await page.keyboard.press("Shift+ArrowLeft");
    await page.getByTestId("window-to").fill("4:00");
    await page.getByTestId("window-to").press("Enter");
    await page.getByRole("tab", { name: "Charts" }).click();
    await page.locator('input[name="chart-scale"][value="symlog"]').check();
    await page.getByTestId("layers-of-charts").getByRole("button", { name: "tier2" }).click();
    await page.getByRole("tab", { name: "Heatmap" }).click();
    await page.locator('input[name="heat-layer"][value="fill"]').check();
    await page.locator('input[name="heat-order"][value="refused"]').check();
    const before = await view(page);
    expect(before).toMatchObject({
      window: ["00:00:00", "00:04:00"],
      look: ["fill", "refused"],
      tab: "Heatmap",
      digest,
      seed: "77",
      node: "tier2[1]",
      theme: "dark",
      time: 180,
    });
    const link = await shared(page);
    expect(link.length).toBeLessThan(8000);
    const other = await visit(browser, link, { colorScheme: "light" });
    await isDone(other.page);
    expect(await view(other.page)).toEqual(before);
    await other.page.getByRole("tab", { name: "Charts" }).click();
    await drawn(other.page);
    const layers = other.page.getByTestId("layers-of-charts").locator('[aria-pressed="true"]');
    expect(await layers.allTextContents()).toEqual(["tier2"]);
    expect(await other.page.locator('[name="chart-scale"][value="symlog"]').isChecked()).toBe(true);
    await other.page.getByRole("tab", { name: "Heatmap" }).click();
    expect(await other.page.locator("footer").textContent()).toContain(
      "✓ the digest that the link promised",
    );
    await other.page.getByRole("button", { name: "Edit", exact: true }).click();
    await other.page.getByTestId("editor").getByText("Outage with refusals").waitFor();
    // The address bar holds as much as the link does.
    await page.waitForTimeout(600);
    const third = await visit(browser, page.url());
    await isDone(third.page);
    expect(await view(third.page)).toEqual(before);
    for (const each of [seen, other, third]) {
      expectQuiet(each);
      await each.page.context().close();
    }
  });

  test("that is too long to send is offered as a file", async () => {
    const { page } = await visit(browser, server.url);
    // Letters that do not repeat cannot be packed.
    let state = 1;
    const noise = Array.from({ length: 12_000 }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return (state % 36).toString(36);
    }).join("");
    await openText(page, "long.yaml", `${TEXT}# ${noise}\n`);
    await isDone(page);
    await page.getByTestId("share").click();
    await page.getByTestId("shared").getByText("too many to send").waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save the file" }).click();
    expect((await download).suggestedFilename()).toBe("long.yaml");
    await page.context().close();
  });
});

describe("a link to a shipped scenario", () => {
  test("names it, and says whether the digest is still the one it was made with", async () => {
    const { page } = await visit(browser, `${server.url}#/run/single-agent?t=480`);
    await isDone(page);
    const link = await shared(page);
    const packed = Buffer.from(link.split("#v1.d.")[1]!, "base64url");
    const content = JSON.parse(inflateRawSync(packed).toString()) as Record<string, string>;
    expect(content["shipped"]).toBe("single-agent");
    expect(content["text"]).toBeUndefined();
    const other = linkOf({ ...content, digest: "0123456789abcdef" });
    const { page: later } = await visit(browser, `${server.url}${other}`);
    await isDone(later);
    expect(await simTime(later)).toBe(480);
    expect(await later.locator("footer").textContent()).toContain(
      "✗ the link promised the digest 0123456789abcdef…",
    );
    await page.context().close();
    await later.context().close();
  });
});

describe("links of the past", () => {
  test("the first form is still read", async () => {
    const { page, troubles } = await visit(browser, `${server.url}${FIRST_LINK}`);
    await isDone(page);
    expect(await page.getByRole("heading", { level: 2 }).first().textContent()).toBe("First link");
    expect(await page.getByTestId("seed").inputValue()).toBe("7");
    expect(await simTime(page)).toBe(30);
    expect(await page.locator("#inspector-title").textContent()).toBe("t[0]");
    expect(troubles).toEqual([]);
    await page.context().close();
  });
});

describe("a link that cannot be read says so, and the page goes on working", () => {
  let page: Page;
  let troubles: readonly string[];
  beforeAll(async () => {
    ({ page, troubles } = await visit(browser, server.url));
  });
  afterAll(() => page.context().close());

  test.each([
    ["cut off", (link: string) => link.slice(0, -20), "cut off"],
    ["with a letter changed", () => "#v1.d.%%%", "cut off"],
    ["of a later form", (link: string) => link.replace("#v1.", "#v9."), "v9"],
    [
      "that holds no JSON",
      () => `#v1.d.${deflateRawSync("hello").toString("base64url")}`,
      "no JSON",
    ],
    ["that holds no scenario", () => linkOf({ a: 1 }), "no scenario"],
    [
      "that unfolds without end",
      () => `#v1.d.${deflateRawSync(Buffer.alloc(5_000_000, 97)).toString("base64url")}`,
      "unfolds to more",
    ],
  ])("%s", async (_, change, says) => {
    const link = linkOf({ name: "a.yaml", text: TEXT, files: {}, view: "t=60", digest: "" });
    await page.goto(`${server.url}${change(link)}`);
    const failure = page.getByTestId("failure");
    await failure.waitFor();
    expect(await failure.textContent()).toContain("This link cannot be read");
    expect(await failure.textContent()).toContain(says);
    expect(await told(page, "status")).toBe("error");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download the raw text" }).click();
    expect((await download).suggestedFilename()).toBe("link.txt");
    await openText(page, "a.yaml", SMALLEST);
    await isDone(page);
    expect(await failure.isVisible()).toBe(false);
    expect(troubles).toEqual([]);
  });

  test("a scenario in it that has problems is shown with them", async () => {
    const link = linkOf({ name: "a.yaml", text: "fanin: 1\nservres: {}\n", view: "", digest: "" });
    await page.goto(`${server.url}${link}`);
    await page.getByRole("button", { name: "✗ error 2:1" }).waitFor();
    expect(await told(page, "status")).toBe("error");
  });
});

describe("the back button", () => {
  test("goes back through tabs, nodes, texts and scenarios, not through moments", async () => {
    const { page } = await visit(browser, server.url);
    const settled = (): Promise<void> => page.waitForTimeout(700);
    const selected = (): Promise<string | null> =>
      page.locator('[aria-label="Details"] [role="tab"][aria-selected="true"]').textContent();
    await page.getByRole("link", { name: /^One agent, and its destination stops/ }).click();
    await isDone(page);
    await settled();
    await page.getByRole("tab", { name: "Heatmap" }).click();
    await settled();
    await page.getByTestId("scrubber").focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
    await settled();
    await page.getByRole("tab", { name: /^Events/ }).click();
    await settled();
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    const content = page.getByTestId("editor").locator(".cm-content");
    await content.waitFor();
    const digest = await told(page, "run-digest");
    await content.press("Control+End");
    await page.keyboard.type("# mine");
    await settled();
    expect(page.url()).toContain("#v1.d.");
    await page.goBack();
    await page.waitForFunction(() => location.hash.startsWith("#/run/single-agent"));
    await isDone(page);
    expect(await selected()).toMatch(/^Events/);
    expect(await told(page, "run-digest")).toBe(digest);
    await page.goBack();
    await page.waitForFunction(() => location.hash.includes("tab=heatmap"));
    await drawn(page);
    expect(await selected()).toBe("Heatmap");
    await page.goBack();
    await drawn(page);
    expect(await selected()).toBe("Charts");
    await page.goBack();
    await page.getByTestId("gallery").waitFor();
    await page.goForward();
    await isDone(page);
    expect(await told(page, "run-digest")).toBe(digest);
    await page.context().close();
  });
});

describe("a file of one's own", () => {
  test("is opened by its content: a scenario in JSON, one that is pasted, one with its trace", async () => {
    const seen = await visit(browser, server.url);
    const { page } = seen;
    await openText(page, "plain.json", SMALLEST);
    await isDone(page);
    expect(await page.getByRole("heading", { level: 2 }).first().textContent()).toBe("From JSON");
    await page.evaluate(
      (text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
      },
      SMALLEST.replace("From JSON", "Pasted"),
    );
    await page.getByRole("heading", { name: "Pasted" }).waitFor();
    const traced = `fanin: 1
name: With a trace
duration: 1 min
servers:
  web: { count: 2, rate: 1 events/s, profile: { type: trace, file: load.csv }, to: t }
tiers:
  t: { agents: 1, source: avro, channel: memory, sinks: { type: timed, service: 1 ms } }
`;
    const trace = "timestamp,count\n0,60\n30,120\n60,60\n";
    await page.getByLabel("A scenario or a recording").setInputFiles([
      { name: "load.csv", mimeType: "text/csv", buffer: Buffer.from(trace) },
      { name: "traced.yaml", mimeType: "text/plain", buffer: Buffer.from(traced) },
    ]);
    await page.getByRole("heading", { name: "With a trace" }).waitFor();
    const parsed = parseScenario(traced, { files: () => trace });
    await page.waitForFunction(
      (digest) => document.querySelector("main")?.dataset["runDigest"] === digest,
      simulate(parsed.scenario!).digest,
    );
    expectQuiet(seen);
    await page.context().close();
  });
});
