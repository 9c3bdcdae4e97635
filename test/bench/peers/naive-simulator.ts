/** What one writes in an afternoon: a binary heap of objects, each with a closure. Keeps ties in order. */

interface Entry {
  readonly at: number;
  readonly sequence: number;
  readonly action: () => void;
}

export class NaiveSimulator {
  now = 0;
  readonly #heap: Entry[] = [];
  #sequence = 0;

  schedule(delay: number, action: () => void): void {
    const entry = { at: this.now + delay, sequence: this.#sequence++, action };
    const heap = this.#heap;
    heap.push(entry);
    let i = heap.length - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!isBefore(entry, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = entry;
  }

  run(limit: number): void {
    for (let i = 0; i < limit; i++) {
      const entry = this.#pop();
      if (entry === undefined) return;
      this.now = entry.at;
      entry.action();
    }
  }

  #pop(): Entry | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let i = 0;
    for (let child = 1; child < heap.length; child = 2 * i + 1) {
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
    return first;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}
