/**
 * The points of a sweep: the full grid, or a space-filling design.
 *
 * Latin hypercube (M. D. McKay, R. J. Beckman and W. J. Conover, 1979): with n points each dimension is cut into n equal
 * strata, each stratum of each dimension holds exactly one point, at a random place in it. Every dimension draws
 * from a stream of its own, named after its path, so one more dimension changes nothing in the others.
 */
import { Streams } from "../../random/streams.js";
import { rangeAt } from "../../scenario/levels/range.js";
import type { Dimension } from "./vary.js";

/** One value a dimension, in the order of the dimensions. */
export type Point = readonly string[];

/** How many points a grid has. */
export function gridSize(dimensions: readonly Dimension[]): number {
  return dimensions.reduce((size, { levels }) => size * levels.length, 1);
}

/** All combinations; the last dimension changes fastest. */
export function gridPoints(dimensions: readonly Dimension[]): Point[] {
  return dimensions.reduce<Point[]>(
    (points, { levels }) => points.flatMap((point) => levels.map((level) => [...point, level])),
    [[]],
  );
}

export function latinHypercube(
  dimensions: readonly Dimension[],
  count: number,
  seed: number,
): Point[] {
  const streams = new Streams(seed);
  const columns = dimensions.map((dimension) => {
    const stream = streams.stream(`latin hypercube ${dimension.path}`);
    const strata = Array.from({ length: count }, (_, i) => i);
    // Fisher and Yates.
    for (let i = count - 1; i > 0; i--) {
      const j = stream.integer(i + 1);
      [strata[i], strata[j]] = [strata[j]!, strata[i]!];
    }
    return strata.map((stratum) => valueAt(dimension, (stratum + stream.uniform()) / count));
  });
  return Array.from({ length: count }, (_, i) => columns.map((column) => column[i]!));
}

/** @param share 0 to below 1 */
function valueAt({ levels, range }: Dimension, share: number): string {
  if (range !== undefined) return rangeAt(range, share);
  return levels[Math.min(levels.length - 1, Math.floor(share * levels.length))]!;
}
