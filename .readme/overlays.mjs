/** Draws the README's two plots of recorded and simulated curves. Needs the built program: `npm run build`. */
import { readFileSync, writeFileSync } from "node:fs";
import { URL } from "node:url";
import { gunzipSync } from "node:zlib";
import { figureSvg } from "../dist/report/verification/figures.js";
import { overlay } from "../dist/verify/overlay.js";
import { verify } from "../dist/verify/verify.js";

/** File of the recording, which figure of it, and the picture's name. */
const OVERLAYS = [
  { file: "outage-cascade", subject: "CHANNEL.c of t1a", picture: "outage-cascade.svg" },
  { file: "hdfs-kill", subject: "CHANNEL.c of a", picture: "hdfs-kill.svg" },
];

for (const { file, subject, picture } of OVERLAYS) {
  const path = new URL(`../test/reference/${file}.json.gz`, import.meta.url);
  const trace = JSON.parse(gunzipSync(readFileSync(path)).toString());
  const over = overlay(trace, verify(trace, []));
  const figure = over.figures.find((each) => each.subject === subject);
  writeFileSync(new URL(picture, import.meta.url), figureSvg(trace, over, figure));
}
