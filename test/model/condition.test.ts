/** Goal: who waits for a part or a link goes on once, in order, and not for a wait given up. Method: waiters by name. */
import { describe, expect, test } from "vitest";
import { Condition } from "../../src/model/condition.js";
import { Link } from "../../src/model/link.js";

/** A waiter that can wait for both, and writes its name down. */
function waiter(name: string, calls: string[]) {
  const note = (): void => {
    calls.push(name);
  };
  return { onAnsweringAgain: note, onHealed: note };
}

describe("who left and waits again stands at the end, and goes on once", () => {
  test("for a part that hangs", () => {
    const calls: string[] = [];
    const [a, b, c] = [waiter("a", calls), waiter("b", calls), waiter("c", calls)];
    const condition = new Condition();
    condition.hang();
    for (const each of [a, b, c]) condition.wait(each);
    condition.leave(a);
    condition.leave(b);
    condition.wait(a);
    condition.answerAgain();
    condition.answerAgain();
    expect(calls).toEqual(["c", "a"]);
  });

  test("for a link that is partitioned", () => {
    const calls: string[] = [];
    const [a, b, c] = [waiter("a", calls), waiter("b", calls), waiter("c", calls)];
    const link = new Link(0, undefined);
    link.partition();
    for (const each of [a, b, c]) link.wait(each);
    link.leave(a);
    link.leave(b);
    link.wait(a);
    link.heal();
    link.heal();
    expect(calls).toEqual(["c", "a"]);
  });
});
