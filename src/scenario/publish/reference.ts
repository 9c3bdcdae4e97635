/** The tables of schema/ as a reference for people: every key, in markdown. */
import { FAULT_KINDS, FAULT_TABLE } from "../fault-table.js";
import { PROBLEM_KINDS } from "../problem-codes.js";
import { nounOf } from "../read/noun.js";
import { distributionUnion } from "../schema/distributions.js";
import type { BlockField, Field, Key, UnionField } from "../schema/field.js";
import { scenarioBlock } from "../schema/scenario.js";

/** @returns the reference in markdown: a section for each block, a row for each key */
export function scenarioReference(): string {
  const writer = new ReferenceWriter();
  writer.block("Scenario", scenarioBlock);
  writer.union("Distributions", distributionUnion("duration"));
  return [
    "# The scenario format",
    "",
    "YAML or JSON. A quantity carries its unit (`30 s`, `64 MB/s`, `8 k events/s`); only 0, numbers of",
    "events and shares (`0.25`) need none. Inside sources, channels, sinks, processors and selectors the",
    "keys are Flume's own, a bare number there has Flume's unit, dotted keys and nested maps are the same,",
    "and lists may be Flume's blank-separated text. A block with `type` may be written as the type's name",
    "alone where nothing else is needed. Keys at the top that begin with `x-` are ignored: a place for",
    "anchors.",
    "",
    ...writer.lines,
    ...faultTable(),
    ...problemTable(),
  ].join("\n");
}

class ReferenceWriter {
  readonly lines: string[] = [];
  readonly #written = new Set<Field>();

  block(title: string, field: BlockField): void {
    if (this.#written.has(field)) return;
    this.#written.add(field);
    this.lines.push(`## ${title}`, "", `${capital(field.title)}.`, "");
    this.#table(field);
    this.#nested(title, field);
  }

  union(title: string, field: UnionField): void {
    if (this.#written.has(field)) return;
    this.#written.add(field);
    this.lines.push(`## ${title}`, "");
    const { defaultType } = field;
    const types = Object.keys(field.variants).map((type) => `\`${type}\``);
    const standard = defaultType === undefined ? "" : ` (\`${defaultType}\` where left out)`;
    this.lines.push(
      `${capital(field.title)}: \`type\` is one of ${types.join(", ")}${standard}.`,
      "",
    );
    for (const [type, block] of Object.entries(field.variants)) {
      this.lines.push(`### ${title}: \`${type}\``, "", `${capital(block.title)}.`, "");
      this.#table(block);
    }
    for (const [type, block] of Object.entries(field.variants)) {
      this.#nested(`${title}.${type}`, block);
    }
  }

  #table(field: BlockField): void {
    const keys = Object.entries(field.keys);
    if (keys.length > 0) {
      this.lines.push(
        "| key | value | default | from | confidence | |",
        "|---|---|---|---|---|---|",
      );
      for (const [name, key] of keys) this.lines.push(row(name, key));
      this.lines.push("");
    }
    const ignored = Object.entries(field.ignored);
    if (ignored.length === 0) return;
    const names = ignored.map(([name, why]) => `\`${name}\` (${why})`);
    this.lines.push(`Known to Flume, not simulated: ${names.join("; ")}.`, "");
  }

  #nested(title: string, field: BlockField): void {
    // What a key is comes before what it is a map or a list of, so that titles are short.
    const keys = Object.entries(field.keys);
    const direct = keys.filter(([, key]) => isDirect(key.field));
    for (const [name, key] of [...direct, ...keys]) this.#inside(`${title}.${name}`, key.field);
  }

  /** Blocks that a field contains get sections of their own, once. */
  #inside(title: string, field: Field): void {
    switch (field.kind) {
      case "raw":
        return this.#inside(title, field.as);
      case "list":
        return this.#inside(`${title}[]`, field.items);
      case "map":
        return this.#inside(title, field.items);
      case "either":
        for (const one of field.fields) this.#inside(title, one);
        return;
      case "shape":
        for (const shape of Object.values(field.shapes) as Field[]) this.#inside(title, shape);
        return;
      case "block":
        return this.block(title, field);
      case "union":
        return this.union(title, field);
      default:
        return;
    }
  }
}

function isDirect(field: Field): boolean {
  if (field.kind === "raw") return isDirect(field.as);
  return field.kind === "block" || field.kind === "union" || field.kind === "either";
}

function row(name: string, key: Key): string {
  const { standIn } = key;
  const isNamed = standIn !== undefined && standIn.text !== "{}";
  const absent = key.presence === "required" ? "required" : "";
  const cells = [
    `\`${name}\``,
    nounOf(key.field),
    isNamed ? inCode(standIn.text) : absent,
    isNamed ? standIn.source : "",
    isNamed ? standIn.confidence : "",
    key.help,
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", String.raw`\|`)).join(" | ")} |`;
}

function inCode(text: string): string {
  return text.includes("`") ? text : `\`${text}\``;
}

function faultTable(): string[] {
  const rows = Object.entries(FAULT_TABLE).flatMap(([part, kinds]) =>
    FAULT_KINDS.filter((kind) => Object.hasOwn(kinds, kind)).map(
      (kind) => `| ${part} | \`${kind}\` | ${kinds[kind]!} |`,
    ),
  );
  return ["## Which fault fits what", "", "| on | kind | means |", "|---|---|---|", ...rows, ""];
}

function problemTable(): string[] {
  const rows = Object.entries(PROBLEM_KINDS).map(([code, { means, isWarning, isAcceptable }]) => {
    const severity = isWarning ? "warning" : isAcceptable ? "error, acceptable" : "error";
    return `| \`${code}\` | ${severity} | ${means} |`;
  });
  return [
    "## Problems",
    "",
    "An acceptable error becomes a warning when `accept` lists its code.",
    "",
    "| code | severity | means |",
    "|---|---|---|",
    ...rows,
    "",
  ];
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
