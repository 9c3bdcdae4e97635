/**
 * A page that is one file: nothing loaded, the same from a disk as from a server, whole without script. Dark where the
 * reader's system is, light on paper, one column on a phone.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { chartCss } from "../../charts/theme.js";
import { html, Html } from "./markup.js";

/** Forbids what the page does not need, so that a mistake cannot make it ask a server. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * @param css of this kind of page, beside what all have
 * @param script that the page may run, and no other: its policy names it by its hash
 * @returns the text of the file; it is well-formed XML too
 */
export function htmlPage(title: string, body: Html, css = "", script?: string): string {
  const policy = script === undefined ? POLICY : `${POLICY}; script-src '${hashOf(script)}'`;
  const last = script === undefined ? [] : [new Html(`<script>${script}</script>`)];
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="fanin" />
        <link rel="icon" href="data:," />
        <title>${title}</title>
        <style>
          ${new Html(`\n${chartCss(":root")}\n${PAGE_CSS}${css}`)}
        </style>
      </head>
      <body>
        ${body} ${last}
      </body>
    </html> `.markup;
}

function hashOf(script: string): string {
  return `sha256-${btoa(String.fromCharCode(...sha256(utf8ToBytes(script))))}`;
}

/** No `<` and no `&`: the content of a style element is text in HTML and markup in XML. */
const PAGE_CSS = `
:root{--back:#ffffff;--ink:#24292f;--muted:#57606a;--rule:#d0d7de;--panel:#f6f8fa;--link:#0b63a8;--good:#1a7f37;--bad:#b3261e;color-scheme:light}
@media screen and (prefers-color-scheme:dark){:root{--back:#0f1419;--ink:#e6edf3;--muted:#9da7b3;--rule:#30363d;--panel:#161b22;--link:#6cb6ff;--good:#56d364;--bad:#ff8a80;color-scheme:dark}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:1440px;margin:0 auto;padding:16px}
h1{font-size:24px;line-height:1.25;margin:8px 0}
h2{font-size:19px;line-height:1.3;margin:0 0 4px;overflow-wrap:anywhere}
h3{font-size:15px;margin:0;overflow-wrap:anywhere}
p,ul{margin:4px 0 8px}
ul{padding-left:20px}
a{color:var(--link)}
.prose{max-width:75ch}
.muted{color:var(--muted);font-size:13px}
.verdict{display:inline-block;border:1.5px solid;border-radius:4px;padding:0 7px;font-size:13px;font-weight:700;white-space:nowrap;vertical-align:2px}
.pass{color:var(--good)}.miss{color:var(--bad)}.unusable{color:var(--muted);border-style:dashed}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:14px}
caption{text-align:left;font-weight:600;padding:4px 0}
th,td{padding:4px 14px 4px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}
th{font-weight:600}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.summary a{display:inline-block;min-height:24px}
.recording{border-top:2px solid var(--rule);margin-top:28px;padding-top:16px}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,600px),1fr));gap:24px 32px;margin-top:12px}
figure{margin:0;min-width:0}
figcaption{font-size:14px;margin-bottom:6px}
.checks{list-style:none;padding:0}
.chart{display:block;width:100%;height:auto}
.wide{max-width:820px}
.narrow{display:none}
details{margin-top:12px}
summary{cursor:pointer;min-height:24px}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
@media (max-width:599px){
main{padding:12px 14px}
.wide{display:none}.narrow{display:block}
.extra{display:none}
.figures{gap:28px}
}
@media print{
body{font-size:11pt}
main{max-width:none;padding:0}
a{color:inherit;text-decoration:none}
.recording{break-before:page;border-top:0;margin-top:0}
.figures{display:block}
figure,tr{break-inside:avoid}
figure{margin-bottom:16px}
h2,h3,caption{break-after:avoid}
.back,details{display:none}
}
@media (forced-colors:active){.chart .line-recorded,.chart .line-simulated{stroke:CanvasText}.chart text{fill:CanvasText}}
`;
