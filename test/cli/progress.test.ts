/** Goal: long work shows how far it is, on a terminal and only there. Method: a terminal that keeps what is written. */
import { describe, expect, test } from "vitest";
import { ProgressLine, type Terminal } from "../../src/cli/progress.js";

class Screen implements Terminal {
  readonly isTTY: boolean;
  readonly columns: number;
  text = "";

  constructor(isTTY: boolean, columns: number) {
    this.isTTY = isTTY;
    this.columns = columns;
  }

  write(text: string): void {
    this.text += text;
  }
}

const QUARTER = {
  atTicks: 1800e9,
  durationTicks: 7200e9,
  notices: 1,
  generatedEvents: 1e6,
  isOver: false,
};

describe("the line of progress", () => {
  test("has bar, share, clock, rate and time left", () => {
    const screen = new Screen(true, 100);
    new ProgressLine(screen).show(QUARTER);
    expect(screen.text.replace("\r\u001b[K", "")).toMatch(
      /^\[####\.{12}\] {2}25 % {2}00:30:00 of 02:00:00 {2}\S+ \S+ events\/s {2}ETA /,
    );
  });

  test.each([40, 60, 79])("is no wider than a terminal of %i columns", (columns) => {
    const screen = new Screen(true, columns);
    new ProgressLine(screen).show(QUARTER);
    expect(screen.text.replace("\r\u001b[K", "").length).toBeLessThan(columns);
  });

  test("is gone at the end", () => {
    const screen = new Screen(true, 80);
    const line = new ProgressLine(screen);
    line.show(QUARTER);
    line.clear();
    expect(screen.text.endsWith("\r\u001b[K")).toBe(true);
  });

  test("is not there where nobody looks: in a pipe", () => {
    const screen = new Screen(false, 80);
    const line = new ProgressLine(screen);
    line.show(QUARTER);
    line.clear();
    expect(screen.text).toBe("");
  });
});
