/** Texts within a PNG: `iTXt` chunks (PNG, third edition, 11.3.3.4), uncompressed. Bytes in, bytes out. */

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
const NOT_COMPRESSED = [0, 0];

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => bytes[i] === byte);
}

/** @returns the PNG with a text more, before its end */
export function withText(png: Uint8Array, keyword: string, text: string): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  // Keyword, 0, no compression, no language, no translation of the keyword, the text.
  const data = Uint8Array.from([
    ...encoder.encode(keyword),
    0,
    ...NOT_COMPRESSED,
    0,
    0,
    ...encoder.encode(text),
  ]);
  const chunk = chunkOf("iTXt", data);
  const end = [...chunks(png)].find(({ type }) => type === "IEND")?.at ?? png.length;
  const made = new Uint8Array(png.length + chunk.length);
  made.set(png.subarray(0, end));
  made.set(chunk, end);
  made.set(png.subarray(end), end + chunk.length);
  return made;
}

/** @returns the text under a keyword; undefined where there is none */
export function textOf(png: Uint8Array, keyword: string): string | undefined {
  const decoder = new TextDecoder();
  for (const { type, data } of chunks(png)) {
    if (type !== "iTXt") continue;
    const name = data.indexOf(0);
    if (decoder.decode(data.subarray(0, name)) !== keyword || data[name + 1] !== 0) continue;
    const language = data.indexOf(0, name + 3);
    const translated = data.indexOf(0, language + 1);
    return decoder.decode(data.subarray(translated + 1));
  }
  return undefined;
}

interface Chunk {
  readonly at: number;
  readonly type: string;
  readonly data: Uint8Array;
}

function* chunks(png: Uint8Array): Generator<Chunk> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  let at = SIGNATURE.length;
  while (at + 12 <= png.length) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    yield { at, type, data: png.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

function chunkOf(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) chunk[4 + i] = type.charCodeAt(i);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

/** CRC-32 of ISO 3309, as PNG wants it. */
function crc(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
