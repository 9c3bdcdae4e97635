/** A recording with what analysis keeps asking of it: parts by layer, series by part and name. */
import type { PartRecord, Recording } from "../record/recording.js";

export class RecordingView {
  readonly recording: Recording;
  readonly #series = new Map<string, Float64Array>();
  readonly #partsByLayer = new Map<string, number[]>();

  constructor(recording: Recording) {
    this.recording = recording;
    for (const { part, name, values } of recording.series) {
      this.#series.set(`${String(part)}/${name}`, values);
    }
    recording.parts.forEach(({ layer }, i) => {
      const parts = this.#partsByLayer.get(layer) ?? [];
      parts.push(i);
      this.#partsByLayer.set(layer, parts);
    });
  }

  part(index: number): PartRecord {
    return this.recording.parts[index]!;
  }

  /** A part's series; undefined when it was not recorded. */
  series(part: number, name: string): Float64Array | undefined {
    return this.#series.get(`${String(part)}/${name}`);
  }

  /** Indexes of a layer's parts of one kind. */
  partsOf(layer: string, kind: string): number[] {
    const parts = this.#partsByLayer.get(layer) ?? [];
    return parts.filter((part) => this.part(part).kind === kind);
  }

  /** A counter's final value, summed over parts. */
  total(parts: readonly number[], name: string): number {
    return parts.reduce((sum, part) => sum + (this.part(part).totals[name] ?? 0), 0);
  }

  get runPart(): number {
    return this.recording.parts.findIndex(({ kind }) => kind === "run");
  }

  /** [ticks] from which the run is judged. */
  get judgedFrom(): number {
    return this.recording.scenario.warmUpTicks;
  }
}
