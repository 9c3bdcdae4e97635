/** What of a page in the pseudo-language is not in its brackets, and what of it has no room. */
import type { Page } from "playwright-core";

/** Of units, quantiles, keys of one letter and the two runs of a comparison: the same in every language. */
const SYMBOLS =
  /t\+|\d[\d.:,]*\s?(?:[kMGT]i?B?|B|d|h|min|s|ms|us|pt|px)?(?:\/s)?(?![\p{L}])|\bUTC\b|\bp\d+(?:–p\d+)?\b|\b[A-Z]\b|\bn\/a\b/gu;

/**
 * @param known data: names of layers and nodes, the engine's sentences, syntax of the query
 * @returns texts with unaccented letters outside of brackets and data; elements marked `data-words` hold the engine's words
 */
export async function unwrapped(page: Page, known: readonly string[]): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const away = "[hidden], script, style, noscript, dialog:not([open]), [data-words], code";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.parentElement?.closest(away) === null) found.push(node.textContent ?? "");
    }
    for (const name of ["aria-label", "title", "placeholder", "alt", "aria-valuetext"]) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        if (element.closest(away) === null) found.push(element.getAttribute(name)!);
      }
    }
    return found;
  });
  return foreignTo(known)(texts);
}

/** @returns of texts those with letters outside of brackets and data */
export function foreignTo(known: readonly string[]): (texts: readonly string[]) => string[] {
  const longestFirst = [...known].sort((a, b) => b.length - a.length);
  return (texts) => [...new Set(texts)].filter(isForeign);
  function isForeign(text: string): boolean {
    let rest = text;
    for (let before = ""; before !== rest;) {
      before = rest;
      rest = rest.replace(/⟦[^⟦⟧]*⟧/g, " ");
    }
    // Around an element that is part of a sentence its words are in two texts, with a bracket each, or in three.
    for (const data of longestFirst) rest = rest.replaceAll(data, " ");
    return /[A-Za-z]/.test(rest.replace(SYMBOLS, " "));
  }
}

/** Names of labels, buttons and heads that are cut off, and of the page when it scrolls sideways. */
export function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const found =
      root.scrollWidth > root.clientWidth
        ? [`the page is ${String(root.scrollWidth - root.clientWidth)} px too wide`]
        : [];
    const labels = "button, label, legend, th, dt, summary, h1, h2, h3, h4, .note, [role=tab]";
    for (const element of document.querySelectorAll<HTMLElement>(labels)) {
      const { overflowX } = getComputedStyle(element);
      const isCut = overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
      if (isCut && element.checkVisibility() && !element.classList.contains("hidden"))
        found.push(element.textContent?.slice(0, 60) ?? "");
    }
    return found;
  });
}
