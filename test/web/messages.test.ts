/**
 * Goal: a language that is added says every message of the page, and no other. Method: the messages are read from the
 * sources by the parser of TypeScript; each catalogue is held against them.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { CATALOGUES } from "../../web/text/locale.js";
import type { Catalogue, Plural } from "../../web/text/say.js";

const PLACE = /\{(\w+)\}/g;

interface Call {
  readonly at: string;
  /** The key of its translation; undefined: it is not written where it is said. */
  readonly message: string | undefined;
  readonly isPlural: boolean;
}

const CALLS = sourceFiles().flatMap(callsOf);

/** @returns what a catalogue lacks, has too much, or says with other places */
function faultsOf(catalogue: Catalogue): string[] {
  const keys = new Map(CALLS.map(({ message = "", isPlural }) => [message, isPlural]));
  const lacking = [...keys.keys()].filter((key) => !Object.hasOwn(catalogue, key));
  const wrong = Object.entries(catalogue).flatMap(([key, said]) => {
    const isPlural = keys.get(key);
    if (isPlural === undefined) return [`says what the page does not: ${key}`];
    if (!isPlural && typeof said !== "string") return [`has plurals without a count: ${key}`];
    const forms = typeof said === "string" ? [said] : Object.values(said);
    const isSame = forms.every((form) => placesOf(form) === placesOf(key));
    return isSame ? [] : [`has other places: ${key}`];
  });
  return [...lacking.map((key) => `lacks: ${key}`), ...wrong];
}

function placesOf(message: string): string {
  return [...message.matchAll(PLACE)]
    .map(([place]) => place)
    .sort()
    .join(" ");
}

function sourceFiles(): string[] {
  return readdirSync("web", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.startsWith("text/say"))
    .map((name) => join("web", name));
}

function callsOf(file: string): Call[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: Call[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      const at = `${file}:${String(line + 1)}`;
      const name = node.expression.text;
      if (name === "say" || name === "sayParts")
        found.push({ at, message: textOf(node.arguments[0]), isPlural: false });
      if (name === "sayCount")
        found.push({ at, message: otherOf(node.arguments[1]), isPlural: true });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteral(node) ? node.text : undefined;
}

/** Of `{ one: "…", other: "…" }`. */
function otherOf(node: ts.Node | undefined): string | undefined {
  if (node === undefined || !ts.isObjectLiteralExpression(node)) return undefined;
  const other = node.properties.find((each) => each.name?.getText() === "other");
  return other !== undefined && ts.isPropertyAssignment(other)
    ? textOf(other.initializer)
    : undefined;
}

describe("the messages of the page", () => {
  test("are written where they are said: a key is never made of parts", () => {
    expect(CALLS.length).toBeGreaterThan(300);
    expect(CALLS.filter(({ message }) => message === undefined)).toEqual([]);
  });

  test("each follow a count everywhere, or nowhere", () => {
    const plurals = new Set(CALLS.flatMap(({ message, isPlural }) => (isPlural ? [message] : [])));
    expect(CALLS.filter(({ message, isPlural }) => !isPlural && plurals.has(message))).toEqual([]);
  });

  test("are all in every catalogue, with the same places", () => {
    const faults = Object.entries(CATALOGUES).map(([language, catalogue]) => {
      return [language, faultsOf(catalogue)];
    });
    expect(faults.filter(([, found]) => found!.length > 0)).toEqual([]);
  });

  test("are missed where a catalogue lacks one, has one too many, or has other places", () => {
    const whole: Record<string, string | Plural> = Object.fromEntries(
      CALLS.map(({ message = "" }) => [message, message]),
    );
    expect(faultsOf(whole)).toEqual([]);
    const { "Skip to the content": _, ...lacking } = whole;
    expect(
      faultsOf({ ...lacking, "seed {seed}": "Startwert", "not said": "nie", Close: { other: "" } }),
    ).toEqual([
      "lacks: Skip to the content",
      "has other places: seed {seed}",
      "has plurals without a count: Close",
      "says what the page does not: not said",
    ]);
  });
});
