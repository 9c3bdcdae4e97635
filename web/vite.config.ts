/** The page: built into dist/web, served by `fanin show`, works from any folder of any server. */
import { defineConfig } from "vite";

export default defineConfig({
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
});
