// Proposes the few box sizes that suit a history of orders best. For every footprint the height each order needs is found
// once, by packing it under an open sky; a box of that footprint holds every order that needs no more than its height. So
// sets of boxes are compared without packing again: greedily first, then by exchanging one box for another until nothing
// helps (the p-median problem with greedy start and interchange: Teitz and Bart, Operations Research 16 (1968)).
import { fillBox } from './fill-box';
import { type Piece, type Size, volumeOf } from './goods';

export type SizeQuestion = {
  /** Pieces of each order. */
  orders: readonly (readonly Piece[])[];
  /** Kept free along every side of the box of each order, millimetres; left out: nothing. */
  sideMm?: readonly number[];
  /** Sizes that are candidates too, the last ones of all; left out: none. */
  given?: readonly Size[];
  /** How many sizes. */
  count: number;
  /** What an order costs in a box of this inner size, in any unit; smaller boxes must not cost more than larger ones. */
  costOf: (inner: Size, orderGrams: number) => number;
  /** Weight of goods that no box may exceed, grams. */
  maxGrams: number;
  /** The largest inner size there may be. */
  largest: Size;
  /** Lengths are whole multiples of this, millimetres. */
  step: number;
};

export type SizeProposal = {
  sizes: Size[];
  /** Costs of all orders that fit one box of the proposal, and how many do not: these need several boxes. */
  cost: number;
  severalBoxes: number;
};

export type SizeProgress = { done: number; of: number } | SizeProposal;

/** Weight of one more order that needs several boxes: twice what the largest box costs it. */
const severalFactor = 2;
/** Footprints looked at. */
const footprints = 48;

/** Orders measured once: what sets of boxes are compared by, however many boxes a set has. */
export type Measured = {
  candidates: readonly Candidate[];
  /** By candidate and order; infinite where the order does not fit. */
  costs: readonly Float64Array[];
  /** What an order costs that fits no box of a set. */
  several: Float64Array;
};

/** Yields progress order by order while heights are found, then ever better proposals, the last of which is the answer. */
export function* proposeSizes(question: SizeQuestion): Generator<SizeProgress, SizeProposal> {
  const measured = yield* measureOrders(question);
  return yield* chooseSizes(measured, question.count);
}

export function* measureOrders(
  question: Omit<SizeQuestion, 'count'>,
): Generator<{ done: number; of: number }, Measured> {
  const given = question.given ?? [];
  const bases = [...footprintsOf(question), ...given];
  const { orders } = question;
  const grams = orders.map((pieces) => pieces.reduce((sum, piece) => sum + piece.grams, 0));
  const heights: Float64Array[] = bases.map(() => new Float64Array(orders.length));
  for (const [order, pieces] of orders.entries()) {
    const freeMm = 2 * (question.sideMm?.[order] ?? 0);
    for (const [at, base] of bases.entries())
      (heights[at] as Float64Array)[order] =
        (grams[order] as number) > question.maxGrams
          ? Number.POSITIVE_INFINITY
          : heightIn(base, question, pieces, freeMm);
    if (order % 50 === 49) yield { done: order + 1, of: orders.length };
  }
  const found = bases.length - given.length;
  const candidates = [
    ...candidatesOf(bases.slice(0, found), heights, question),
    ...given.map((size, at) => ({ size, base: found + at })),
  ];
  const several = Float64Array.from(
    grams,
    (weight) => severalFactor * question.costOf(question.largest, weight),
  );
  const costs = candidates.map(({ size, base }) => {
    const needed = heights[base] as Float64Array;
    return Float64Array.from(needed, (height, order) =>
      height <= size.height ? question.costOf(size, grams[order] as number) : Number.POSITIVE_INFINITY,
    );
  });
  return { candidates, costs, several };
}

/**
 * Ever better sets of so many boxes, the last of which is the answer.
 *
 * @param fixed candidates that are in every set
 */
export function* chooseSizes(
  { candidates, costs, several }: Measured,
  count: number,
  fixed: readonly number[] = [],
): Generator<SizeProposal, SizeProposal> {
  const orders = several.length;
  const total = (chosen: readonly number[]): number => {
    let sum = 0;
    for (let order = 0; order < orders; order += 1) {
      let least = several[order] as number;
      for (const candidate of chosen)
        least = Math.min(least, (costs[candidate] as Float64Array)[order] as number);
      sum += least;
    }
    return sum;
  };
  const proposal = (chosen: readonly number[], cost: number): SizeProposal => ({
    sizes: chosen.map((candidate) => (candidates[candidate] as Candidate).size),
    cost,
    severalBoxes: several.filter((_, order) =>
      chosen.every((candidate) => (costs[candidate] as Float64Array)[order] === Number.POSITIVE_INFINITY),
    ).length,
  });
  const chosen: number[] = [...fixed];
  let best = total(chosen);
  while (chosen.length < Math.min(count, candidates.length)) {
    let pick = -1;
    for (let candidate = 0; candidate < candidates.length; candidate += 1) {
      const cost = total([...chosen, candidate]);
      if (cost < best || pick < 0) [best, pick] = [cost, candidate];
    }
    chosen.push(pick);
    yield proposal(chosen, best);
  }
  for (let isBetter = true; isBetter; ) {
    isBetter = false;
    for (let at = fixed.length; at < chosen.length; at += 1)
      for (let candidate = 0; candidate < candidates.length; candidate += 1) {
        const tried = chosen.with(at, candidate);
        const cost = total(tried);
        if (cost >= best - 1e-9) continue;
        chosen[at] = candidate;
        best = cost;
        isBetter = true;
        yield proposal(chosen, best);
      }
  }
  return proposal(chosen, best);
}

type Candidate = { base: number; size: Size };

/** Rounded up to the step. */
function up(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

/** The commonest footprints of single pieces and of two beside each other, and the largest box's. */
function footprintsOf({
  orders,
  largest,
  step,
  sideMm,
}: Omit<SizeQuestion, 'count'>): { length: number; width: number }[] {
  const seen = new Map<string, number>();
  let free = 0;
  const add = (a: number, b: number): void => {
    const [length, width] = [up(Math.max(a, b) + free, step), up(Math.min(a, b) + free, step)];
    if (length > largest.length || width > largest.width) return;
    const key = `${length} ${width}`;
    seen.set(key, (seen.get(key) ?? 0) + 1);
  };
  for (const [order, pieces] of orders.entries()) {
    free = 2 * (sideMm?.[order] ?? 0);
    const longest = pieces.reduce((most, piece) => Math.max(most, ...edges(piece)), 0);
    for (const piece of pieces) {
      const [l, m, s] = edges(piece);
      if (l < longest) continue;
      add(l, m);
      add(l, s);
      add(l, 2 * s);
      add(l, 2 * m);
      add(l * 2, m);
    }
  }
  const common = [...seen]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, footprints)
    .map(([key]) => {
      const [length = 0, width = 0] = key.split(' ').map(Number);
      return { length, width };
    });
  return [...common, { length: largest.length, width: largest.width }];
}

function heightIn(
  base: { length: number; width: number },
  { largest, maxGrams }: Omit<SizeQuestion, 'count'>,
  pieces: readonly Piece[],
  freeMm: number,
): number {
  const room = {
    length: base.length - freeMm,
    width: base.width - freeMm,
    height: largest.height - freeMm,
  };
  if (room.length <= 0 || room.width <= 0 || room.height <= 0) return Number.POSITIVE_INFINITY;
  const order = pieces
    .map((_, index) => index)
    .sort((a, b) => volumeOf(pieces[b] as Piece) - volumeOf(pieces[a] as Piece) || a - b);
  let least = Number.POSITIVE_INFINITY;
  for (const rule of ['lowest', 'flattest'] as const) {
    const { placements, left } = fillBox(room, maxGrams, pieces, order, rule);
    if (left.length === 0)
      least = Math.min(least, placements.reduce((top, { z, dz }) => Math.max(top, z + dz), 0) + freeMm);
  }
  return least;
}

/** Of each footprint up to a dozen heights, those up to which equally many orders more fit. */
function candidatesOf(
  bases: readonly { length: number; width: number }[],
  heights: readonly Float64Array[],
  { step }: Pick<SizeQuestion, 'step'>,
): Candidate[] {
  return bases.flatMap((footprint, base) => {
    const needed = [...(heights[base] as Float64Array)]
      .filter(Number.isFinite)
      .map((height) => up(height, step))
      .sort((a, b) => a - b);
    const chosen = new Set<number>();
    for (let part = 1; part <= 12 && needed.length > 0; part += 1)
      chosen.add(needed[Math.ceil((part * needed.length) / 12) - 1] as number);
    return [...chosen].map((height) => ({ base, size: { ...footprint, height } }));
  });
}

function edges({ length, width, height }: Size): [number, number, number] {
  return [length, width, height].sort((a, b) => b - a) as [number, number, number];
}
