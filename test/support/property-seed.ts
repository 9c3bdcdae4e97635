/**
 * Properties are tried on the same examples in every run, so that a failure is of the change that is tested. Other
 * examples: FANIN_PROPERTY_SEED=7 npx vitest run --config .config/vitest.config.ts
 */
import fc from "fast-check";

const USUAL_SEED = 20261123;

fc.configureGlobal({ seed: Number(process.env["FANIN_PROPERTY_SEED"] ?? USUAL_SEED) });
