/** Tells a pointer that moves from a page that moves below it: a browser reports both alike. */
export class PointerWatch {
  #x = NaN;
  #y = NaN;

  hasMoved({ screenX, screenY }: PointerEvent): boolean {
    const isElsewhere = screenX !== this.#x || screenY !== this.#y;
    this.#x = screenX;
    this.#y = screenY;
    return isElsewhere;
  }
}

/** One for the page, because there is one pointer. */
export const pointer = new PointerWatch();
