/** Colours of the editor: the page's own, which reach into the shadow root as custom properties. */
import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const highlighting = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--accent)" },
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--good)" },
  { tag: [tags.keyword, tags.labelName, tags.typeName], color: "var(--bad)" },
  { tag: [tags.punctuation, tags.separator, tags.brace], color: "var(--muted)" },
]);

export const look = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--paper)", fontSize: "13px" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "ui-monospace, monospace", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": {
    backgroundColor: "var(--panel)",
    color: "var(--muted)",
    borderRight: "1px solid var(--line)",
  },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--accent) 7%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    {
      backgroundColor: "color-mix(in srgb, var(--accent) 30%, transparent)",
    },
  ".cm-selectionMatch": { backgroundColor: "color-mix(in srgb, var(--accent) 18%, transparent)" },
  ".cm-foldPlaceholder": {
    backgroundColor: "var(--panel)",
    color: "var(--ink)",
    border: "1px solid var(--control)",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--paper)",
    color: "var(--ink)",
    border: "1px solid var(--control)",
    borderRadius: "6px",
  },
  ".fanin-hover": { maxWidth: "44ch", padding: "6px 10px", font: "13px/1.4 system-ui, sans-serif" },
  ".fanin-hover p": { margin: "3px 0 0" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 8px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent)",
    color: "var(--on-accent)",
  },
  ".cm-completionDetail": { marginLeft: "1.2em", fontStyle: "normal", opacity: "0.8" },
  ".cm-completionInfo": { maxWidth: "40ch", whiteSpace: "pre-line" },
  ".cm-panels": { backgroundColor: "var(--panel)", color: "var(--ink)" },
  ".cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": { padding: "6px 30px 6px 8px", fontSize: "13px" },
  ".cm-panel.cm-search label": { display: "inline-block", minHeight: "24px", fontSize: "13px" },
  ".cm-panel.cm-search [name=close]": { minWidth: "24px", minHeight: "24px", fontSize: "18px" },
  ".cm-textfield, .cm-button": {
    minHeight: "26px",
    fontSize: "13px",
    color: "var(--ink)",
    background: "var(--paper)",
    border: "1px solid var(--control)",
    borderRadius: "4px",
  },
});
