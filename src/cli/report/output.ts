/** Where a report goes: its form by the ending of the name, and whether it can be written, before anything is run. */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { basename, dirname, extname, resolve } from "node:path";
import { documentCsv } from "../../report/document/csv.js";
import type { Document } from "../../report/document/document.js";
import { documentHtml } from "../../report/document/html.js";
import { documentMarkdown } from "../../report/document/markdown.js";
import { UsageError, type Arguments } from "../arguments.js";
import { FileError, makeFolder, reasonOf, writeText } from "../files.js";

export type Form = "html" | "md" | "csv" | "json";

export interface Output {
  readonly file: string;
  readonly form: Form;
}

const FORMS: Readonly<Record<string, Form>> = {
  ".html": "html",
  ".htm": "html",
  ".md": "md",
  ".csv": "csv",
  ".json": "json",
};

/** @returns undefined when the flag is not there */
export function outputOf(args: Arguments): Output | undefined {
  const file = args.value("output");
  if (file === undefined) return undefined;
  const form = FORMS[extname(file).toLowerCase()];
  if (form === undefined) {
    throw new UsageError(
      `-o: expected a name that ends in .html, .md, .csv or .json, found ${file}; the ending says the form`,
    );
  }
  for (const operand of args.operands) {
    if (resolve(operand) !== resolve(file)) continue;
    throw new UsageError(`-o: ${file} is what the report is made from; give it another name`);
  }
  assertWritable(file);
  return { file, form };
}

/** It is better known now than after the runs. */
function assertWritable(file: string): void {
  makeFolder(dirname(file));
  try {
    if (existsSync(file) && statSync(file).isDirectory()) {
      throw Object.assign(new Error("it is a folder"), { code: "EISDIR" });
    }
    accessSync(existsSync(file) ? file : dirname(file), constants.W_OK);
  } catch (error) {
    throw new FileError(`${file}: cannot be written: ${reasonOf(error)}`);
  }
}

/** @param data what stands in the JSON form */
export function writeDocument({ file, form }: Output, document: Document, data: unknown): void {
  const written = writeText(dirname(file), basename(file), textOf(form, document, data));
  process.stderr.write(`written: ${written}\n`);
}

function textOf(form: Form, document: Document, data: unknown): string {
  if (form === "html") return documentHtml(document);
  if (form === "md") return documentMarkdown(document);
  if (form === "csv") return documentCsv(document);
  return `${JSON.stringify(data, null, 1)}\n`;
}
