/**
 * Rows as an Apache Parquet file: the columns and values of the CSV, each column with one type throughout.
 *
 * A number with a unit is a double whatever its values are, so that files of different sweeps go together; a count is a
 * whole number of 64 bits; a setting is a number where all of its values are plain numbers, else a text.
 */
import { parquetWriteBuffer } from "hyparquet-writer";
import type { Row } from "../../experiment/result-tables.js";

type Value = string | number | boolean | null;
type ColumnType = "DOUBLE" | "INT64" | "BOOLEAN" | "STRING";

/** Columns whose type does not follow from their values: they may have none. */
const KNOWN: Readonly<Record<string, ColumnType>> = {
  isMet: "BOOLEAN",
  firstTroubleSeconds: "DOUBLE",
  firstTroubleEarliestSeconds: "DOUBLE",
  shareLow: "DOUBLE",
  shareHigh: "DOUBLE",
};
const WITH_UNIT = / \[[^\]]+\]$/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/** @returns the bytes of the file */
export function rowsParquet(rows: readonly Row[]): Uint8Array {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columnData = names.map((name) => {
    const values = rows.map((row) => row[name] ?? null);
    const type = typeOf(name, values);
    return { name, type, nullable: true, data: values.map((value) => as(type, value)) };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

function typeOf(name: string, values: readonly Value[]): ColumnType {
  const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
  if (known !== undefined) return known;
  if (WITH_UNIT.test(name)) return "DOUBLE";
  const there = values.filter((value) => value !== null);
  if (there.length === 0) return "STRING";
  if (there.every((value) => typeof value === "boolean")) return "BOOLEAN";
  if (!there.every((value) => PLAIN_NUMBER.test(String(value)))) return "STRING";
  return there.every((value) => Number.isSafeInteger(Number(value))) ? "INT64" : "DOUBLE";
}

function as(type: ColumnType, value: Value): string | number | bigint | boolean | null {
  if (value === null || type === "BOOLEAN") return value;
  if (type === "STRING") return String(value);
  return type === "INT64" ? BigInt(value) : Number(value);
}
