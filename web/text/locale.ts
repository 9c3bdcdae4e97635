/**
 * In which language the page speaks and writes numbers: `?lang=` of its address, else what the browser asks for, else
 * `en`. Chosen once, when the page is opened.
 *
 * Words come from the catalogue of that language where there is one, else in English; numbers are written as the
 * language writes them either way: `?lang=de` gives `1,84 M` between English words. Digits are always 0 to 9, because
 * units and words beside them are Latin.
 */
import type { Catalogue } from "./say.js";

/** The pseudo-language by which untranslated and clipped texts show: see pseudo.ts. */
export const PSEUDO = "en-XA";

/**
 * Translations by language tag. A new language is a new entry: test/web/messages.test.ts names every message that it
 * still lacks.
 */
export const CATALOGUES: Readonly<Record<string, Catalogue>> = {};

export interface Locale {
  /** Of the words: `en`, `en-XA`, or one that has a catalogue; what `<html lang>` says. */
  readonly words: string;
  /** Of numbers and dates, as `Intl` takes it. */
  readonly numbers: string;
}

/**
 * @param asked language tags, the most wanted first; what is no tag is passed over
 * @param known languages that have a catalogue
 */
export function localeFor(asked: readonly string[], known: readonly string[]): Locale {
  const tag = asked.map(canonical).find((each) => each !== undefined) ?? "en";
  const [language = "en"] = tag.split("-");
  const words = [tag, language].find((each) => each === PSEUDO || known.includes(each)) ?? "en";
  return { words, numbers: `${tag}-u-nu-latn` };
}

function canonical(tag: string): string | undefined {
  try {
    // Of extensions (calendars, digits) none matters here.
    return new Intl.Locale(tag).baseName;
  } catch {
    return undefined;
  }
}

/** In a worker, which has neither page nor address: the page's, by the name that it was given. */
function localeOfPage(): Locale {
  const known = Object.keys(CATALOGUES);
  if (typeof document === "undefined") return localeFor([workerName()], known);
  const asked = new URLSearchParams(location.search).get("lang");
  return localeFor([...(asked === null ? [] : [asked]), ...navigator.languages], known);
}

/** @returns nothing where there is no worker either: in tests of the model, which are in English */
function workerName(): string {
  return typeof self === "undefined" ? "" : (self as { readonly name: string }).name;
}

export const LOCALE = localeOfPage();
