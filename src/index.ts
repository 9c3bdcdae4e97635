/** The public API of fanin: re-exports, no code. */
export { parseScenario, type ParseOptions, type ParseResult } from "./scenario/parse-scenario.js";
export { scenarioJsonSchema } from "./scenario/publish/json-schema.js";
export { scenarioReference } from "./scenario/publish/reference.js";
export { formatProblem, type Problem } from "./scenario/problem.js";
export type { Scenario } from "./scenario/types/scenario.js";
export { Run, simulate, type RunOptions, type RunProgress } from "./experiment/run.js";
export type { Recording } from "./record/recording.js";
export { recordingFromJson, recordingToJson } from "./record/json.js";
export { episodesNdjson, seriesCsv } from "./record/tables.js";
export { findings } from "./analysis/find.js";
export type { Findings } from "./analysis/findings.js";
export { fluidCourse, type FluidOptions } from "./fluid/fluid.js";
export type { FluidCourse } from "./fluid/course.js";
export { fluidHeadlines } from "./fluid/headlines.js";
export { runBesideFluid, type FluidComparison } from "./experiment/beside-fluid.js";
export { textReport } from "./report/text.js";
