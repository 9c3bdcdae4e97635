/** What the text editor says by itself: its own words by theirs. Of gutters and folds it says them to screen readers. */
import { say } from "../text/say.js";

export const phrases: Readonly<Record<string, string>> = {
  Find: say("Find"),
  Replace: say("Replace"),
  next: say("next"),
  previous: say("previous"),
  all: say("all"),
  "match case": say("match case"),
  regexp: say("regexp"),
  "by word": say("by word"),
  replace: say("replace"),
  "replace all": say("replace all"),
  close: say("close"),
  "current match": say("current match"),
  "on line": say("on line"),
  Completions: say("Completions"),
  "Folded lines": say("Folded lines"),
  "Unfolded lines": say("Unfolded lines"),
  "Fold line": say("Fold line"),
  "Unfold line": say("Unfold line"),
  "folded code": say("folded code"),
  unfold: say("unfold"),
  to: say("to"),
  "Control character": say("Control character"),
};
