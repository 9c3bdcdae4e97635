/**
 * A path as text, short: relative steps of tenths of a pixel. Each is taken between rounded points, so errors
 * do not add up. It is what d3's shapes draw on, as they would on a canvas.
 */

const TENTHS = 10;

export class PathText {
  #text = "";
  #x = 0; // tenths of a pixel
  #y = 0;
  #startX = 0;
  #startY = 0;

  get text(): string {
    return this.#text;
  }

  moveTo(x: number, y: number): void {
    this.#x = Math.round(x * TENTHS);
    this.#y = Math.round(y * TENTHS);
    this.#startX = this.#x;
    this.#startY = this.#y;
    this.#text += `M${pair(this.#x, this.#y)}`;
  }

  lineTo(x: number, y: number): void {
    const dx = Math.round(x * TENTHS) - this.#x;
    const dy = Math.round(y * TENTHS) - this.#y;
    if (dx === 0 && dy === 0) return;
    this.#x += dx;
    this.#y += dy;
    if (dy === 0) this.#text += `h${tenths(dx)}`;
    else if (dx === 0) this.#text += `v${tenths(dy)}`;
    else this.#text += `l${pair(dx, dy)}`;
  }

  closePath(): void {
    this.#x = this.#startX;
    this.#y = this.#startY;
    this.#text += "z";
  }
}

/** A minus sign separates as well as a blank. */
function pair(a: number, b: number): string {
  return b < 0 ? tenths(a) + tenths(b) : `${tenths(a)} ${tenths(b)}`;
}

/** `0.3` → `.3`, `-0.3` → `-.3`, `10.3` as it is. */
function tenths(value: number): string {
  return String(value / TENTHS).replace(/^(-?)0\./, "$1.");
}
