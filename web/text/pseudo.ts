/**
 * The pseudo-language `en-XA`, made of English: accented, 40 % longer and in brackets. A text without brackets is one
 * that nobody can translate; one that is cut off has no room for a language of longer words.
 */
const ACCENTED: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ..."AÅBƁCÇDÐEÉFƑGĜHĤIÎJĴKĶLĻMṀNÑOÖPÞQǪRŔSŠTŢUÛVṼWŴXẊYÝZŽ".matchAll(/../gu),
    ..."aåbƀcçdðeéfƒgĝhĥiîjĵkķlļmɱnñoöpþqǫrŕsštţuûvṽwŵxẋyýzž".matchAll(/../gu),
  ].map(([pair]) => [pair[0]!, pair[1]!]),
);

/** Of the letters, how many more there are. */
const LONGER = 0.4;

/** Placeholders stay as they are. */
export function pseudo(message: string): string {
  const parts = message.split(/(\{\w+\})/);
  return `⟦${parts.map((part, i) => (i % 2 === 1 ? part : longer(part))).join("")}⟧`;
}

/** Letters are doubled, evenly over the text, so that words grow and not their number. */
function longer(text: string): string {
  let owed = 0;
  return [...text]
    .map((letter) => {
      const accented = ACCENTED[letter];
      if (accented === undefined) return letter;
      owed += LONGER;
      if (owed < 1) return accented;
      owed -= 1;
      return accented + accented;
    })
    .join("");
}
