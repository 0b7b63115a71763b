// The shortest tour of a pick area, exact: which way a picker walks and in what order the stops come. Column by column, what
// was walked left of a point is told apart only by the parity of each crossing and by how the pieces hang together
// (Ratliff and Rosenthal 1983 for one block; Roodbergen and de Koster, EJOR 133 (2001), for two; Cambazard and Catusse,
// EJOR 270 (2018), for any number). Classes grow with the cross aisles: up to about eight are quick.
import type { Stop } from './block';
import { checkPlace, type PickArea } from './pick-area';

export type Tour = {
  /** Metres. */
  length: number;
  /** Corner and stop by stop, from the depot back to it; neighbours lie in one aisle or on one cross aisle. */
  path: Stop[];
  /** Indices of the given stops in the order they are come to. */
  order: number[];
};

/** What is walked between two neighbouring crossings of an aisle. */
type AisleMove = 'none' | 'pass' | 'twice' | 'fromRear' | 'fromFront' | 'fromBoth';

/**
 * Of each crossing of the column: 0 is not touched, else 2 x the number of its piece, plus 1 when it is odd. Pieces are
 * numbered 1, 2 ... in the order in which they are met from the front.
 */
type Class = readonly number[];

type Step = {
  cost: number;
  /** The class before, in the map of the step before. */
  from: string;
  move: { in: AisleMove } | { along: readonly number[] } | null;
};
type Layer = Map<string, { kind: Class; step: Step }>;

/**
 * @param stops in any order; several may be at one place
 * @throws RangeError when a stop is not in the area
 */
export function shortestTour(area: PickArea, stops: readonly Stop[]): Tour {
  for (const stop of stops) checkPlace(area, stop);
  if (stops.length === 0) return { length: 0, path: [], order: [] };
  const { aislesAt, crossingsAt, depot } = area;
  const depotPlace = { aisle: depot.aisle, height: crossingsAt[depot.crossing] as number };
  const all = [depotPlace, ...stops];
  const first = Math.min(...all.map(({ aisle }) => aisle));
  const last = Math.max(...all.map(({ aisle }) => aisle));
  const heights = heightsByAisle(all);
  const crossings = crossingsAt.length;

  const untouched: Class = Array.from({ length: crossings }, () => 0);
  let layer: Layer = new Map([
    [untouched.join(), { kind: untouched, step: { cost: 0, from: '', move: null } }],
  ]);
  const layers: { layer: Layer; aisle: number; segment: number | null }[] = [];
  for (let aisle = first; aisle <= last; aisle += 1) {
    if (aisle > first) {
      layer = along(layer, (aislesAt[aisle] as number) - (aislesAt[aisle - 1] as number));
      layers.push({ layer, aisle, segment: null });
    }
    const here = heights.get(aisle) ?? [];
    for (let segment = 0; segment < crossings - 1; segment += 1) {
      const [front, rear] = [crossingsAt[segment] as number, crossingsAt[segment + 1] as number];
      // A stop on a crossing asks only that the crossing is touched.
      const inside = here.filter((height) => height > front && height < rear);
      layer = through(layer, segment, inside, front, rear);
      layers.push({ layer, aisle, segment });
    }
    const touching = crossingsAt.flatMap((at, crossing) => (here.includes(at) ? [crossing] : []));
    if (touching.length > 0) layer = onlyTouching(layer, touching, layers);
  }

  let end: { key: string; cost: number } | null = null;
  for (const [key, { kind, step }] of layer)
    if (
      kind.every((value) => value % 2 === 0) &&
      Math.max(...kind) <= 2 &&
      (end === null || step.cost < end.cost)
    )
      end = { key, cost: step.cost };
  if (end === null) throw new Error('there is no tour: the area has no way between its aisles');
  const passages = readPassages(area, heights, layers, end.key);
  const path = eulerCircuit(passages, depotPlace);
  return { length: end.cost, path, order: orderOf(path, stops) };
}

/** Heights of each aisle's stops, rising, each once. */
function heightsByAisle(stops: readonly Stop[]): Map<number, number[]> {
  const found = new Map<number, Set<number>>();
  for (const { aisle, height } of stops) {
    const known = found.get(aisle) ?? new Set();
    found.set(aisle, known.add(height));
  }
  return new Map([...found].map(([aisle, known]) => [aisle, [...known].sort((a, b) => a - b)]));
}

function better(next: Layer, kind: Class, step: Step): void {
  const key = kind.join();
  const known = next.get(key);
  if (known === undefined || step.cost < known.step.cost) next.set(key, { kind, step });
}

/** Between two neighbouring crossings of an aisle. */
function through(
  layer: Layer,
  segment: number,
  inside: readonly number[],
  front: number,
  rear: number,
): Layer {
  const next: Layer = new Map();
  const moves: AisleMove[] =
    inside.length === 0 ? ['none', 'pass', 'twice'] : ['pass', 'twice', 'fromRear', 'fromFront', 'fromBoth'];
  for (const [from, { kind, step }] of layer)
    for (const move of moves) {
      const cost = step.cost + metresOf(move, inside, front, rear);
      if (cost < Number.POSITIVE_INFINITY)
        better(next, afterMove(kind, segment, move), { cost, from, move: { in: move } });
    }
  return next;
}

function metresOf(move: AisleMove, inside: readonly number[], front: number, rear: number): number {
  const [low, high] = [inside[0] ?? rear, inside.at(-1) ?? front];
  switch (move) {
    case 'none':
      return 0;
    case 'pass':
      return rear - front;
    case 'twice':
      return 2 * (rear - front);
    case 'fromRear':
      return 2 * (rear - low);
    case 'fromFront':
      return 2 * (high - front);
    case 'fromBoth': {
      const gap = largestGap(inside);
      return gap ? 2 * (rear - front - (gap.above - gap.below)) : Number.POSITIVE_INFINITY;
    }
  }
}

/** Two neighbours with the largest gap between them; null of fewer than two. */
function largestGap(heights: readonly number[]): { below: number; above: number } | null {
  let best: { below: number; above: number } | null = null;
  for (let at = 1; at < heights.length; at += 1) {
    const [below, above] = [heights[at - 1] as number, heights[at] as number];
    if (best === null || above - below > best.above - best.below) best = { below, above };
  }
  return best;
}

/** A piece of its own for a crossing that was not touched. */
function touch(kind: number[], crossing: number): void {
  if (kind[crossing] === 0) kind[crossing] = 2 * (kind.length + 1 + crossing);
}

function afterMove(kind: Class, segment: number, move: AisleMove): Class {
  if (move === 'none') return kind;
  const next = [...kind];
  const [front, rear] = [segment, segment + 1];
  if (move !== 'fromRear') touch(next, front);
  if (move !== 'fromFront') touch(next, rear);
  if (move === 'pass' || move === 'twice') {
    const [one, other] = [(next[front] as number) >> 1, (next[rear] as number) >> 1];
    for (const [at, value] of next.entries()) if (value >> 1 === other) next[at] = 2 * one + (value & 1);
  }
  if (move === 'pass') {
    next[front] = (next[front] as number) ^ 1;
    next[rear] = (next[rear] as number) ^ 1;
  }
  return numbered(next);
}

/** Pieces numbered anew in the order in which they are met. */
function numbered(kind: readonly number[]): Class {
  const names = new Map<number, number>();
  return kind.map((value) => {
    if (value === 0) return 0;
    const piece = value >> 1;
    const name = names.get(piece) ?? names.size + 1;
    names.set(piece, name);
    return 2 * name + (value & 1);
  });
}

/** To the next aisle: an odd crossing is left once, an even one twice or not at all; no piece may be left behind. */
function along(layer: Layer, width: number): Layer {
  const next: Layer = new Map();
  for (const [from, { kind, step }] of layer) {
    const pieces = Math.max(...kind) >> 1;
    const isNothing = pieces === 0;
    const even = kind.flatMap((value, crossing) => (value > 0 && value % 2 === 0 ? [crossing] : []));
    for (let set = 0; set < 2 ** even.length; set += 1) {
      const times = kind.map((value, crossing) => {
        if (value % 2 === 1) return 1;
        const position = even.indexOf(crossing);
        return position >= 0 && set & (1 << position) ? 2 : 0;
      });
      const reached = new Set(
        kind.filter((_, crossing) => (times[crossing] as number) > 0).map((value) => value >> 1),
      );
      if (!isNothing && reached.size < pieces) continue;
      const walked = times.reduce<number>((sum, each) => sum + each, 0);
      const there = kind.map((value, crossing) => {
        const count = times[crossing] as number;
        return count === 0 ? 0 : 2 * (value >> 1) + (count & 1);
      });
      better(next, numbered(there), { cost: step.cost + walked * width, from, move: { along: times } });
    }
  }
  return next;
}

/** Classes in which these crossings are touched; those that are not, touch them by a walk of no length. */
function onlyTouching(
  layer: Layer,
  crossings: readonly number[],
  layers: { layer: Layer; aisle: number; segment: number | null }[],
): Layer {
  const next: Layer = new Map();
  for (const [from, { kind, step }] of layer) {
    const touched = [...kind];
    for (const crossing of crossings) touch(touched, crossing);
    better(next, numbered(touched), { cost: step.cost, from, move: null });
  }
  layers.push({ layer: next, aisle: -1, segment: null });
  return next;
}

/** Walked once, either way. */
type Passage = readonly [Stop, Stop];

function readPassages(
  { crossingsAt }: PickArea,
  heights: ReadonlyMap<number, readonly number[]>,
  layers: readonly { layer: Layer; aisle: number; segment: number | null }[],
  end: string,
): Passage[] {
  const passages: Passage[] = [];
  let key = end;
  for (const { layer, aisle, segment } of [...layers].reverse()) {
    const { step } = layer.get(key) as { step: Step };
    key = step.from;
    if (step.move === null) continue;
    if ('along' in step.move) {
      for (const [crossing, times] of step.move.along.entries()) {
        const height = crossingsAt[crossing] as number;
        const passage: Passage = [
          { aisle: aisle - 1, height },
          { aisle, height },
        ];
        for (let time = 0; time < times; time += 1) passages.push(passage);
      }
    } else if (segment !== null) {
      const [front, rear] = [crossingsAt[segment] as number, crossingsAt[segment + 1] as number];
      const inside = (heights.get(aisle) ?? []).filter((height) => height > front && height < rear);
      passages.push(...passagesIn(aisle, inside, step.move.in, front, rear));
    }
  }
  return passages;
}

function passagesIn(
  aisle: number,
  inside: readonly number[],
  move: AisleMove,
  front: number,
  rear: number,
): Passage[] {
  if (move === 'none') return [];
  const marks = [front, ...inside, rear];
  const gap = largestGap(inside);
  const [low, high] = [inside[0] ?? rear, inside.at(-1) ?? front];
  const isWalked = (from: number, to: number): boolean => {
    if (move === 'fromRear') return from >= low;
    if (move === 'fromFront') return to <= high;
    if (move === 'fromBoth' && gap) return to <= gap.below || from >= gap.above;
    return true;
  };
  const times = move === 'pass' ? 1 : 2;
  return marks.slice(1).flatMap((to, position) => {
    const from = marks[position] as number;
    if (!isWalked(from, to)) return [];
    const passage: Passage = [
      { aisle, height: from },
      { aisle, height: to },
    ];
    return Array.from({ length: times }, () => passage);
  });
}

/** Hierholzer's walk over every passage once. */
function eulerCircuit(passages: readonly Passage[], depot: Stop): Stop[] {
  const nameOf = ({ aisle, height }: Stop): string => `${aisle} ${height}`;
  const leaving = new Map<string, { to: Stop; passage: number }[]>();
  for (const [passage, [a, b]] of passages.entries()) {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const list = leaving.get(nameOf(from)) ?? [];
      list.push({ to, passage });
      leaving.set(nameOf(from), list);
    }
  }
  const walked = new Set<number>();
  const stack: Stop[] = [depot];
  const circuit: Stop[] = [];
  while (stack.length > 0) {
    const here = stack.at(-1) as Stop;
    const next = (leaving.get(nameOf(here)) ?? []).pop();
    if (!next) circuit.push(stack.pop() as Stop);
    else if (!walked.has(next.passage)) {
      walked.add(next.passage);
      stack.push(next.to);
    }
  }
  return circuit.reverse();
}

function orderOf(path: readonly Stop[], stops: readonly Stop[]): number[] {
  const nameOf = ({ aisle, height }: Stop): string => `${aisle} ${height}`;
  const waiting = new Map<string, number[]>();
  for (const [index, stop] of stops.entries())
    waiting.set(nameOf(stop), [...(waiting.get(nameOf(stop)) ?? []), index]);
  return path.flatMap((place) => {
    const found = waiting.get(nameOf(place)) ?? [];
    waiting.delete(nameOf(place));
    return found;
  });
}
