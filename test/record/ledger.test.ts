import { describe, expect, test } from "vitest";
import { CohortQueue } from "../../src/model/cohorts.js";
import { DestinationBook, Ranges, type PresentEvents } from "../../src/record/ledger.js";

const ORIGIN = 0;
const ALL = (): boolean => true;

function queueOf(...ranges: readonly (readonly [first: number, end: number])[]): CohortQueue {
  const queue = new CohortQueue();
  for (const [first, end] of ranges) queue.push(ORIGIN, first, end - first, 0, 0, end - first);
  return queue;
}

function present(generated: number, held: CohortQueue, waiting: CohortQueue): PresentEvents {
  const heldRanges = new Ranges();
  heldRanges.add(held, ALL);
  const waitingRanges = new Ranges();
  waitingRanges.add(waiting, ALL);
  return {
    generated: [{ origin: ORIGIN, count: generated }],
    held: heldRanges,
    waiting: waitingRanges,
  };
}

const nobody = (): void => undefined;

describe("ledger of one destination", () => {
  test("every event is in the first class that is true of it", () => {
    // 0–9 delivered (0–4 twice), 10–19 held (and a copy of 5–14 upstream), 20–29 at the server (and a held
    // copy of 18–21), 30–34 dropped, 35–39 lost.
    const book = new DestinationBook("d");
    book.deliver(ORIGIN, 0, 10);
    book.deliver(ORIGIN, 0, 5);
    book.drop(3, ORIGIN, 30, 5);
    book.lose(4, ORIGIN, 33, 7);
    const held = queueOf([10, 20], [5, 15], [18, 22]);
    const ledger = book.settle(present(40, held, queueOf([20, 30])), nobody);
    expect(ledger).toMatchObject({
      generated: 40,
      delivered: 10,
      copies: 5,
      held: 12,
      waiting: 8,
      dropped: 5,
      lost: 5,
      balances: true,
    });
    expect(ledger.droppedBy).toEqual([{ part: 3, events: 5 }]);
    expect(ledger.lostBy).toEqual([{ part: 4, events: 5 }]);
  });

  test("an event that vanished without a report does not balance", () => {
    const book = new DestinationBook("d");
    book.deliver(ORIGIN, 0, 10);
    const ledger = book.settle(present(20, queueOf([11, 20]), queueOf()), nobody);
    expect(ledger.balances).toBe(false);
  });

  test("an event that was never generated does not balance", () => {
    const book = new DestinationBook("d");
    book.deliver(ORIGIN, 0, 11);
    expect(book.settle(present(10, queueOf(), queueOf()), nobody).balances).toBe(false);
  });

  test("what is delivered to files still open is not readable yet", () => {
    const book = new DestinationBook("d");
    book.expectReadable();
    book.deliver(ORIGIN, 0, 10);
    book.makeReadable(ORIGIN, 0, 4);
    expect(book.settle(present(10, queueOf(), queueOf()), nobody).notYetReadable).toBe(6);
  });

  test("those who are not delivered are told with the middle of their births", () => {
    const book = new DestinationBook("d");
    const held = new CohortQueue();
    held.push(ORIGIN, 0, 4, 10, 30, 4);
    const ages: [number, number][] = [];
    book.settle(present(4, held, queueOf()), (born, events) => ages.push([born, events]));
    expect(ages).toEqual([[20, 4]]);
  });
});
