/**
 * Goal: a report says what the run says, in every form. Method: a run with refusals, its report read back and held
 * against its findings.
 */
import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { courseOf } from "../../src/analysis/course.js";
import { findings } from "../../src/analysis/find.js";
import type { Findings } from "../../src/analysis/findings.js";
import { RecordingView } from "../../src/analysis/view.js";
import { runBesideFluid } from "../../src/experiment/beside-fluid.js";
import { headlines } from "../../src/experiment/headlines.js";
import { standardMap } from "../../src/fluid/regime/standard.js";
import type { Recording } from "../../src/record/recording.js";
import { simulate } from "../../src/experiment/run.js";
import { documentCsv } from "../../src/report/document/csv.js";
import { documentHtml } from "../../src/report/document/html.js";
import { documentMarkdown } from "../../src/report/document/markdown.js";
import { documentText } from "../../src/report/document/text.js";
import type { Document } from "../../src/report/document/document.js";
import type { ReportInput } from "../../src/report/run/input.js";
import { reportDocument } from "../../src/report/run/report.js";
import { markupFaults } from "../support/markup.js";
import { factOf, tableOf } from "../support/report-page.js";
import { scenarioOf } from "../support/simulated.js";
import { smallScenario } from "../support/small-scenario.js";
import { OUTAGE } from "../web/support/outage.js";

let recording: Recording;
let found: Findings;
let document: Document;
let page = "";

beforeAll(() => {
  recording = simulate(scenarioOf(OUTAGE));
  found = findings(recording);
  document = reportDocument(inputOf(recording));
  page = documentHtml(document);
});

function inputOf(of: Recording, change: Partial<ReportInput> = {}): ReportInput {
  const says = findings(of);
  const course = courseOf(new RecordingView(of));
  return {
    ...says.scenario,
    run: {
      ...{ scenario: of.scenario, findings: says, headlines: headlines(says, of), course },
      fluid: runBesideFluid(says, of),
    },
    replications: null,
    plan: null,
    curves: null,
    audit: null,
    map: standardMap(of.scenario),
    origin: {
      ...{ version: "1.2.3", command: "fanin run outage.yaml --seed 5", file: "outage.yaml" },
      ...{ text: OUTAGE, set: [], date: "" },
    },
    ...change,
  };
}

describe("the HTML", () => {
  test("is well-formed, with one heading of the first level, and asks nobody for anything", () => {
    expect(markupFaults(page)).toEqual([]);
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(page).not.toMatch(
      /<link rel="stylesheet|https?:\/\/|NaN|undefined|url\(|@import|fetch|innerHTML|eval/,
    );
    expect(page).toContain("default-src &#39;none&#39;");
    // One script, which the policy names by its hash, and what it reads.
    const scripts = [...page.matchAll(/<script([^>]*)>([^]*?)<\/script>/g)];
    expect(scripts.map(([, attributes]) => attributes)).toEqual([' type="application/json"', ""]);
    const hash = createHash("sha256").update(scripts[1]![2]!).digest("base64");
    expect(page).toContain(`script-src &#39;sha256-${hash}&#39;`);
    expect(Buffer.byteLength(page)).toBeLessThan(700_000);
  });

  test("has the numbers of every layer, exactly", () => {
    const { rows } = tableOf(page, "By layer");
    expect([...rows.keys()]).toEqual(found.layers.map(({ layer }) => layer));
    for (const layer of found.layers) {
      const row = rows.get(layer.layer)!;
      const seconds = (ticks: number | undefined): number | undefined =>
        ticks === undefined ? undefined : ticks / 1e9;
      expect(row.get("rejected")!.value).toBe(layer.rejections);
      expect(row.get("full at")!.value).toBe(seconds(layer.firstFull?.atTicks));
      expect(row.get("blocks at")!.value).toBe(seconds(layer.firstBlockedPut?.atTicks));
      expect(row.get("rejects at")!.value).toBe(seconds(layer.firstRejection?.atTicks));
      const peak = layer.kind === "servers" ? layer.peak?.bytes : layer.peak?.share;
      expect(row.get("peak")!.value).toBe(peak);
    }
    expect(found.layers.some(({ rejections }) => rejections > 0)).toBe(true);
  });

  test("has ledger, latencies and costs, exactly", () => {
    const ledger = tableOf(page, "Events by destination").rows.get("hadoop")!;
    const { generated, delivered, held, waiting, dropped, lost, copies } = found.ledgers[0]!;
    const names = ["generated", "delivered", "held", "at servers", "dropped", "lost", "copies"];
    expect(names.map((name) => ledger.get(name)!.value)).toEqual([
      ...[generated, delivered, held, waiting, dropped, lost, copies],
    ]);
    expect(ledger.get("balances")!.text).toBe("✓ yes");
    const latency = tableOf(page, "Latency").rows.get("hadoop")!;
    const waits = found.latencies[0]!.quantiles.map(({ withWaiting }) => withWaiting! / 1e9);
    expect([...latency.values()].map(({ value }) => value)).toEqual(waits);
    const [storage] = found.storages;
    const costs = tableOf(page, "Over the whole run").rows;
    expect(costs.get("files begun")!.get("hadoop")!.value).toBe(storage!.filesBegun);
    expect(costs.get("calls to the NameNode")!.get("hadoop")!.value).toBe(storage!.nameNodeCalls);
  });

  test("every number that the fluid has stands beside it, exactly, with what they are apart and why", () => {
    const { rows } = runBesideFluid(found, recording);
    const shown = tableOf(page, "Beside the fluid, seed").rows;
    const worth = rows.filter(({ name }) => shown.has(name));
    expect(worth.length).toBeGreaterThan(5);
    for (const { name, simulated, fluid, allowed, reasons, isExplained } of worth) {
      const row = shown.get(name)!;
      expect(row.get("simulated")!.value).toBe(simulated ?? undefined);
      expect(row.get("fluid")!.value).toBe(fluid ?? undefined);
      expect(row.get("explained up to")!.value).toBe(allowed);
      const isSame = reasons.length === 0 || simulated === fluid;
      const why = isSame ? "–" : reasons.slice(0, 2).join(", ");
      expect(row.get("because of")!.text).toBe(isExplained ? why : "✗ not explained");
    }
  });

  test("a number that is further apart than is explained stands out", () => {
    const input = inputOf(recording);
    const { rows, leftOut } = input.run!.fluid;
    const strange = { ...rows[0]!, simulated: 9e9, isExplained: false };
    const calm = rows.slice(1).filter(({ isExplained }) => isExplained);
    const tell = (of: typeof rows): string => {
      const run = { ...input.run!, fluid: { rows: of, leftOut } };
      return documentHtml(reportDocument({ ...input, run }));
    };
    expect(tell(calm)).toContain("Everything that the two are apart is explained.");
    const told = tell([strange, ...calm]);
    const row = tableOf(told, "Beside the fluid, seed").rows.get(strange.name)!;
    expect(row.get("because of")!.text).toBe("✗ not explained");
    expect(told).toContain("further apart than is explained");
    expect(told).not.toContain("Everything that the two are apart is explained.");
  });

  test("the map: each cell with its limit and how long after the start of the outage it breaks", () => {
    const map = standardMap(recording.scenario)!;
    const shown = tableOf(page, "By rate and length of the outage, as it is").rows;
    expect(shown.size).toBe(map.cells.length);
    [...shown.values()].forEach((row, r) => {
      const after = map.cells[r]!.map(({ first }) => first && first.afterSeconds);
      expect([...row.values()].map(({ value }) => value ?? null)).toEqual(after);
    });
    expect(page).toContain("Which limit breaks first");
    expect(page).toContain("□</text>");
  });

  test("a doctored ledger is told", () => {
    const [ledger] = recording.ledgers;
    const doctored = { ...recording, ledgers: [{ ...ledger!, delivered: ledger!.delivered - 7 }] };
    const told = documentHtml(reportDocument(inputOf(doctored)));
    expect(tableOf(told, "Events by destination").rows.get("hadoop")!.get("balances")!.text).toBe(
      "✗ no, by 7",
    );
  });

  test("its first page has the verdict, what is asked, what happens and why", () => {
    const first = page.slice(0, page.indexOf('<section id="course"'));
    expect(first).toContain("✗ NOT MET");
    const refused = found.mishaps.rejections + found.mishaps.connectionRefusals;
    expect(factOf(first, "calls turned away").value).toBe(refused);
    expect(factOf(first, "events lost or dropped").text).toBe("✓ none");
    for (const { text } of found.verdict.objectives) expect(first).toContain(text);
    expect(first).toMatch(/Why: hadoop is down → tier2: .* → .*rejected/);
    expect(first).toContain("one run says nothing of other seeds");
  });

  test("every step of the chain of causes, with its time and cause", () => {
    const { rows } = tableOf(page, "How it came");
    found.steps.forEach((step, i) => {
      const row = rows.get(String(i + 1))!;
      expect(row.get("at")!.value).toBe(step.fromTicks / 1e9);
      const cause = step.cause === undefined ? "" : `step ${String(step.cause + 1)}`;
      expect(row.get("because of")!.text).toBe(cause);
    });
    expect(rows.size).toBe(found.steps.length);
  });

  test("figures: a picture for screens and one for phones, named and described, and the peaks in figures", () => {
    expect(page.match(/<figure[ >]/g)).toHaveLength(5);
    expect(page.match(/<svg class="chart"[^>]*role="img" aria-label="[^"]+"/g)).toHaveLength(10);
    expect(page.match(/<desc>[^<]+<\/desc>/g)).toHaveLength(10);
    expect(page).toContain(">down of hadoop<");
    const rows = [...tableOf(page, "Fill of the channels").rows.values()];
    const most = Math.max(...rows.map((row) => row.get("tier2, fullest channel")!.value ?? 0));
    expect(most).toBeCloseTo(found.layers.find(({ layer }) => layer === "tier2")!.peak!.share!, 2);
  });

  test("every assumption with its source, the scenario's text, seed, digest and command", () => {
    for (const { path, source } of recording.scenario.defaults) {
      expect(page).toContain(path);
      expect(page).toContain(source.replaceAll("'", "&#39;"));
    }
    for (const text of [found.digest, "fanin run outage.yaml --seed 5", "fanin 1.2.3"]) {
      expect(page).toContain(text);
    }
    for (const text of found.outsideRecordings) expect(page).toContain(text);
    expect(page).toContain("<code>fanin: 1\nname: Outage with refusals");
  });

  test("no name is taken as markup, in any form", () => {
    const name = `"><script>alert('x')</script>&amp;<!-- | \`_*`;
    const text = smallScenario().replace("name: Small", `name: ${JSON.stringify(name)}`);
    const strange = reportDocument(inputOf(simulate(scenarioOf(text))));
    const html = documentHtml(strange);
    expect(markupFaults(html)).toEqual([]);
    expect(html).not.toContain("<script>alert");
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(documentMarkdown(strange)).not.toContain("<script");
  });

  test("a run in which nothing happens says so, and how near it came", () => {
    const calm = documentHtml(reportDocument(inputOf(simulate(scenarioOf(smallScenario())))));
    expect(calm).toContain("✓ MET");
    expect(calm).toMatch(/Nothing is full, rejects, drops or loses: .*collector is [\d.]+ % full/);
  });
});

describe("the other forms", () => {
  test("Markdown has every heading, table and objective", () => {
    const text = documentMarkdown(document);
    for (const { heading } of document.sections.slice(1)) expect(text).toContain(`## ${heading}`);
    expect(text).toContain("**✗ NOT MET**");
    expect(text.match(/^\| --- /gm)!.length).toBe(page.match(/<table>/g)!.length);
    expect(text).not.toMatch(/NaN|undefined/);
  });

  test("CSV has a row a number, with its exact value and unit", () => {
    const [head, ...rows] = documentCsv(document).trim().split("\n");
    expect(head).toBe("section,table,row,column,value,unit,text");
    const { delivered } = found.ledgers[0]!;
    expect(
      rows.some((row) =>
        row.startsWith(
          `ledger,Events by destination,hadoop,delivered,${String(delivered)},events,`,
        ),
      ),
    ).toBe(true);
  });

  test("text keeps to 80 columns where tables let it", () => {
    const wide = documentText(document)
      .split("\n")
      .filter((line) => [...line].length > 80 && !line.includes("  "));
    expect(wide.filter((line) => line.includes(" ") && !line.includes("`"))).toEqual([]);
  });
});
