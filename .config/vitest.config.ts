import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What drives browsers and processes takes longest: begun last it would leave a core idle at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean =>
      /\/test\/(cli|web)\//.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/property-seed.ts"],
    // Vitest leaves a core free for who watches; here nobody does. `npm test` runs what asks agents by the clock alone.
    maxWorkers: "100%",
    // Test files share what they import: loading it anew for each takes longer than many a test.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // For what hangs: a machine that is busy takes several times as long as an idle one.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
