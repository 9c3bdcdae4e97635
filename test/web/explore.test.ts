/**
 * Goal: a run can be narrowed down, by a filter and by a window of time, and what is left is what the recording has.
 * Method: one run is simulated here and opened in the page; each number on the screen is worked out from the recording.
 */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findings, simulate } from "../../src/index.js";
import { formatCount, formatEvents, formatFraction } from "../../src/units/format.js";
import { TICKS_PER_SECOND } from "../../src/units/time.js";
import { scenarioOf } from "../support/simulated.js";
import { OUTAGE } from "./support/outage.js";
import { drawn, simTime, told } from "./support/page.js";
import { columnOf, openRecording, serversOf, type OpenedRecording } from "./support/recorded.js";

const recording = simulate(scenarioOf(OUTAGE));
const found = findings(recording);
const SECONDS = 720;

let seen: OpenedRecording;

beforeAll(async () => {
  seen = await openRecording(recording);
});
afterAll(async () => {
  await seen.close();
});
beforeEach(async () => {
  const { page } = seen;
  await page.mouse.move(0, 0);
  await page.getByTestId("query").fill("");
  await setWindow("0", String(SECONDS));
});

async function setWindow(from: string, to: string): Promise<void> {
  const { page } = seen;
  await page.getByTestId("window-to").fill(String(SECONDS));
  await page.getByTestId("window-to").press("Enter");
  await page.getByTestId("window-from").fill(from);
  await page.getByTestId("window-from").press("Enter");
  await page.getByTestId("window-to").fill(to);
  await page.getByTestId("window-to").press("Enter");
  await page.locator("main").focus();
  await drawn(page);
}

async function goTo(seconds: number): Promise<void> {
  await seen.page.getByTestId("go-to").fill(String(seconds));
  await seen.page.getByTestId("go-to").press("Enter");
  await seen.page.locator("main").focus();
  await drawn(seen.page);
  expect(await simTime(seen.page)).toBe(seconds);
}

const column = (address: string, name: string): Float64Array => columnOf(recording, address, name);

function at(seconds: number): number {
  return recording.times.indexOf(seconds * TICKS_PER_SECOND);
}

describe("the filter", () => {
  test("leaves in topology, nodes, heatmap and log what it asks for", async () => {
    const { page } = seen;
    await goTo(330);
    const full = ["tier2[0]", "tier2[1]"].filter(
      (agent) => column(`${agent}.channel`, "ChannelSize")[at(330)]! / 60_000 > 0.8,
    );
    expect(full.length).toBeGreaterThan(0);
    await page.getByTestId("query").fill("tier:2 fill>80");
    await drawn(page);
    expect(await page.getByTestId("query-said").textContent()).toBe(
      `${String(full.length)} of 66 nodes now`,
    );
    const bright = await page
      .locator(".card:not(.faint)")
      .evaluateAll((all) => all.map((card) => card.getAttribute("data-node")));
    expect(bright).toEqual(full);
    await page.getByRole("tab", { name: /^Nodes/ }).click();
    await drawn(page);
    const listed = await page
      .locator('[data-testid="nodes"] tbody tr')
      .evaluateAll((all) => all.map((row) => row.getAttribute("data-node")));
    expect(listed.sort()).toEqual(full);
    await page.getByRole("tab", { name: "Heatmap" }).click();
    const grid = page.getByTestId("heatmap");
    await grid.focus();
    const names = new Set<string>();
    for (let i = 0; i < 5; i++) {
      names.add((await page.getByTestId("heat-readout").textContent())!.split(".")[0]!);
      await page.keyboard.press("ArrowDown");
    }
    expect([...names].sort()).toEqual(full);
    await page.getByRole("tab", { name: /^Events/ }).click();
    const rows = await page
      .locator('[data-testid="events"] tbody tr')
      .evaluateAll((all) => all.map((row) => Number((row as HTMLElement).dataset["index"])));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(found.steps.length);
    await page.getByRole("tab", { name: "Charts" }).click();
  });

  test("by the legend: a click asks for a state, another takes it back", async () => {
    const { page } = seen;
    await goTo(300);
    const down = page.locator('[data-state-id="down"]');
    await down.click();
    await drawn(page);
    expect(await page.getByTestId("query").inputValue()).toBe("state:down");
    expect(await page.getByTestId("query-said").textContent()).toBe("1 of 66 nodes now");
    expect(await down.getAttribute("aria-pressed")).toBe("true");
    await down.click();
    await drawn(page);
    expect(await page.getByTestId("query").inputValue()).toBe("");
  });

  test.each([
    ["state:sleepy", "expected one of idle, ok, filling"],
    ["fill=80", "expected fill>80 or fill<10"],
    ["colour:red", "colour: is not known; expected state:"],
  ])("%s is said to be wrong, and filters nothing", async (text, said) => {
    const { page } = seen;
    await page.getByTestId("query").fill(text);
    await drawn(page);
    expect(await page.getByTestId("query-said").textContent()).toContain(said);
    expect(await page.locator(".card.faint").count()).toBe(0);
  });
});

describe("the window of time", () => {
  test("has its own numbers beside those of the run, and charts and heatmap keep to it", async () => {
    const { page } = seen;
    await setWindow("4:00", "6:00");
    const [from, to] = [at(240), at(360)];
    const grew = (address: string, name: string): number => {
      const values = column(address, name);
      return values[to]! - values[from]!;
    };
    const said = await page.getByTestId("verdict-window").textContent();
    expect(said).toContain("00:04:00 to 00:06:00");
    expect(said).toContain(`generated ${formatEvents(grew("web", "generated"))}`);
    const rejected = recording.parts
      .filter(({ kind }) => kind === "source")
      .reduce((sum, { address }) => sum + grew(address, "ChannelWriteFail"), 0);
    expect(said).toContain(`rejected ${formatCount(rejected)} batches`);
    expect(said).toContain(`calls of servers failed ${formatCount(grew("web", "failedCalls"))}`);
    const chart = page.getByTestId("chart-fill");
    const box = (await chart.boundingBox())!;
    await chart.hover({ position: { x: box.width - 90, y: 100 } });
    await drawn(page);
    const hovered = Number(await chart.getAttribute("data-cursor-time"));
    expect(hovered).toBeGreaterThan(300);
    expect(hovered).toBeLessThanOrEqual(360);
    await page.getByRole("tab", { name: "Heatmap" }).click();
    await page.getByTestId("heatmap").focus();
    await page.keyboard.press("Home");
    expect(await page.getByTestId("heat-readout").textContent()).toContain("t+00:04:00");
    await page.keyboard.press("End");
    expect(await page.getByTestId("heat-readout").textContent()).toContain("t+00:06:00");
    await page.getByRole("tab", { name: "Charts" }).click();
  });

  test("what is being typed stays, though the window changes meanwhile", async () => {
    const { page } = seen;
    const from = page.getByTestId("window-from");
    await from.focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.type("5:0");
    await page.getByTestId("window-to").evaluate((box: HTMLInputElement) => {
      box.value = "7:00";
      box.dispatchEvent(new Event("change"));
    });
    await drawn(page);
    expect(await from.inputValue()).toBe("5:0");
    await setWindow("4:00", "6:00");
  });

  test("moves by W, S, A, D; F shows the whole run again; keys of one letter can be turned off", async () => {
    const { page } = seen;
    await goTo(360);
    const window = async (): Promise<string[]> => {
      await drawn(page);
      return Promise.all(
        ["window-from", "window-to"].map((id) => page.getByTestId(id).inputValue()),
      );
    };
    await page.keyboard.press("w");
    expect(await window()).toEqual(["00:03:00", "00:09:00"]);
    await page.keyboard.press("d");
    expect(await window()).toEqual(["00:04:30", "00:10:30"]);
    await page.keyboard.press("a");
    expect(await window()).toEqual(["00:03:00", "00:09:00"]);
    await page.keyboard.press("s");
    expect(await window()).toEqual(["00:00:00", "00:12:00"]);
    await page.keyboard.press("w");
    await page.keyboard.press("f");
    expect(await window()).toEqual(["00:00:00", "00:12:00"]);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("one letter");
    await page.keyboard.press("Enter");
    await page.keyboard.press("w");
    expect(await window()).toEqual(["00:00:00", "00:12:00"]);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("one letter");
    await page.keyboard.press("Enter");
    await page.keyboard.press("?");
    const keys = page.getByTestId("keys");
    await keys.waitFor();
    expect(await keys.textContent()).toContain("W ·closer");
    await page.keyboard.press("Escape");
  });

  test("bad times are said to be wrong, and change nothing", async () => {
    const { page } = seen;
    await page.getByTestId("go-to").fill("soon");
    await page.getByTestId("go-to").press("Enter");
    await drawn(page);
    expect(await page.getByTestId("window").textContent()).toContain(
      "expected a time such as 1:02:03, 12:30 or 90, found soon",
    );
  });
});

describe("marks and pauses", () => {
  test("between two marks the charts say by how much each line grew", async () => {
    const { page } = seen;
    for (const seconds of [240, 360]) {
      await goTo(seconds);
      await page.keyboard.press("m");
    }
    await drawn(page);
    expect(await page.getByTestId("marks").textContent()).toBe(
      "marks at t+00:04:00 and t+00:06:00: 2 min apart",
    );
    const run = recording.parts.findIndex(({ kind }) => kind === "run");
    const held = recording.series.find(({ part, name }) => part === run && name === "heldEvents")!;
    const by = held.values[at(360)]! - held.values[at(240)]!;
    const figure = page.locator("figure", { has: page.getByTestId("chart-backlog") });
    expect(await figure.getByTestId("between-marks").textContent()).toContain(
      `agents ${by > 0 ? "+" : ""}${formatCount(by)}`,
    );
    for (const seconds of [240, 360]) {
      await goTo(seconds);
      await page.keyboard.press("m");
    }
    await drawn(page);
    expect(await page.getByTestId("marks").textContent()).toBe("");
  });

  test("playback pauses at the next refusal, and at the end of the window", async () => {
    const { page } = seen;
    const first = found.steps.find(({ what }) => /rejected|refused/.test(what))!.fromTicks;
    const seconds = first / TICKS_PER_SECOND;
    await page.getByTestId("pause-at").selectOption("refusal");
    await page.getByTestId("speed").selectOption("1800");
    await goTo(Math.floor(seconds) - 40);
    await page.keyboard.press("Space");
    await page.waitForFunction(
      (t) => document.querySelector("main")!.dataset["simTime"] === String(t),
      seconds,
    );
    expect(await told(page, "playing")).toBe("false");
    await page.getByTestId("pause-at").selectOption("end");
    await setWindow("60", "90");
    await page.keyboard.press("Space");
    await page.waitForFunction(() => {
      const { simTime: now, playing } = document.querySelector("main")!.dataset;
      return now === "90" && playing === "false";
    });
  });
});

describe("charts and heatmap as one wants them", () => {
  test("a chart leaves by itself as PNG, SVG and CSV, with the lines of the layers that are asked for", async () => {
    const { page } = seen;
    await page.getByTestId("layers-of-charts").getByRole("button", { name: "tier1" }).click();
    await page.locator('input[name="chart-scale"][value="symlog"]').check();
    await drawn(page);
    const saved = async (form: string): Promise<Buffer> => {
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: `Fill of the channels as ${form}` }).click();
      return readFileSync(await (await download).path());
    };
    const svg = (await saved("SVG")).toString();
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text!);
    for (const text of ["Outage with refusals", "Fill of the channels", "tier1, median", "1 %"])
      expect(texts).toContain(text);
    expect(texts.some((text) => text.includes(recording.digest))).toBe(true);
    expect(texts.some((text) => text.includes("tier2"))).toBe(false);
    const png = await saved("PNG");
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    const width = Number(/ width="(\d+)"/.exec(svg)![1]);
    expect(png.readUInt32BE(16)).toBe(2 * width);
    const [head, ...rows] = (await saved("CSV")).toString().trimEnd().split("\r\n");
    expect(head).toBe("seconds,line,value");
    // Median, largest, and both ends of the band.
    expect(rows.length).toBe(recording.times.length * 4);
    const largest = Math.max(
      ...[0, 1, 2].map((i) => column(`tier1[${String(i)}].channel`, "ChannelSize")[at(150)]!),
    );
    expect(rows).toContain(`150,"tier1, fullest",${String(largest / 5000)}`);
    await page.locator('input[name="chart-scale"][value="linear"]').check();
    await page.getByTestId("layers-of-charts").getByRole("button", { name: "all layers" }).click();
  });

  test("a block of servers in the heatmap opens into its servers, each with its own backlog", async () => {
    const { page } = seen;
    await page.getByRole("tab", { name: "Heatmap" }).click();
    await page.locator('input[name="heat-layer"][value="fill"]').check();
    const grid = page.getByTestId("heatmap");
    await grid.focus();
    const readout = page.getByTestId("heat-readout");
    await page.keyboard.press("End");
    for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowDown");
    const block = (await readout.textContent())!;
    const [, agent] = /^20 of web → tier1\[(\d)\], /.exec(block)!;
    await page.keyboard.press("+");
    await drawn(page);
    const names: string[] = [];
    for (let i = 0; i < 20; i++) {
      await page.keyboard.press("ArrowDown");
      const [name = "", , value] = (await readout.textContent())!.split(", ");
      names.push(name);
      const held = column(name, "backlogBytes").at(-1)!;
      expect(value).toBe(formatFraction(held / 10_000_000));
    }
    expect(names).toEqual(serversOf(recording, Number(agent)));
    for (let i = 0; i < 20; i++) await page.keyboard.press("ArrowUp");
    await page.keyboard.press("-");
    await drawn(page);
    expect(await readout.textContent()).toBe(block);
    await page.locator('input[name="heat-layer"][value="state"]').check();
    await page.getByRole("tab", { name: "Charts" }).click();
  });
});

describe("a fault", () => {
  test("shows its stretch on the scale when its row in the log has the focus", async () => {
    const { page } = seen;
    await page.getByRole("tab", { name: /^Events/ }).click();
    await page.locator('tr[data-kind="fault"] button').first().focus();
    await drawn(page);
    const shown = await page
      .locator('[data-testid="scrubber"] .pointed-band')
      .evaluate((element) => element.getBoundingClientRect().width);
    const { width } = (await page.getByTestId("scrubber").boundingBox())!;
    expect(Math.abs(shown - (240 / SECONDS) * width)).toBeLessThanOrEqual(2);
    await page.getByRole("tab", { name: "Charts" }).click();
  });

  test("nothing went wrong in the page", () => {
    expect(seen.troubles).toEqual([]);
  });
});
