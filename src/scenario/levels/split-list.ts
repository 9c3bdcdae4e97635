/** A list of values in one text. */

const OPENING = "[{(";
const CLOSING = "]})";

/** Splits at commas that are outside of brackets and quotes; blanks around the items go. */
export function splitList(text: string): string[] {
  const items: string[] = [];
  let item = "";
  let depth = 0;
  let quoteMark = "";
  for (const character of text) {
    if (quoteMark !== "") quoteMark = character === quoteMark ? "" : quoteMark;
    else if (character === '"' || character === "'") quoteMark = character;
    else if (OPENING.includes(character)) depth += 1;
    else if (CLOSING.includes(character)) depth -= 1;
    if (character === "," && depth <= 0 && quoteMark === "") {
      items.push(item.trim());
      item = "";
    } else {
      item += character;
    }
  }
  return [...items, item.trim()];
}
