/**
 * A clock over the charts of a section: a slider that moves a cursor through all of them and says their values at that
 * time. It is an addition: without its script the page is whole, and the slider is not there.
 */
import type { TimeChart, Plot } from "../../charts/chart.js";
import { heldAt } from "../../charts/curve.js";
import { formatValue } from "../../charts/ticks.js";
import { html, Html } from "./markup.js";

/** More stops than these nobody tells apart, and each of them takes its room in the file. */
const MOST_STOPS = 600;
const FEWEST_STOPS = 150;

/** What the script reads, beside the slider. */
interface Data {
  readonly stops: readonly number[]; // s
  /** Texts, each once. */
  readonly texts: readonly string[];
  readonly faults: readonly { readonly from: number; readonly to: number; readonly text: string }[];
  /** By chart, by line: its word, and by stop the index of its text. */
  readonly charts: readonly (readonly {
    readonly word: string;
    readonly at: readonly number[];
  }[])[];
}

/** @param id of the section @param charts of the figures that have the class `timed`, in their order */
export function scrubberHtml(id: string, charts: readonly TimeChart[]): Html {
  const data = dataOf(charts);
  const { stops } = data;
  const step = (stops[1] ?? 1) - (stops[0] ?? 0);
  const label =
    (stops[0] ?? 0) < 0 ? "Time from the start of the outage" : "Time of the simulation";
  // In a script element `<` could end it, in XML `&` begins an entity: neither is needed in JSON.
  const json = JSON.stringify(data).replace(/[<>&]/g, (sign) => {
    return `\\u00${sign.charCodeAt(0).toString(16)}`;
  });
  return html`<div class="scrubber" hidden="">
    <label for="${id}-time">${label}</label>
    <input
      type="range"
      id="${id}-time"
      min="${String(stops[0] ?? 0)}"
      max="${String(stops.at(-1) ?? 0)}"
      step="${String(step)}"
      value="${String(stops[0] ?? 0)}"
    />
    <b></b> <span></span>
    ${new Html(`<script type="application/json">${json}</script>`)}
  </div> `;
}

/** Where a picture of a chart has its data, for the cursor. */
export function plotText(
  { left, right, top, bottom }: Plot,
  width: number,
  height: number,
): string {
  return [left, right, top, bottom, width, height].map((px) => px.toFixed(1)).join(" ");
}

function dataOf(charts: readonly TimeChart[]): Data {
  const [first] = charts;
  const times = first?.series[0]?.curve.times ?? [];
  const stops = stopsOf(times);
  const places = new Map<string, number>();
  const placeOf = (text: string): number => {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, places.size);
    return places.size - 1;
  };
  return {
    stops,
    faults: (first?.spans ?? [])
      .filter(({ style }) => style === "fault")
      .map(({ from, to, text }) => ({ from, to, text })),
    charts: charts.map(({ series, value: { form } }) =>
      series.map(({ word, curve }) => ({
        word,
        at: stops.map((at) => {
          const value = heldAt(curve, at);
          return placeOf(Number.isNaN(value) ? "n/a" : formatValue(value, form));
        }),
      })),
    ),
    texts: [...places.keys()],
  };
}

/** Samples equally far apart, as a slider has them; they end with the last one where that can be. */
function stopsOf(times: ArrayLike<number>): number[] {
  const steps = times.length - 1;
  const least = Math.max(1, Math.ceil(steps / MOST_STOPS));
  let every = least;
  while (steps % every !== 0 && every * FEWEST_STOPS <= steps) every++;
  if (steps % every !== 0) every = least;
  const stops = Array.from(times).filter((_, i) => i % every === 0);
  const step = (stops[1] ?? 0) - (stops[0] ?? 0);
  // A run that was stopped may end with a shorter interval.
  return stops.filter((at, i) => Math.abs(at - stops[0]! - i * step) <= step / 1000);
}

/** Without `<` and `&`, because the page is well-formed XML too. It makes no markup of any text. */
export const SCRUBBER_SCRIPT = `
"use strict";
for (const box of document.querySelectorAll(".scrubber")) {
  const { stops, texts, faults, charts } = JSON.parse(box.querySelector("script").textContent);
  const input = box.querySelector("input");
  const [time, state] = box.querySelectorAll("b, span");
  const figures = [...box.parentElement.querySelectorAll("figure.timed")].map((figure, i) => ({
    lines: charts[i],
    reading: figure.querySelector(".reading"),
    cursors: [...figure.querySelectorAll("[data-plot]")].map((frame) => {
      const [left, right, top, bottom, width, height] = frame.dataset.plot.split(" ").map(Number);
      const cursor = document.createElement("div");
      cursor.className = "cursor";
      cursor.style.top = 100 * top / height + "%";
      cursor.style.height = 100 * (bottom - top) / height + "%";
      frame.append(cursor);
      return { cursor, from: left / width, share: (right - left) / width };
    }),
  }));
  const two = (n) => String(Math.floor(n)).padStart(2, "0");
  const parts = (s) => [s / 3600, s / 60 % 60, s % 60].map(two).join(":");
  const clock = (s) => s >= 0 ? parts(s) : "−" + parts(-s); // before the outage, where it is counted from that
  const first = Number(input.min), last = Number(input.max);
  const show = () => {
    const at = Number(input.value);
    const stop = Math.max(0, stops.findLastIndex((each) => at >= each));
    const going = faults.filter(({ from, to }) => at >= from).filter(({ to }) => to > at).map(({ text }) => text);
    const said = going.length > 0 ? going.join(", ") : "no fault";
    const readings = figures.map(({ lines }) => lines.map(({ word, at }) => word + " " + texts[at[stop]]).join(", "));
    time.textContent = clock(at);
    state.textContent = said;
    input.setAttribute("aria-valuetext", clock(at) + "; " + said + "; " + readings[0]);
    figures.forEach(({ reading, cursors }, i) => {
      reading.textContent = clock(at) + ": " + readings[i];
      for (const { cursor, from, share } of cursors) {
        cursor.style.transform = "translateX(" + 100 * (from + share * (at - first) / (last - first || 1)) + "%)";
      }
    });
  };
  input.addEventListener("input", show);
  box.hidden = false;
  for (const { reading } of figures) reading.hidden = false;
  show();
}
`;
