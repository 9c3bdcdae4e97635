/** How large a scenario text may be. Beyond is a mistake or an attack; a real one has a few hundred values. */

export const MAX_CHARACTERS = 300_000;
export const MAX_LINES = 20_000;
/** Maps and lists inside one another. */
export const MAX_DEPTH = 40;
/** Values in the whole tree, aliases expanded. */
export const MAX_VALUES = 100_000;

export const TOO_DEEP = {
  expected: `at most ${MAX_DEPTH} levels of maps and lists`,
  found: "a deeper one",
};
