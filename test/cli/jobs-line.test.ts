/** Goal: who waits for many runs sees how many are done and when the rest will be. Method: a terminal that keeps what is written. */
import { expect, test } from "vitest";
import { JobsLine } from "../../src/cli/many/jobs-line.js";

function shown(columns: number, isTTY = true): { line: JobsLine; texts: string[] } {
  const texts: string[] = [];
  const terminal = { isTTY, columns, write: (text: string) => texts.push(text) };
  return { line: new JobsLine({ description: "2 threads" }, 40, terminal), texts };
}

test("says how many runs are done, how fast, on what, and when the rest will be", () => {
  const { line, texts } = shown(100);
  line.show(70.5, 100);
  expect(texts).toHaveLength(1);
  expect(texts[0]).toMatch(/\[#{11}\.{5}\] 70 of 100 runs {2}\S+\/s on 2 threads {2}ETA \S+/);
});

test("what was done before tells nothing about the time that is left", () => {
  const { line, texts } = shown(100);
  line.show(40, 100);
  expect(texts[0]).toContain("40 of 100 runs");
  expect(texts[0]).not.toContain("ETA");
});

test("is no wider than the terminal", () => {
  const narrow = shown(20);
  narrow.line.show(50, 100);
  const [first = ""] = narrow.texts;
  expect(first.slice(first.indexOf("[#")).length).toBe(19);
});

test("in a log it is a line a minute, and nothing of short work", () => {
  const texts: string[] = [];
  const terminal = { isTTY: false, columns: 0, write: (text: string) => texts.push(text) };
  let nowMs = 5000;
  const line = new JobsLine({ description: "2 threads" }, 0, terminal, () => nowMs);
  for (let done = 0; done <= 30; done++) {
    line.show(done, 100);
    nowMs += 5000;
  }
  line.clear();
  expect(texts).toEqual([
    "fanin: 12 of 100 runs  0.2/s on 2 threads  ETA 7 min 20 s\n",
    "fanin: 24 of 100 runs  0.2/s on 2 threads  ETA 6 min 20 s\n",
  ]);
});
