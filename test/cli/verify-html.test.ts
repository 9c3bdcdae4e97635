/** Goal: `verify --html` writes one file that shows every recording. Method: the built program, and what it wrote. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fanin } from "../support/cli.js";
import { markupFaults } from "../support/markup.js";
import { references } from "../support/references.js";

const OVERLOAD = "test/reference/overload.json.gz";
const FAN_IN = "test/reference/outage-cascade.json.gz";
/** Of one recording. */
const MOST_BYTES = 50_000;

let folder = "";
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fanin-html-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What the page would ask a server for. */
function requests(page: string): string[] {
  const links = [...page.matchAll(/(?:src|href|action|data|srcset)="([^"]*)"/g)].map(
    ([, to]) => to!,
  );
  const styles = page.match(/url\([^)]*\)|@import[^;]*/g) ?? [];
  return [...links.filter((to) => !to.startsWith("#") && to !== "data:,"), ...styles];
}

function titlesOf(page: string): string[] {
  return [...page.matchAll(/<h3>([^<]*)<\/h3>/g)].map(([, title]) => title!);
}

describe("fanin verify --html", () => {
  test("writes a section for each recording, with a figure for each channel and client", () => {
    const out = file("new folder/out.html");
    const { code, out: said, err } = fanin(["verify", "--html", out, OVERLOAD, FAN_IN]);
    expect({ code, err }).toEqual({ code: 0, err: `written: ${out}\n` });
    expect(said).toContain("PASS  overload");
    const page = readFileSync(out, "utf8");
    expect(page.match(/<section /g)).toHaveLength(2);
    expect(titlesOf(page)).toEqual([
      "CHANNEL.c of a: fill",
      "clients 0: acked, in total",
      "clients 0: failed appends, in total",
      "CHANNEL.c of t1a: fill",
      "CHANNEL.c of t1b: fill",
      "CHANNEL.c of t2: fill",
      "clients 0: acked, in total",
      "clients 0: failed appends, in total",
    ]);
    expect(page.match(/✓ PASS/g)).toHaveLength(4);
  });

  test("writes the same page again", () => {
    const pages = ["a.html", "b.html"].map((name) => {
      fanin(["verify", "--html", file(name), OVERLOAD]);
      return readFileSync(file(name), "utf8");
    });
    expect(pages[0]).toBe(pages[1]);
  });

  test("holds all recordings in one well-formed file of reasonable size that asks nobody", () => {
    const files = references().map((each) => `test/reference/${each.file}.json.gz`);
    fanin(["verify", "--html", file("all.html"), ...files]);
    const page = readFileSync(file("all.html"), "utf8");
    expect(markupFaults(page)).toEqual([]);
    expect(requests(page)).toEqual([]);
    expect(page).not.toMatch(/<script|<link rel="stylesheet|https?:\/\/|NaN|undefined/);
    expect(page.match(/<section /g)).toHaveLength(files.length);
    expect(Buffer.byteLength(page)).toBeLessThan(MOST_BYTES * files.length);
    expect(Buffer.byteLength(page)).toBeGreaterThan((MOST_BYTES / 10) * files.length);
  });

  test("shows a file that is no recording, and why", () => {
    writeFileSync(file("other.json"), '{"format": "something/1"}');
    const { code } = fanin(["verify", "--html", file("mixed.html"), file("other.json"), OVERLOAD]);
    expect(code).toBe(2);
    const page = readFileSync(file("mixed.html"), "utf8");
    expect(page).toContain("? UNUSABLE");
    expect(page).toContain("found `&quot;something/1&quot;`");
    expect(page.match(/<section /g)).toHaveLength(2);
  });

  test("2 when the file cannot be written, and which", () => {
    mkdirSync(file("taken.html"));
    const { code, err } = fanin(["verify", "--html", file("taken.html"), OVERLOAD]);
    expect(code).toBe(2);
    expect(err).toBe(`fanin: ${file("taken.html")}: cannot be written: it is a folder\n`);
  });

  test("2 when a recording stands where the page's name should, and leaves it as it is", () => {
    const precious = file("precious.json");
    writeFileSync(precious, "{}");
    const { code, err } = fanin(["verify", "--html", precious, OVERLOAD]);
    expect({ code, text: readFileSync(precious, "utf8") }).toEqual({ code: 2, text: "{}" });
    expect(err).toContain("--html: expected a name that ends in .html, found");
  });
});
