/** The page: built into dist/web, served by `fanin show`, works from any folder of any server. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

/**
 * [bytes] gzipped; a build that is over one of them fails. The worker is the whole engine with its parser of
 * YAML and its analysis: the 60 kB that dashboards with a small worker aim at would leave half of it out. It is
 * asked for while the page is already there, and loads once.
 */
const BUDGETS = { "first load": 120_000, "lazy chunk": 175_000, worker: 170_000 };

const { version } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { version: string };

export default defineConfig({
  define: { "import.meta.env.FANIN_VERSION": JSON.stringify(version) },
  base: "./",
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    target: "es2022",
    // A preload helper and data: URLs would need a looser content security policy.
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  worker: { format: "es" },
  plugins: [sizesWithinBudget()],
});

function sizesWithinBudget(): Plugin {
  return {
    name: "sizes-within-budget",
    generateBundle(_, bundle) {
      const first = new Set<string>();
      const addWithImports = (name: string): void => {
        const file = bundle[name];
        if (file?.type !== "chunk" || first.has(name)) return;
        first.add(name);
        file.imports.forEach(addWithImports);
      };
      for (const [name, file] of Object.entries(bundle)) {
        if (file.type === "chunk" && file.isEntry) addWithImports(name);
      }
      let firstLoad = 0;
      for (const [name, file] of Object.entries(bundle)) {
        if (!name.endsWith(".js")) continue;
        const size = gzipSync(file.type === "chunk" ? file.code : file.source, { level: 9 }).length;
        if (first.has(name)) firstLoad += size;
        else check(name, size, file.type === "asset" ? "worker" : "lazy chunk");
      }
      check([...first].join(" and "), firstLoad, "first load");
    },
  };
}

function check(name: string, bytes: number, kind: keyof typeof BUDGETS): void {
  if (bytes <= BUDGETS[kind]) return;
  const kB = (size: number): string => `${(size / 1000).toFixed(1)} kB`;
  throw new Error(
    `${name}: ${kB(bytes)} gzipped; the budget of a ${kind} is ${kB(BUDGETS[kind])} (web/vite.config.ts)`,
  );
}
