/**
 * Goal: what the page shows of a run is what the run left behind. Method: one run is simulated here, written as
 * JSON, opened in the page; the screen is compared with figures worked out from the recording by other code.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findings, recordingToJson, simulate } from "../../src/index.js";
import { formatCount, formatEvents, formatClock, formatFraction } from "../../src/units/format.js";
import { TICKS_PER_SECOND } from "../../src/units/time.js";
import { scenarioOf } from "../support/simulated.js";
import { OUTAGE } from "./support/outage.js";
import { drawn, isDone, simTime, startServer, told, visit } from "./support/page.js";
import { columnOf, openRecording, serversOf, type OpenedRecording } from "./support/recorded.js";
import { STATES, statesAt } from "./support/states.js";

const recording = simulate(scenarioOf(OUTAGE));
const found = findings(recording);
const steps = found.steps;

let seen: OpenedRecording;

beforeAll(async () => {
  seen = await openRecording(recording);
});
afterAll(async () => {
  await seen.close();
});
beforeEach(async () => {
  await seen.page.mouse.move(0, 0);
});

/** Puts the clock to a time by the keyboard. */
async function goTo(seconds: number): Promise<void> {
  await seen.page.evaluate((t) => {
    location.hash = `#/run/opened?t=${String(t)}`;
  }, seconds);
  await seen.page.waitForFunction(
    (t) => document.querySelector("main")?.dataset["simTime"] === String(t),
    seconds,
  );
  await drawn(seen.page);
}

const column = (address: string, name: string): Float64Array => columnOf(recording, address, name);

const text = async (testId: string): Promise<string> =>
  (await seen.page.getByTestId(testId).textContent()) ?? "";

describe("the verdict", () => {
  test("its numbers are those of the findings", async () => {
    const { mishaps, ledgers } = found;
    expect(await text("verdict-delivered")).toContain(formatEvents(ledgers[0]!.delivered));
    expect(await text("verdict-rejected")).toContain(formatCount(mishaps.rejections));
    expect(await text("verdict-refused")).toContain(formatCount(mishaps.connectionRefusals));
    expect(await text("verdict-lost")).toContain(formatEvents(mishaps.lostEvents));
    const first = steps.find(({ what }) => /rejected|refused/.test(what))!;
    expect(await text("verdict-first-refusal")).toContain(
      `t+${formatClock(first.fromTicks)} at ${first.first}`,
    );
    expect(await seen.page.getByTestId("verdict").getByRole("status").textContent()).toContain(
      "NOT MET",
    );
    expect(await told(seen.page, "run-digest")).toBe(recording.digest);
    expect(await text("digest")).toBe(recording.digest);
  });

  test("its ledger balances, and one that was tampered with does not", async () => {
    const ledger = seen.page.getByTestId("ledger");
    expect(await ledger.getAttribute("data-balances")).toBe("true");
    const doctored = recordingToJson({
      ...recording,
      ledgers: recording.ledgers.map((each) => ({ ...each, delivered: each.delivered - 7 })),
    });
    const other = await startServer({ kind: "recording", name: "b.json", text: doctored });
    const { page } = await visit(seen.browser, `${other.url}#/run/opened`);
    await isDone(page);
    expect(await page.getByTestId("ledger").textContent()).toContain(
      "✗ does not balance: 7 events missing",
    );
    await page.context().close();
    await other.close();
  });

  test("says aloud that nothing was refused, where nothing was", async () => {
    const quiet = simulate(
      scenarioOf(
        OUTAGE.replace("duration: 12 min", "duration: 1 min").replace(/faults:\n.*\n/, ""),
      ),
    );
    const { mishaps } = findings(quiet);
    expect(mishaps.rejections + mishaps.connectionRefusals + mishaps.lostEvents).toBe(0);
    const text = recordingToJson(quiet);
    const other = await startServer({ kind: "recording", name: "c.json", text });
    const { page } = await visit(seen.browser, `${other.url}#/run/opened`);
    await isDone(page);
    await drawn(page);
    const said = page.getByTestId("verdict").getByRole("status");
    expect(await said.textContent()).toMatch(/^✓ MET .*Nothing was refused, dropped or lost\.$/);
    const figure = page.locator("figure", { has: page.getByTestId("chart-refusals") });
    expect(await figure.locator(".summary").textContent()).toBe(
      "✓ Nothing was refused or rejected: no call failed.",
    );
    const ofOutage = seen.page.getByTestId("verdict").getByRole("status");
    expect(await ofOutage.textContent()).not.toContain("Nothing was refused");
    await page.context().close();
    await other.close();
  });
});

describe("the topology", () => {
  test("the legend counts every node in its state, at each time as the recording has them", async () => {
    const met = new Set<string>();
    for (const seconds of [60, 122, 134, 200, 330, 700]) {
      await goTo(seconds);
      const counts = await seen.page
        .locator('[data-testid="legend"] .state-count')
        .allTextContents();
      const states = [
        ...statesAt(recording, recording.times.indexOf(seconds * TICKS_PER_SECOND)).values(),
      ];
      expect(states.length).toBe(60 + 5 + 1);
      const expected = STATES.map((state) => states.filter((each) => each === state).length);
      expect([seconds, ...counts.map(Number)]).toEqual([seconds, ...expected]);
      for (const state of states) met.add(state);
    }
    expect(met.size).toBeGreaterThanOrEqual(5);
  });

  test("a chosen agent lights up exactly the servers that try it first", async () => {
    await seen.page.locator('[data-node="tier1[1]"]').first().click();
    await drawn(seen.page);
    const expected = serversOf(recording, 1);
    expect(expected.length).toBe(20);
    const lit = await seen.page.locator(".matrix").getAttribute("data-highlighted");
    expect(lit!.split(" ").sort()).toEqual(expected.sort());
  });

  /** What the open inspector says of an agent; its fill and rates are as the recording has them at a sample. */
  async function factsAt(
    agent: string,
    i: number,
    capacity: number,
  ): Promise<Record<string, string>> {
    const inspector = seen.page.getByTestId("inspector");
    const said = await inspector.locator("[data-fact]").evaluateAll((all) =>
      all.map((each) => {
        return [(each as HTMLElement).dataset["fact"]!, each.querySelector("dd")!.textContent];
      }),
    );
    const facts = Object.fromEntries(said) as Record<string, string>;
    const perSecond = (part: string, name: string): number => {
      const values = column(`${agent}.${part}`, name);
      return (values[i]! - values[i - 1]!) / 2;
    };
    const size = column(`${agent}.channel`, "ChannelSize")[i]!;
    expect(facts["fill"]).toBe(
      `${formatCount(size)} of ${formatCount(capacity)} (${formatFraction(size / capacity)})`,
    );
    const sinks = recording.parts.flatMap(({ kind, address }) =>
      kind === "sink" && address.startsWith(`${agent}.`) ? [address.slice(agent.length + 1)] : [],
    );
    const out = sinks.reduce((sum, sink) => sum + perSecond(sink, "EventDrainSuccessCount"), 0);
    const taken = perSecond("source", "EventAcceptedCount");
    const isRejecting = perSecond("source", "ChannelWriteFail") > 0;
    const rejected = perSecond("source", "EventReceivedCount") - taken;
    expect(facts["rates"]).toBe(
      `in ${formatCount(taken)}/s · out ${formatCount(out)}/s${isRejecting ? ` · ✖ ${formatCount(rejected)}/s` : ""}`,
    );
    const state = (await inspector.locator(".inspector-state").textContent())!;
    return { ...facts, state: /(\S+) since t\+/.exec(state)![1]!.replace("-", "") };
  }

  test("the inspector says what the recording does, and gives the focus back", async () => {
    await goTo(300);
    const card = seen.page.locator('[data-node="tier2[0]"]').first();
    await card.focus();
    await seen.page.keyboard.press("Enter");
    const inspector = seen.page.getByTestId("inspector");
    await inspector.getByRole("heading", { name: "tier2[0]" }).waitFor();
    await seen.page.waitForFunction(() => document.activeElement?.id === "inspector-title");
    const i = recording.times.indexOf(300 * TICKS_PER_SECOND);
    expect(await factsAt("tier2[0]", i, 60_000)).toMatchObject({
      state: statesAt(recording, i).get("tier2[0]"),
      "fed by": "tier1[0], tier1[1], tier1[2]",
      feeds: "hadoop",
    });
    await seen.page.keyboard.press("Escape");
    await drawn(seen.page);
    expect(await inspector.isVisible()).toBe(false);
    expect(await card.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test("the inspector of an agent that refuses says how much, whom it waits for and who waits", async () => {
    const i = column("tier1[1].source", "ChannelWriteFail").findIndex(
      (count, at, all) => at > 0 && count > all[at - 1]!,
    );
    await goTo(recording.times[i]! / TICKS_PER_SECOND);
    await seen.page.locator('[data-node="tier1[1]"]').first().click();
    await drawn(seen.page);
    const facts = await factsAt("tier1[1]", i, 5000);
    const servers = serversOf(recording, 1);
    const states = statesAt(recording, i);
    expect(facts).toMatchObject({
      state: "refusing",
      feeds: "tier2[0], tier2[1]",
      "fed by": `${servers.slice(0, 10).join(", ")} and 10 more`,
    });
    expect(facts["rates"]).toMatch(/✖ [\d.]+( k)?\/s$/);
    // Those that it sends to and that are worse than filling themselves.
    const worse = ["tier2[0]", "tier2[1]"].filter((agent) =>
      ["backpressured", "refusing", "down"].includes(states.get(agent)!),
    );
    expect(worse.length).toBeGreaterThan(0);
    const waits = facts["waits for"]!.split("; ").map((text) => text.split(":")[0]!);
    expect(waits).toEqual(worse);
    const held = servers.filter((server) => !["idle", "ok"].includes(states.get(server)!));
    expect(facts["waiting for it"]!.startsWith(held.slice(0, 10).join(", "))).toBe(true);
    await seen.page.keyboard.press("Escape");
  });
});

describe("the clock", () => {
  test("is a slider in seconds that says time and trouble", async () => {
    const slider = seen.page.getByTestId("scrubber");
    for (const seconds of [0, 300, 720]) {
      await goTo(seconds);
      expect(await slider.getAttribute("aria-valuenow")).toBe(String(seconds));
      expect(await slider.getAttribute("aria-valuemax")).toBe("720");
      const spoken = (await slider.getAttribute("aria-valuetext"))!;
      const wanted = {
        0: /^0 s; nobody down/,
        300: /^5 min; .*1 of 1 in hadoop down/,
        720: /^12 min; /,
      };
      expect(spoken).toMatch(wanted[seconds as keyof typeof wanted]);
    }
    await slider.focus();
    await seen.page.keyboard.press("Home");
    await seen.page.keyboard.press("ArrowRight");
    await drawn(seen.page);
    expect(await simTime(seen.page)).toBe(2);
    await seen.page.keyboard.press("End");
    await drawn(seen.page);
    expect(await simTime(seen.page)).toBe(720);
  });

  test("goes from event to event as the findings have them", async () => {
    await goTo(0);
    await seen.page.locator("main").focus();
    const moments = [
      ...steps.map(({ fromTicks }) => fromTicks),
      ...found.recoveries.flatMap(({ drainedAtTicks }) => drainedAtTicks ?? []),
    ];
    const expected = [...new Set(moments)].sort((a, b) => a - b).slice(0, 10);
    const stops: number[] = [];
    for (let i = 0; i < expected.length; i++) {
      await seen.page.keyboard.press(".");
      await drawn(seen.page);
      stops.push(Math.round((await simTime(seen.page)) * TICKS_PER_SECOND));
    }
    expect(stops).toEqual(expected);
  });

  test("plays at the speed that is chosen, draws nothing at rest, and stops at the end", async () => {
    const { page } = seen;
    await goTo(0);
    await page.getByTestId("speed").selectOption("60");
    await page.locator("main").focus();
    await page.waitForTimeout(300);
    expect([await told(page, "playing"), await simTime(page)]).toEqual(["false", 0]);
    // Frames as the page sees them: one that took longer than 100 ms counts as 100 ms.
    await page.evaluate(() => {
      const played = { ms: 0 };
      Object.assign(globalThis, { played });
      let last: number | undefined;
      const look = (now: number): void => {
        const isPlaying = document.querySelector("main")!.dataset["playing"] === "true";
        if (isPlaying && last !== undefined) played.ms += Math.min(now - last, 100);
        last = isPlaying ? now : undefined;
        if (played.ms === 0 || isPlaying) requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.keyboard.press("Space");
    await page.waitForTimeout(5000);
    await page.keyboard.press("Space");
    await drawn(page);
    const seconds = await page.evaluate(
      () => (globalThis as unknown as { played: { ms: number } }).played.ms / 1000,
    );
    const time = await simTime(page);
    expect(time).toBeGreaterThan(60 * seconds * 0.9);
    expect(time).toBeLessThan(60 * (seconds + 0.2) * 1.1);
    await drawn(page);
    const frames = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const request = window.requestAnimationFrame;
          let count = 0;
          window.requestAnimationFrame = (callback) => {
            count++;
            return request(callback);
          };
          setTimeout(() => {
            window.requestAnimationFrame = request;
            resolve(count);
          }, 1000);
        }),
    );
    expect(frames).toBe(0);
    await goTo(700);
    await page.getByTestId("speed").selectOption("300");
    await page.locator("main").focus();
    await page.keyboard.press("Space");
    await page.waitForFunction(() => {
      const { simTime: at, playing } = document.querySelector("main")!.dataset;
      return at === "720" && playing === "false";
    });
  });
});

describe("charts, heatmap and log", () => {
  test("one crosshair goes through all charts, by pointer and by keyboard, and says values", async () => {
    const { page } = seen;
    await goTo(378);
    const charts = page.locator('[data-testid^="chart-"]');
    expect(await charts.count()).toBe(6);
    const times = (): Promise<(string | null)[]> =>
      charts.evaluateAll((all) => all.map((each) => each.getAttribute("data-cursor-time")));
    await charts.first().scrollIntoViewIfNeeded();
    await charts.first().hover({ position: { x: 200, y: 120 } });
    await drawn(page);
    const hovered = await times();
    expect(new Set(hovered).size).toBe(1);
    expect(Number(hovered[0])).not.toBe(378);
    expect(await page.getByTestId("scrubber").getAttribute("data-cursor-time")).toBe(hovered[0]);
    await charts.nth(2).focus();
    await page.keyboard.press("ArrowRight");
    await drawn(page);
    expect(new Set(await times())).toEqual(new Set(["380"]));
    const i = recording.times.indexOf(380 * TICKS_PER_SECOND);
    const fills = [0, 1].map(
      (agent) => column(`tier2[${String(agent)}].channel`, "ChannelSize")[i]! / 60_000,
    );
    const spoken = (await page.getByTestId("chart-fill").getAttribute("aria-valuetext"))!;
    // Of two agents the median and the percentiles lie on the way from the one to the other.
    const [low, high] = [Math.min(...fills), Math.max(...fills)];
    const at = (share: number): string => formatFraction(low + share * (high - low));
    expect(high).toBeGreaterThan(low);
    for (const said of [
      `tier2 max ${at(1)}`,
      `tier2 p50 ${at(0.5)}`,
      `tier2 p5–p95 ${at(0.05)} to ${at(0.95)}`,
    ]) {
      expect(spoken).toContain(said);
    }
  });

  test("a cell of the heatmap is the largest of its samples; Enter goes there", async () => {
    const { page } = seen;
    await page.getByRole("tab", { name: "Heatmap" }).click();
    await page.getByLabel("fill of capacity").check();
    const grid = page.getByTestId("heatmap");
    await grid.focus();
    await page.keyboard.press("Home");
    const samples = recording.times.length;
    for (let k = 0; k < 10; k++) {
      const [name, time, value] = (await page.getByTestId("heat-readout").textContent())!.split(
        ", ",
      );
      const from = recording.times.findIndex((ticks) => `t+${formatClock(ticks)}` === time);
      const values = column(name!, "ChannelSize");
      const capacity = recording.parts.find(({ address }) => address === name)!.constants[
        "ChannelCapacity"
      ]!;
      // A bin holds one sample here: there are more pixels than samples.
      expect(samples).toBeLessThan(400);
      expect(value).toBe(formatFraction(values[from]! / capacity));
      await page.keyboard.press("Shift+ArrowRight");
      await page.keyboard.press(k % 2 === 0 ? "ArrowDown" : "ArrowUp");
    }
    const [name, time] = (await page.getByTestId("heat-readout").textContent())!.split(", ");
    await page.keyboard.press("Enter");
    await page
      .getByTestId("inspector")
      .getByRole("heading", { name: name!.split(".")[0]! })
      .waitFor();
    expect(`t+${formatClock((await simTime(page)) * TICKS_PER_SECOND)}`).toBe(time);
    await page.keyboard.press("Escape");
  });

  test("the log has a row for each step with its times, and the chain of the first refusal ends in the fault", async () => {
    const { page } = seen;
    await page.getByRole("tab", { name: /^Events/ }).click();
    const rows = await page.locator('[data-testid="events"] tbody tr').evaluateAll((all) =>
      all.map((row) => {
        const { kind, from, to } = (row as HTMLElement).dataset;
        return { kind, from: Number(from), to: Number(to) };
      }),
    );
    const shown = rows.filter(({ kind }) => kind !== "drained");
    expect(shown).toEqual(
      steps.map(({ what, fromTicks, toTicks }) => ({ kind: what, from: fromTicks, to: toTicks })),
    );
    const chain = await page
      .locator('[data-testid="chain"] li')
      .evaluateAll((all) => all.map((item) => Number((item as HTMLElement).dataset["index"])));
    expect(chain.length).toBeGreaterThanOrEqual(3);
    expect(rows[chain[0]!]!.kind).toBe("fault");
    expect([...chain].sort((a, b) => a - b)).toEqual(chain);
    await page.locator('[data-testid="events"] tbody tr .mark').waitFor();
    const first = page.locator("tr", { has: page.locator(".mark") });
    await first.getByRole("button").first().focus();
    await page.keyboard.press("Enter");
    await drawn(page);
    const at = steps.find(({ what }) => /rejected|refused/.test(what))!.fromTicks;
    expect(Math.round((await simTime(page)) * TICKS_PER_SECOND)).toBe(at);
    // A channel that is full: Enter goes there, and looks into its agent.
    const full = steps.find(({ what }) => what === "channel-full")!;
    await page.locator('tr[data-kind="channel-full"]').getByRole("button").first().focus();
    await page.keyboard.press("Enter");
    await drawn(page);
    expect(Math.round((await simTime(page)) * TICKS_PER_SECOND)).toBe(full.fromTicks);
    expect(await page.locator("#inspector-title").textContent()).toBe(full.first.split(".")[0]);
  });

  test("nothing went wrong in the page, and nothing left it", () => {
    expect(seen.troubles).toEqual([]);
    expect(seen.urls.filter((url) => !url.startsWith(seen.server.url))).toEqual([]);
  });
});
