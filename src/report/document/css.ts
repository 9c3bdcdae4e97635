/** How documents look, beside what all pages have. Colours come from the page's; see html/page.ts. */

export const DOCUMENT_CSS = `
main{max-width:880px;padding:24px 20px 40px}
.about{font-size:17px;color:var(--muted);margin:0 0 16px}
h1{font-size:27px;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:20px;margin:0 0 8px}
h3{font-size:16px;margin:20px 0 4px}
section{margin-top:36px}
section:first-of-type{margin-top:0}
.part:not(:first-of-type),.new-page{border-top:1px solid var(--rule);padding-top:20px}
.banner{border:1.5px solid currentColor;border-left-width:8px;border-radius:6px;padding:10px 16px;margin:12px 0}
.banner p{color:var(--ink);font-size:17px;margin:2px 0}
.banner .word{color:inherit;font-weight:700;font-size:22px}
.good{color:var(--good)}.bad{color:var(--bad)}.open{color:var(--muted)}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(190px,1fr));gap:10px;margin:14px 0}
.fact{background:var(--panel);border:1px solid var(--rule);border-radius:6px;padding:8px 12px;color:var(--ink)}
.fact dt{color:var(--muted);font-size:13px}
.fact dd{margin:0}
.fact b{display:block;font-size:19px;line-height:1.3;overflow-wrap:anywhere}
.fact.bad b{color:var(--bad)}.fact.good b{color:var(--good)}
.note{display:block;color:var(--muted);font-size:13px;line-height:1.35}
.checks li{display:flex;gap:8px;margin:3px 0;max-width:75ch}
.checks b{flex:none;width:1.1em;text-align:center}
ol.prose{padding-left:28px}
li{margin:2px 0}
table{width:100%;margin:8px 0 4px}
tbody th{font-weight:400}
caption{font-size:14px}
th,td{padding:5px 12px 5px 0}
td code,th code{overflow-wrap:break-word}
.number{padding-left:12px;padding-right:0}
td:last-child,th:last-child{padding-right:0}
.number+td:not(.number),.number+th:not(.number){padding-left:18px}
data{text-decoration:none}
code{font:13px/1.45 ui-monospace,monospace;overflow-wrap:anywhere}
pre{background:var(--panel);border:1px solid var(--rule);border-radius:6px;padding:10px 14px;overflow-x:auto;margin:8px 0}
pre code{font-size:12.5px;overflow-wrap:normal}
figure{margin:16px 0 24px}
figcaption h3{margin:0}
figcaption p{max-width:75ch}
.wide{max-width:none}
figure details{margin-top:4px;font-size:14px}
[data-plot]{position:relative;overflow:hidden}
.cursor{position:absolute;left:0;width:100%;border-left:1px solid var(--ink);pointer-events:none;will-change:transform}
.reading{contain:content;min-height:1.5em;margin:2px 0 0;font-size:14px;font-variant-numeric:tabular-nums}
.scrubber{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;align-items:center;gap:0 10px;padding:6px 0;background:var(--back);border-bottom:1px solid var(--rule);font-size:14px;font-variant-numeric:tabular-nums}
.scrubber[hidden],.reading[hidden]{display:none}
.scrubber b,.scrubber span{contain:content}
.scrubber span{flex:0 0 14em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.scrubber input{flex:1 1 220px;min-height:24px;min-width:0}
nav ol{columns:2;padding-left:22px;font-size:14px;margin:18px 0 0}
nav a{display:inline-block;min-height:24px}
footer{margin-top:40px;border-top:1px solid var(--rule);padding-top:10px;overflow-wrap:anywhere}
@media (max-width:599px){
nav ol{columns:1}
.facts{grid-template-columns:repeat(auto-fill,minmax(140px,1fr))}
}
@media print{
@page{margin:16mm 15mm}
main{max-width:none}
h1{font-size:22pt}
.about,.banner p{font-size:12pt}
.banner .word{font-size:16pt}
body,table,figure details{font-size:10pt}
section{margin-top:20pt}
.new-page{break-before:page;border-top:0;padding-top:0}
.facts{grid-template-columns:repeat(3,1fr)}
.fact b{font-size:13pt}
.fact,.banner,pre{background:none}
.scroll,pre{overflow:visible}
.banner,.fact,figure,tr,.short{break-inside:avoid}
footer{break-before:avoid;margin-top:12pt}
pre code{white-space:pre-wrap;overflow-wrap:anywhere;font-size:8pt}
thead{display:table-header-group}
nav,.scrubber,.cursor,.reading{display:none}
p,li{orphans:3;widows:3}
}
`;
