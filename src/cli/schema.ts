/** `fanin schema`: the JSON Schema of scenario files, or the reference of all keys. */
import { scenarioJsonSchema } from "../scenario/publish/json-schema.js";
import { scenarioReference } from "../scenario/publish/reference.js";
import type { Arguments } from "./arguments.js";
import { EXIT, type ExitCode } from "./exit.js";

export function schema(args: Arguments): ExitCode {
  const text = args.has("docs")
    ? scenarioReference()
    : `${JSON.stringify(scenarioJsonSchema(), undefined, 2)}\n`;
  process.stdout.write(text);
  return EXIT.met;
}
