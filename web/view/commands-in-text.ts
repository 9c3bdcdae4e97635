/** Sentences in which `commands` stand between backticks: these as code, which breaks no line within a word of theirs. */
import { h, type Child } from "../shell/dom.js";

export function withCommands(text: string): Child[] {
  return text
    .split(/`([^`]+)`/)
    .map((part, i) => (i % 2 === 0 ? part : h("code", { class: "command" }, part)));
}
