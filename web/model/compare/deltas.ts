/** Two runs number by number: B − A, and whether that is better. */
import type { Headline } from "./headlines.js";

export type Judgement = "better" | "worse" | "equal" | "differs" | "unknown";

export interface Delta {
  readonly id: string;
  readonly name: string;
  readonly form: Headline["form"];
  readonly a: number | undefined;
  readonly b: number | undefined;
  /** B − A; undefined where one of them has no value. */
  readonly difference: number | undefined;
  /** Of A: 0.1 is ten per cent more; undefined where A is 0 or there is no difference to tell. */
  readonly share: number | undefined;
  /** Of B against A. */
  readonly judgement: Judgement;
}

/** @param within share of A up to which the two are taken as equal */
export function deltasOf(a: readonly Headline[], b: readonly Headline[], within: number): Delta[] {
  const inB = new Map(b.map((headline) => [headline.id, headline]));
  const inA = new Set(a.map(({ id }) => id));
  const onlyInB = b.filter(({ id }) => !inA.has(id));
  return [
    ...a.map((headline) => delta(headline, headline, inB.get(headline.id), within)),
    ...onlyInB.map((headline) => delta(headline, undefined, headline, within)),
  ];
}

function delta(
  { id, name, form, better, missing }: Headline,
  ofA: Headline | undefined,
  ofB: Headline | undefined,
  within: number,
): Delta {
  const a = ofA?.value;
  const b = ofB?.value;
  const difference = a === undefined || b === undefined ? undefined : b - a;
  const share = difference === undefined || a === 0 ? undefined : difference / a!;
  // A layer that only one of the two has cannot be judged.
  const judgement =
    ofA === undefined || ofB === undefined
      ? "unknown"
      : difference === undefined
        ? withoutValue(a, b, missing)
        : judge(difference, Math.abs(difference) <= within * Math.abs(a!), better);
  return { id, name, form, a, b, difference, share, judgement };
}

function judge(difference: number, isEqual: boolean, better: Headline["better"]): Judgement {
  if (isEqual) return "equal";
  if (better === "none") return "differs";
  return difference < 0 === (better === "less") ? "better" : "worse";
}

function withoutValue(
  a: number | undefined,
  b: number | undefined,
  missing: Headline["missing"],
): Judgement {
  if (missing === "unknown") return "unknown";
  if (a === undefined && b === undefined) return "equal";
  return (b === undefined) === (missing === "best") ? "better" : "worse";
}
