/** Pictures of a page as PNG with a palette: text on plain colours takes a third of the room that way. */
import { crc32, deflateSync } from "node:zlib";

const COLOURS = 256;
/** Colours closer than this are one before the palette is chosen. */
const STEP = 8;

/**
 * @param browser decodes the picture @param png as it was taken
 * @returns the same with the 256 colours that occur most; others take the nearest of these
 */
export async function withPalette(browser, png) {
  const { width, height, rgba } = await pixelsOf(browser, png);
  const rough = (i) =>
    (Math.floor(rgba[i] / STEP) << 10) |
    (Math.floor(rgba[i + 1] / STEP) << 5) |
    Math.floor(rgba[i + 2] / STEP);
  const seen = new Map();
  for (let i = 0; i < rgba.length; i += 4) {
    const key = rough(i);
    const known = seen.get(key);
    if (known === undefined) seen.set(key, { count: 1, colour: rgba.subarray(i, i + 3) });
    else known.count++;
  }
  const palette = [...seen.values()]
    .sort((a, b) => b.count - a.count)
    .slice(0, COLOURS)
    .map(({ colour }) => colour);
  const places = new Map([...seen].map(([key, { colour }]) => [key, nearest(palette, colour)]));
  const lines = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      lines[y * (width + 1) + 1 + x] = places.get(rough((y * width + x) * 4));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.concat(palette.map((colour) => Buffer.from(colour)))),
    chunk("IDAT", deflateSync(lines, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

async function pixelsOf(browser, png) {
  const page = await browser.newPage();
  const { width, height, text } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    let binary = "";
    for (let i = 0; i < data.length; i += 8192) {
      binary += String.fromCharCode(...data.subarray(i, i + 8192));
    }
    return { width: bitmap.width, height: bitmap.height, text: btoa(binary) };
  }, png.toString("base64"));
  await page.close();
  return { width, height, rgba: Buffer.from(text, "base64") };
}

function nearest(palette, [r, g, b]) {
  let best = 0;
  let least = Infinity;
  palette.forEach((colour, i) => {
    const far = (colour[0] - r) ** 2 + (colour[1] - g) ** 2 + (colour[2] - b) ** 2;
    if (far >= least) return;
    least = far;
    best = i;
  });
  return best;
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const made = Buffer.alloc(data.length + 12);
  made.writeUInt32BE(data.length, 0);
  body.copy(made, 4);
  made.writeUInt32BE(crc32(body), data.length + 8);
  return made;
}
