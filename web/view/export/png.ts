/** A figure as PNG, twice as fine as the screen, with what it takes to run it again. */
import { withText } from "../../model/png-text.js";
import { PNG_KEYWORD } from "../../shell/open-file.js";
import { say } from "../../text/say.js";
import type { Figure } from "./figure.js";

/** Pixels of the picture a pixel of the figure. */
export const SCALE = 2;

/** @param carried what opens the run again (JSON); undefined: nothing is known that would */
export async function pngOf(
  { svg, width, height }: Figure,
  carried: string | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image(width * SCALE, height * SCALE);
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob>((resolve, reject) => {
      canvas.toBlob((made) => {
        if (made === null)
          reject(new Error(say("the browser could not make the picture: it may be too large")));
        else resolve(made);
      }, "image/png");
    });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return carried === undefined ? bytes : withText(bytes, PNG_KEYWORD, carried);
  } finally {
    URL.revokeObjectURL(url);
  }
}
