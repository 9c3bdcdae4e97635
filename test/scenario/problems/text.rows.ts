/** Problems of the text itself: syntax, size, documents, keys, aliases. */
import { SMALL, type ProblemRow } from "../../support/scenario.js";

export const TEXT_ROWS: readonly ProblemRow[] = [
  {
    name: "an empty text",
    text: "",
    edits: [],
    says: [
      "error document-empty s.yaml:1:1",
      "  expected a scenario, found nothing but blanks and comments",
      "  fix: begin with `fanin: 1`",
    ],
  },
  {
    name: "a text of comments",
    text: "# nothing\n",
    edits: [],
    says: [
      "error document-empty s.yaml:1:1",
      "  expected a scenario, found nothing but blanks and comments",
      "  fix: begin with `fanin: 1`",
    ],
  },
  {
    name: "a list at the top",
    text: "- 1\n- 2\n",
    edits: [],
    says: [
      "error wrong-type s.yaml:1:1",
      "  expected a map that begins with `fanin: 1`, found a list",
    ],
  },
  {
    name: "a single value at the top",
    text: "scenario\n",
    edits: [],
    says: [
      "error wrong-type s.yaml:1:1",
      "  expected a map that begins with `fanin: 1`, found a single value",
    ],
  },
  {
    name: "a tab for indentation",
    text: SMALL,
    edits: [["    agents: 2", "\tagents: 2"]],
    says: [
      "error syntax s.yaml:7:1",
      "  expected blanks for indentation, found `agents: 2` (tabs are not allowed as indentation)",
      "  fix: replace the tab by blanks",
    ],
  },
  {
    name: "an address without quotes inside braces",
    text: SMALL,
    edits: [["to: tier1 }", "to: tier1[0] }"]],
    says: [
      "error syntax s.yaml:4:48",
      "  expected well-formed YAML or JSON, found `tier1[0]` inside `{ }` or `[ ]`, where brackets begin a list",
      '  fix: write "tier1[0]" with its quotes',
    ],
  },
  {
    name: "a bracket that is not closed",
    text: SMALL,
    edits: [["service: 10 ms }", "service: 10 ms"]],
    says: [
      "error syntax s.yaml:11:1",
      "  expected keys of one map (items of one list) in one column, found the end of a line (flow map in block collection must be sufficiently indented and end with a })",
    ],
  },
  {
    name: "a colon inside a text without quotes",
    text: SMALL,
    edits: [["duration: 1 h", "about: what: now\nduration: 1 h"]],
    says: [
      "error syntax s.yaml:2:8",
      "  expected one `key: value` a line, found `what: now` (nested mappings are not allowed in compact mappings)",
      "  fix: put the value into quotes if it contains `: `",
    ],
  },
  {
    name: "a tag",
    text: SMALL,
    edits: [["count: 2", "count: !servers 2"]],
    says: [
      "error syntax s.yaml:4:17",
      "  expected a value without a tag, found `!servers 2, rate: 10 events/s, to: tier1 }` (unresolved tag: !servers)",
      "  fix: remove the tag",
    ],
  },
  {
    name: "two documents",
    text: "fanin: 1\n---\nfanin: 1\n",
    edits: [],
    says: [
      "error several-documents s.yaml:2:1",
      "  expected one document, found 2 documents, separated by `---`",
      "  fix: keep one scenario a file",
    ],
  },
  {
    name: "a key twice",
    text: SMALL,
    edits: [["count: 2", "count: 2, count: 3"]],
    says: [
      "error duplicate-key s.yaml:4:20: servers.web.count",
      "  expected each key once, found `count` again, first on line 4",
      "  fix: remove one of them",
    ],
  },
  {
    name: "a key that is a list",
    text: SMALL,
    edits: [["count: 2", "count: 2, [a, b]: 3"]],
    says: [
      "error key-not-text s.yaml:4:20: servers.web",
      "  expected a key that is text, found a collection as key",
    ],
  },
  {
    name: "an alias without anchor",
    text: SMALL,
    edits: [["count: 2", "count: *two"]],
    says: [
      "error alias-unknown s.yaml:4:17: servers.web.count",
      "  expected an alias of an anchor that stands before it and does not contain it, found `*two`",
    ],
  },
  {
    name: "an alias inside its own anchor",
    text: "fanin: &a [1, *a]\n",
    edits: [],
    says: [
      "error alias-cycle s.yaml:1:15: fanin[1][1]",
      "  expected an alias of an anchor that stands before it and does not contain it, found `*a`",
    ],
  },
  {
    name: "a merge key that merges no map",
    text: SMALL,
    edits: [["count: 2", "<<: 3, count: 2"]],
    says: [
      "error merge-not-map s.yaml:4:14: servers.web.<<",
      "  expected a map, or a list of maps, to merge, found `3`",
    ],
  },
  {
    name: "prototype keys are unknown keys",
    text: SMALL,
    edits: [["count: 2", "count: 2, __proto__: { polluted: 1 }, constructor: 3"]],
    says: [
      "error unknown-key s.yaml:4:20: servers.web.__proto__",
      "  expected one of count, rate, peak, size, profile, arrivals, batch, begin, header, timestamp, skew, client, to, placement, found `__proto__`",
      "error unknown-key s.yaml:4:48: servers.web.constructor",
      "  expected one of count, rate, peak, size, profile, arrivals, batch, begin, header, timestamp, skew, client, to, placement, found `constructor`",
    ],
  },
  {
    name: "another version of the format",
    text: SMALL,
    edits: [["fanin: 1", "fanin: 2"]],
    says: [
      "error format-version s.yaml:1:8: fanin",
      "  expected `fanin: 1`, the version of the format that this program reads, found `2`",
      "  fix: take a newer fanin",
    ],
  },
  {
    name: "a version that is none",
    text: SMALL,
    edits: [["fanin: 1", "fanin: one"]],
    says: [
      "error format-version s.yaml:1:8: fanin",
      "  expected `fanin: 1`, the version of the format that this program reads, found `one`",
      "  fix: write `fanin: 1`",
    ],
  },
  {
    name: "no version",
    text: SMALL,
    edits: [["fanin: 1\n", ""]],
    says: [
      "error key-missing s.yaml:1:1: fanin",
      "  expected `1`, found nothing",
      "  fix: write `fanin`",
    ],
  },
];
