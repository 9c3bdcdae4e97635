/**
 * The cheapest point of a grid that is good, when more of any setting never makes a good point bad.
 *
 * 1. From a hint upwards, all settings together, in doubling steps, to a point that is good.
 * 2. Downwards, one setting after another, the one that can save most first, to the least level that is good. Since
 *    more is never worse, no single setting can be lowered further afterwards.
 * 3. Among the cheaper points that no bad point excludes (one that is nowhere above a bad one) the largest is tried; a
 *    good one is the start of another descent, a bad one excludes all below it. Until there is none, or enough are tried.
 *    Of a grid that is too large to be gone through these are the exchanges of two settings: one lower in doubling steps,
 *    another as much higher as still costs less.
 *
 * Who asks evaluates: the search is a generator that yields points and is told whether each is good.
 */

/** A level of each setting, 0 the least. */
export type Point = readonly number[];

export interface Space {
  /** Levels of each setting. */
  readonly sizes: readonly number[];
  /** More of any setting never costs less. */
  readonly costOf: (point: Point) => number;
}

export interface SearchOptions {
  /** Where to begin; the middle without it. */
  readonly hint?: Point;
  /** Most points that step 3 tries. */
  readonly mostExchanges: number;
  /** Points that step 3 need not try. */
  readonly isExcluded?: (point: Point) => boolean;
}

export interface SearchEnd {
  /** null: not even the largest point is good. */
  readonly best: Point | null;
  /** Cheaper points that are neither tried nor excluded; null: too many to count, and two settings were exchanged alone. */
  readonly open: number | null;
}

/** More points than this are not counted one by one. */
export const MOST_COUNTED = 50_000;

export function* searchCheapest(
  space: Space,
  options: SearchOptions,
): Generator<Point, SearchEnd, boolean> {
  const known = new Known();
  const isGood = function* (point: Point): Generator<Point, boolean, boolean> {
    const before = known.of(point);
    if (before !== undefined) return before;
    const good = yield point;
    known.add(point, good);
    return good;
  };
  let best = yield* grow(space, options.hint ?? middle(space), isGood);
  if (best === undefined) return { best: null, open: 0 };
  best = yield* descend(space, best, isGood);
  const isCounted = sizeOf(space) <= MOST_COUNTED;
  for (let tries = 0; ; tries++) {
    const points = isCounted ? allPoints(space) : exchangesOf(space, best);
    const open = cheaperOpen(space, best, known, points, options.isExcluded);
    const next = largest(open);
    if (next === undefined || tries >= options.mostExchanges) {
      return { best, open: isCounted ? open.length : null };
    }
    if (yield* isGood(next)) best = yield* descend(space, next, isGood);
  }
}

type IsGood = (point: Point) => Generator<Point, boolean, boolean>;

function* grow(
  { sizes }: Space,
  hint: Point,
  isGood: IsGood,
): Generator<Point, Point | undefined, boolean> {
  for (let step = 0; ; step = Math.max(1, step * 2)) {
    const point = hint.map((level, i) => Math.min(sizes[i]! - 1, level + step));
    if (yield* isGood(point)) return point;
    if (point.every((level, i) => level === sizes[i]! - 1)) return undefined;
  }
}

function* descend(space: Space, from: Point, isGood: IsGood): Generator<Point, Point, boolean> {
  let best = from;
  const savings = from.map((_, i) => space.costOf(from) - space.costOf(withLevel(from, i, 0)));
  const order = [...from.keys()].sort((a, b) => savings[b]! - savings[a]!);
  for (const i of order) best = withLevel(best, i, yield* leastGood(best, i, isGood));
  return best;
}

/** In doubling steps down from a good point, then by halving between a bad level and a good one. */
function* leastGood(point: Point, i: number, isGood: IsGood): Generator<Point, number, boolean> {
  let good = point[i]!;
  let bad = -1;
  for (let step = 1; good > 0; step *= 2) {
    const level = Math.max(0, good - step);
    if (!(yield* isGood(withLevel(point, i, level)))) {
      bad = level;
      break;
    }
    good = level;
  }
  while (good - bad > 1) {
    const level = Math.floor((good + bad) / 2);
    if (yield* isGood(withLevel(point, i, level))) good = level;
    else bad = level;
  }
  return good;
}

/** What follows from the points that were evaluated. */
class Known {
  readonly #good: Point[] = [];
  readonly #bad: Point[] = [];

  add(point: Point, isGood: boolean): void {
    (isGood ? this.#good : this.#bad).push(point);
  }

  of(point: Point): boolean | undefined {
    if (this.#bad.some((bad) => isWithin(point, bad))) return false;
    return this.#good.some((good) => isWithin(good, point)) ? true : undefined;
  }
}

/** Whether `a` has no more of anything than `b`. */
export function isWithin(a: Point, b: Point): boolean {
  return a.every((level, i) => level <= b[i]!);
}

export function withLevel(point: Point, i: number, level: number): Point {
  return point.map((old, j) => (j === i ? level : old));
}

export function sizeOf({ sizes }: Space): number {
  return sizes.reduce((product, size) => product * size, 1);
}

function middle({ sizes }: Space): Point {
  return sizes.map((size) => Math.floor(size / 2));
}

/** Points that cost less than the best, or as much with less of some setting, and of which nothing is known. */
function cheaperOpen(
  space: Space,
  best: Point,
  known: Known,
  points: Iterable<Point>,
  isExcluded: SearchOptions["isExcluded"],
): Point[] {
  const cost = space.costOf(best);
  const open: Point[] = [];
  for (const point of points) {
    if (space.costOf(point) >= cost || known.of(point) !== undefined) continue;
    if (isExcluded?.(point) !== true) open.push(point);
  }
  return open;
}

/** One setting lower in doubling steps, another as high as costs less than the best. */
function* exchangesOf(space: Space, best: Point): Generator<Point> {
  const cost = space.costOf(best);
  for (const [i, level] of best.entries()) {
    for (let step = 1; level > 0; step *= 2) {
      const lower = withLevel(best, i, Math.max(0, level - step));
      for (const j of best.keys()) if (j !== i) yield* raisedBelow(space, lower, j, cost);
      if (step >= level) break;
    }
  }
}

/** A point with one setting as high as costs less than so much; none where that is not higher. */
function* raisedBelow(space: Space, point: Point, j: number, cost: number): Generator<Point> {
  let [low, high] = [point[j]!, space.sizes[j]!];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (space.costOf(withLevel(point, j, middle)) < cost) low = middle;
    else high = middle;
  }
  if (low > point[j]!) yield withLevel(point, j, low);
}

function* allPoints({ sizes }: Space): Generator<Point> {
  const point = sizes.map(() => 0);
  for (;;) {
    yield [...point];
    let i = sizes.length - 1;
    while (i >= 0 && point[i] === sizes[i]! - 1) point[i--] = 0;
    if (i < 0) return;
    point[i]! += 1;
  }
}

/** Of those with the most levels together: nothing else that is open lies above it. */
function largest(points: readonly Point[]): Point | undefined {
  let most = -1;
  let found: Point | undefined;
  for (const point of points) {
    const sum = point.reduce((total, level) => total + level, 0);
    if (sum <= most) continue;
    most = sum;
    found = point;
  }
  return found;
}
