/** Goal: Parquet says what CSV says. Method: written, read back by another library, and compared value by value. */
import { parquetReadObjects, parquetMetadata } from "hyparquet";
import { expect, test } from "vitest";
import { rowsCsv, type Row } from "../../../src/experiment/result-tables.js";
import { rowsParquet } from "../../../src/report/many/parquet.js";

const ROWS: readonly Row[] = [
  { point: 1, "a.capacity": "1000", "a.rate": "20 events/s", isMet: true, "a.fill [share]": 0.1 },
  { point: 2, "a.capacity": "2500", "a.rate": 'a, "b"\nc', isMet: false, "a.fill [share]": 1 },
  { point: 3, "a.capacity": "5000", "a.rate": "ü", problem: "no", "a.never [s]": null },
];

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer;
}

/** A value as it stands in CSV. */
function text(value: unknown): string {
  return value === null || value === undefined ? "" : String(value as string);
}

test("the same rows, columns and values as the CSV", async () => {
  const read = await parquetReadObjects({ file: bufferOf(rowsParquet(ROWS)) });
  const columns = Object.keys(read[0]!);
  const csv = rowsCsv(
    read.map((row) => Object.fromEntries(columns.map((name) => [name, text(row[name])]))),
  );
  expect(csv).toBe(rowsCsv(ROWS));
});

test("each column has the type of what it holds, also where it holds nothing", () => {
  const { schema } = parquetMetadata(bufferOf(rowsParquet(ROWS)));
  const types = Object.fromEntries(schema.slice(1).map(({ name, type }) => [name, type]));
  expect(types).toEqual({
    point: "INT64",
    "a.capacity": "INT64",
    "a.rate": "BYTE_ARRAY",
    isMet: "BOOLEAN",
    "a.fill [share]": "DOUBLE",
    problem: "BYTE_ARRAY",
    "a.never [s]": "DOUBLE",
  });
});

test("the same rows give the same bytes", () => {
  expect(rowsParquet(ROWS)).toEqual(rowsParquet(ROWS));
});
