// Chooses boxes for the pieces of an order: the cheapest one that takes all; else as few as can be, then the cheapest such.
// Every plan is found by trying orders of the pieces, so it is good, not proven best; it always obeys the rules.
import { seededDraw, drawBelow } from '../routing/seeded';
import { type Filled, fillBox, type FillRule } from './fill-box';
import { type BoxType, type Piece, type Placement, volumeOf } from './goods';

export type PackedBox = { box: BoxType; placements: Placement[] };

export type BoxChoice = {
  boxes: PackedBox[];
  /** Indices of pieces that no box takes, alone neither. */
  unboxable: number[];
};

export type BoxRules = {
  /** Costs of a box, in any unit; the least is taken. Default: its outer volume. */
  costOf?: (box: BoxType) => number;
  /** Pairs of hazard classes that do not share a box. */
  apart?: readonly (readonly [string, string])[];
  /** Orders of pieces tried beside the four usual ones; more is slower and seldom better. */
  extraTries?: number;
  seed?: number;
  /** Ways tried for each box at most, those that serve most often first; left out: all of them. */
  mostTries?: number;
};

/** Plans kept while boxes are added one by one. */
const beam = 4;

export function chooseBoxes(
  pieces: readonly Piece[],
  types: readonly BoxType[],
  rules: BoxRules = {},
): BoxChoice {
  const costOf = rules.costOf ?? (({ outer }: BoxType) => volumeOf(outer));
  const sorted = [...types].sort((a, b) => costOf(a) - costOf(b));
  const packer = new Packer(pieces, sorted, rules);
  const all = pieces.map((_, index) => index);
  const unboxable = all.filter((index) => packer.inOne([index]) === null);
  const boxes: PackedBox[] = [];
  for (const group of groupsOf(
    pieces,
    all.filter((index) => !unboxable.includes(index)),
    rules,
  ))
    boxes.push(...packer.inFew(group, costOf));
  return { boxes, unboxable };
}

/** Pieces that may share a box: those that ship alone are groups of one, hazard classes that may not meet are parted. */
function groupsOf(
  pieces: readonly Piece[],
  indices: readonly number[],
  { apart = [] }: BoxRules,
): number[][] {
  const groups: number[][] = [];
  const shared: { members: number[]; classes: Set<string> }[] = [];
  // Pieces with a class first, so that those without one join a group that is there.
  const sorted = [...indices].sort(
    (a, b) =>
      Number(pieces[b]?.hazardClass !== undefined) - Number(pieces[a]?.hazardClass !== undefined) || a - b,
  );
  for (const index of sorted) {
    const piece = pieces[index] as Piece;
    if (piece.isAlone) {
      groups.push([index]);
      continue;
    }
    const mayMeet = (classes: ReadonlySet<string>): boolean =>
      !apart.some(
        ([a, b]) =>
          (piece.hazardClass === a && classes.has(b)) || (piece.hazardClass === b && classes.has(a)),
      );
    let group = shared.find(({ classes }) => mayMeet(classes));
    if (!group) {
      group = { members: [], classes: new Set() };
      shared.push(group);
    }
    group.members.push(index);
    if (piece.hazardClass !== undefined) group.classes.add(piece.hazardClass);
  }
  return [...groups, ...shared.map(({ members }) => members)];
}

type Plan = { boxes: PackedBox[]; rest: number[]; restVolume: number; cost: number };

class Packer {
  /** By piece: the first piece that is just like it. Orders that differ only in which of them comes first are one. */
  private readonly kinds: number[];

  constructor(
    private readonly pieces: readonly Piece[],
    /** Cheapest first. */
    private readonly types: readonly BoxType[],
    private readonly rules: BoxRules,
  ) {
    const firsts = new Map<string, number>();
    this.kinds = pieces.map((piece, index) => {
      const words = JSON.stringify([
        piece.length,
        piece.width,
        piece.height,
        piece.grams,
        piece.isUpright,
        piece.bearsGramsPerM2,
      ]);
      const first = firsts.get(words) ?? index;
      firsts.set(words, first);
      return first;
    });
  }

  /** All of them in the cheapest box that takes them; null when none does. */
  inOne(indices: readonly number[]): PackedBox | null {
    const tries = this.triesFor(indices);
    for (const box of this.types) {
      if (!this.mayFit(box, indices)) continue;
      for (const { order, rule } of tries) {
        const filled = this.fill(box, order, rule);
        if (filled.left.length === 0) return { box, placements: filled.placements };
      }
    }
    return null;
  }

  /** As few boxes as can be found, among those the cheapest. Each piece must fit into some box. */
  inFew(indices: readonly number[], costOf: (box: BoxType) => number): PackedBox[] {
    if (indices.length === 0) return [];
    let plans: Plan[] = [{ boxes: [], rest: [...indices], restVolume: this.volume(indices), cost: 0 }];
    for (;;) {
      let best: Plan | null = null;
      for (const plan of plans) {
        const last = this.inOne(plan.rest);
        if (!last) continue;
        const boxes = [...plan.boxes.map((each) => this.inSmaller(each, costOf)), last];
        const cost = boxes.reduce((sum, { box }) => sum + costOf(box), 0);
        if (best === null || cost < best.cost) best = { boxes, rest: [], restVolume: 0, cost };
      }
      if (best) return best.boxes;
      const next = new Map<string, Plan>();
      for (const plan of plans) {
        for (const box of this.types) {
          for (const { order, rule } of this.triesFor(plan.rest)) {
            const filled = this.fill(box, order, rule);
            if (filled.placements.length === 0) continue;
            const key = `${box.boxId} ${[...filled.left].sort((a, b) => a - b).join()} ${plan.boxes.map((each) => each.box.boxId).join()}`;
            if (next.has(key)) continue;
            next.set(key, {
              boxes: [...plan.boxes, { box, placements: filled.placements }],
              rest: filled.left,
              restVolume: this.volume(filled.left),
              cost: plan.cost + costOf(box),
            });
          }
        }
      }
      plans = [...next.values()]
        .sort((a, b) => a.restVolume - b.restVolume || a.cost - b.cost)
        .slice(0, beam);
    }
  }

  /** What lies in it, in a cheaper box if one takes it. */
  private inSmaller(packed: PackedBox, costOf: (box: BoxType) => number): PackedBox {
    const smaller = this.inOne(packed.placements.map(({ piece }) => piece));
    return smaller && costOf(smaller.box) < costOf(packed.box) ? smaller : packed;
  }

  private fill(box: BoxType, order: readonly number[], rule: FillRule): Filled {
    return fillBox(box.inner, box.maxGrams - box.grams, this.pieces, order, rule, box.maxFill);
  }

  private volume(indices: readonly number[]): number {
    return indices.reduce((sum, index) => sum + volumeOf(this.pieces[index] as Piece), 0);
  }

  /** Volume, weight and longest edges; says no only where it cannot be. */
  private mayFit(box: BoxType, indices: readonly number[]): boolean {
    let [volume, grams] = [0, 0];
    const [a, b, c] = edges(box.inner);
    for (const index of indices) {
      const piece = this.pieces[index] as Piece;
      volume += volumeOf(piece);
      grams += piece.grams;
      const [l, m, s] = edges(piece);
      if (l > a || m > b || s > c) return false;
    }
    return volume <= (box.maxFill ?? volumeOf(box.inner)) && grams <= box.maxGrams - box.grams;
  }

  private triesFor(indices: readonly number[]): { order: number[]; rule: FillRule }[] {
    const by = (value: (piece: Piece) => number): number[] =>
      [...indices].sort(
        (a, b) =>
          bearing(this.pieces[b]) - bearing(this.pieces[a]) ||
          value(this.pieces[b] as Piece) - value(this.pieces[a] as Piece) ||
          a - b,
      );
    const orders = [
      by(volumeOf),
      by((piece) => edges(piece)[0] * 1e6 + edges(piece)[1]),
      by((piece) => edges(piece)[0] * edges(piece)[1]),
      by(({ grams }) => grams),
    ];
    const draw = seededDraw(this.rules.seed ?? 1);
    for (let more = 0; more < (this.rules.extraTries ?? 1); more += 1) {
      const order = [...(orders[more % 3] as number[])];
      for (let swaps = 0; swaps < 1 + order.length / 6; swaps += 1) {
        const [i, j] = [drawBelow(draw, order.length), drawBelow(draw, order.length)];
        [order[i], order[j]] = [order[j] as number, order[i] as number];
      }
      orders.push(order);
    }
    const likeness = (order: readonly number[]): string => order.map((index) => this.kinds[index]).join();
    const different = new Map(orders.map((order) => [likeness(order), order]));
    const tries = [...different.values()].flatMap((order) => [
      { order, rule: 'lowest' as const },
      { order, rule: 'flattest' as const },
    ]);
    return tries.slice(0, this.rules.mostTries ?? tries.length);
  }
}

/** What bears little is put in late and what bears nothing last, so that it comes to lie on top. */
function bearing(piece: Piece | undefined): number {
  if (piece?.bearsGramsPerM2 === undefined) return 2;
  return piece.bearsGramsPerM2 === 0 ? 0 : 1;
}

function edges({
  length,
  width,
  height,
}: {
  length: number;
  width: number;
  height: number;
}): [number, number, number] {
  return [length, width, height].sort((a, b) => b - a) as [number, number, number];
}
