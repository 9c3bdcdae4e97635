/**
 * Lint rules. The engine (everything below src/cli and src/engine) must give the same bits in every JavaScript
 * engine and depend on nothing but its arguments: so Math is an allow-list, and wall clocks,
 * timers, Intl, async and node: modules are out.
 */
import js from "@eslint/js";
import tseslint from "typescript-eslint";

const EXACT_MATH = "abs|floor|ceil|round|trunc|min|max|sqrt|imul|fround";

const engineSyntax = [
  {
    selector: `MemberExpression[object.name='Math']:not([property.name=/^(${EXACT_MATH})$/])`,
    message: `Only Math.{${EXACT_MATH}} give the same bits everywhere; use src/random/elementary.ts for the rest.`,
  },
  {
    selector: "VariableDeclarator[init.name='Math'], Property[value.name='Math']",
    message: "Name the Math function where it is used, so that the allow-list sees it.",
  },
  {
    selector: "BinaryExpression[operator='**'], AssignmentExpression[operator='**=']",
    message: "** differs between engines; use pow from src/random/elementary.ts.",
  },
  {
    selector: ":function[async=true], AwaitExpression, ForOfStatement[await=true]",
    message: "The engine is synchronous.",
  },
  { selector: "ImportExpression", message: "The engine loads nothing at run time." },
  {
    selector: "MemberExpression[property.name=/^toLocale/]",
    message: "Locale-dependent text differs between machines; use src/units/format.ts.",
  },
];

const engineGlobals = [
  "Date",
  "Intl",
  "performance",
  "process",
  "console",
  "crypto",
  "fetch",
  "Buffer",
  "global",
  "globalThis",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "clearTimeout",
  "clearInterval",
  "queueMicrotask",
  "requestAnimationFrame",
  "window",
  "document",
  "navigator",
  "self",
  "require",
  "module",
  "Promise",
].map((name) => ({ name, message: "The engine is a pure function of its arguments." }));

export default tseslint.config(
  { ignores: ["dist", "out", "node_modules", "coverage"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    languageOptions: { globals: { console: "readonly", process: "readonly" } },
    rules: {
      eqeqeq: "error",
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"] }],
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "max-lines-per-function": ["error", { max: 70, skipBlankLines: true, skipComments: true }],
      "max-depth": ["error", 4],
      "max-params": ["error", 5],
    },
  },
  {
    files: ["src/**/*.ts"],
    ignores: ["src/cli/**", "src/engine/**"],
    rules: {
      "no-restricted-syntax": ["error", ...engineSyntax],
      "no-restricted-globals": ["error", ...engineGlobals],
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ["node:*"], message: "Only src/cli and src/engine touch the machine." },
          ],
        },
      ],
    },
  },
  {
    // Runs before the page, as it stands.
    files: ["web/public/*.js"],
    languageOptions: {
      globals: { document: "readonly", localStorage: "readonly", matchMedia: "readonly" },
    },
  },
  {
    // Scripts that hand functions over to a browser.
    files: ["web/*.mjs"],
    languageOptions: {
      globals: Object.fromEntries(
        [
          "performance",
          "document",
          "window",
          "PerformanceObserver",
          "MutationObserver",
          "requestAnimationFrame",
          "scrollTo",
          "setTimeout",
          "atob",
          "btoa",
          "Blob",
          "Buffer",
          "OffscreenCanvas",
          "createImageBitmap",
        ].map((name) => [name, "readonly"]),
      ),
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: { "max-lines-per-function": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
);
