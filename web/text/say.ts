/**
 * The words of the page. A message is written in English where it is said, with named places for what differs:
 * `say("{count} of {total} agents", { count, total })`. The English message is the key of its translation.
 *
 * Only the page's own words go through here. Sentences of findings and problems, names of layers, Flume's counters and
 * what a scenario says are the engine's words: the same on the command line and in reports, in English; they are data
 * (`data-words="engine"` where an element holds them alone). Files for machines ignore all of this.
 */
import { CATALOGUES, LOCALE, PSEUDO, type Locale } from "./locale.js";
import { pseudo } from "./pseudo.js";

/** By the plural rules of the language: `other` is always there. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {
  readonly other: string;
};

/** By English message; of a message that follows a count, by its `other`. */
export type Catalogue = Readonly<Record<string, string | Plural>>;

/** The places of a message: `"a" | "b"` of `"{a} of {b}"`. */
export type Places<M extends string> = M extends `${string}{${infer P}}${infer Rest}`
  ? P | Places<Rest>
  : never;

/** A number is written whole; one that is to be short is a text already: see numbers.ts. */
type Said = string | number;

type Values<P extends string, V> = [P] extends [never]
  ? readonly []
  : readonly [values: Readonly<Record<P, V>>];

export interface Speaker {
  say<const M extends string>(message: M, ...values: Values<Places<M>, Said>): string;
  /**
   * A message whose words follow a count, which is its place `{count}`.
   * @param count a number, or with the text of it as shown: `[12_300, "12.3 k"]`
   */
  sayCount<const One extends string, const Other extends string>(
    count: number | readonly [number, string],
    forms: { readonly one: One; readonly other: Other },
    ...values: Values<Exclude<Places<One> | Places<Other>, "count">, Said>
  ): string;
  /** A message with elements in it: `element.append(...sayParts("digest {digest}", { digest: code }))`. */
  sayParts<const M extends string, V extends Readonly<Record<Places<M>, unknown>>>(
    message: M,
    values: V,
  ): (string | Exclude<V[keyof V], Said>)[];
}

export function speaker(
  { words, numbers }: Locale,
  catalogues: Readonly<Record<string, Catalogue>>,
): Speaker {
  const catalogue = catalogues[words];
  const rules = new Intl.PluralRules(catalogue === undefined ? "en" : words);
  const digits = new Intl.NumberFormat(numbers, { useGrouping: false, maximumFractionDigits: 20 });

  /** What is not translated is said in English. */
  const translated = (message: string, forms: Plural, count: number | undefined): string => {
    const found = catalogue?.[message] ?? forms;
    const text =
      typeof found === "string"
        ? found
        : ((count === undefined ? undefined : found[rules.select(count)]) ?? found.other);
    return words === PSEUDO ? pseudo(text) : text;
  };
  const parts = (text: string, values: Readonly<Record<string, unknown>>): unknown[] =>
    text.split(/\{(\w+)\}/).flatMap((part, i) => {
      if (i % 2 === 0) return part === "" ? [] : [part];
      const value = values[part];
      return [typeof value === "number" ? digits.format(value) : value];
    });
  const filled = (text: string, values: Readonly<Record<string, unknown>> = {}): string =>
    parts(text, values).join("");

  return {
    say: (message, ...[values]) =>
      filled(translated(message, { other: message }, undefined), values),
    sayCount: (count, forms, ...[values]) => {
      const [number, shown] = typeof count === "number" ? [count, count] : count;
      return filled(translated(forms.other, forms, number), { ...values, count: shown });
    },
    sayParts: <V extends Readonly<Record<string, unknown>>>(message: string, values: V) =>
      parts(translated(message, { other: message }, undefined), values) as (
        string | Exclude<V[keyof V], Said>
      )[],
  };
}

export const { say, sayCount, sayParts } = speaker(LOCALE, CATALOGUES);
