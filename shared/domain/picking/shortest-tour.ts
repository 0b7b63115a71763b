// The shortest tour itself: which way a picker walks, and in what order the stops come. The length alone is cheaper
// (tour-length.ts). Same source: Ratliff and Rosenthal (1983); the tour is read from the chosen passages as an Euler circuit.
import { type Block, checkStop, type Stop } from './block';

export type Tour = {
  /** Metres. */
  length: number;
  /** Corner and stop by stop, from the depot back to it; neighbours lie in one aisle or on one cross aisle. */
  path: Stop[];
  /** Indices of the given stops in the order they are come to. */
  order: number[];
};

/** How the pieces of a tour hang together left of a point. */
type State = 'odd' | 'front' | 'rear' | 'joined' | 'apart' | 'nothing';
/** What is walked in an aisle. */
type AisleMove = 'pass' | 'fromRear' | 'fromFront' | 'fromBoth' | 'twice';
/** How often the front and the rear cross aisle are walked between two aisles. */
type CrossMove = readonly [front: 0 | 1 | 2, rear: 0 | 1 | 2];

const states: readonly State[] = ['odd', 'front', 'rear', 'joined', 'apart', 'nothing'];
const aisleMoves: readonly AisleMove[] = ['pass', 'fromRear', 'fromFront', 'fromBoth', 'twice'];

const afterAisle: Record<State, Record<AisleMove, State>> = {
  odd: { pass: 'joined', fromRear: 'odd', fromFront: 'odd', fromBoth: 'odd', twice: 'odd' },
  front: { pass: 'odd', fromRear: 'apart', fromFront: 'front', fromBoth: 'apart', twice: 'joined' },
  rear: { pass: 'odd', fromRear: 'rear', fromFront: 'apart', fromBoth: 'apart', twice: 'joined' },
  joined: { pass: 'odd', fromRear: 'joined', fromFront: 'joined', fromBoth: 'joined', twice: 'joined' },
  apart: { pass: 'odd', fromRear: 'apart', fromFront: 'apart', fromBoth: 'apart', twice: 'joined' },
  nothing: { pass: 'odd', fromRear: 'rear', fromFront: 'front', fromBoth: 'apart', twice: 'joined' },
};

const crossings: Record<State, readonly { move: CrossMove; to: State }[]> = {
  odd: [{ move: [1, 1], to: 'odd' }],
  front: [
    { move: [2, 0], to: 'front' },
    { move: [2, 2], to: 'apart' },
  ],
  rear: [
    { move: [0, 2], to: 'rear' },
    { move: [2, 2], to: 'apart' },
  ],
  joined: [
    { move: [2, 0], to: 'front' },
    { move: [0, 2], to: 'rear' },
    { move: [2, 2], to: 'joined' },
  ],
  apart: [{ move: [2, 2], to: 'apart' }],
  nothing: [],
};

type Step = { cost: number; from: State; aisle: AisleMove; cross: CrossMove };

/**
 * @param stops in any order; several may be at one place
 * @throws RangeError when a stop is not in the block
 */
export function shortestTour(block: Block, stops: readonly Stop[]): Tour {
  for (const stop of stops) checkStop(block, stop);
  if (stops.length === 0) return { length: 0, path: [], order: [] };
  const aisles = heightsByAisle(block, stops);
  const steps: Map<State, Step>[] = [];
  let costs = new Map<State, number>([['nothing', 0]]);
  for (const [position, { aisle, heights }] of aisles.entries()) {
    const previous = aisles[position - 1];
    const width = previous ? (aisle - previous.aisle) * block.aisleSpacing : 0;
    const best = new Map<State, Step>();
    for (const state of states) {
      const cost = costs.get(state);
      if (cost === undefined) continue;
      const entries = previous
        ? crossings[state].map(({ move, to }) => ({
            cross: move,
            state: to,
            cost: cost + (move[0] + move[1]) * width,
          }))
        : [{ cross: [0, 0] as const, state, cost }];
      for (const entry of entries) {
        for (const move of aisleMoves) {
          const to = afterAisle[entry.state][move];
          const total = entry.cost + metresOf(move, heights, block.aisleLength);
          if (total < (best.get(to)?.cost ?? Number.POSITIVE_INFINITY))
            best.set(to, { cost: total, from: state, aisle: move, cross: entry.cross });
        }
      }
    }
    steps.push(best);
    costs = new Map([...best].map(([state, step]) => [state, step.cost]));
  }
  const ends = (['front', 'rear', 'joined'] as const).filter((state) => costs.has(state));
  let state: State = ends.reduce((least, each) =>
    (costs.get(each) as number) < (costs.get(least) as number) ? each : least,
  );
  const length = costs.get(state) as number;
  const passages: Passage[] = [];
  for (let position = aisles.length - 1; position >= 0; position -= 1) {
    const step = (steps[position] as Map<State, Step>).get(state) as Step;
    const here = aisles[position] as Heights;
    passages.push(...passagesIn(here, step.aisle, block.aisleLength));
    const previous = aisles[position - 1];
    if (previous)
      passages.push(...passagesBetween(previous.aisle, here.aisle, step.cross, block.aisleLength));
    state = step.from;
  }
  const path = eulerCircuit(passages, { aisle: block.depotAisle, height: 0 });
  return { length, path, order: orderOf(path, stops) };
}

type Heights = { aisle: number; heights: number[] };

/** Aisles with stops, left to right, heights rising and each once; the depot is a stop. */
function heightsByAisle(block: Block, stops: readonly Stop[]): Heights[] {
  const found = new Map<number, Set<number>>([[block.depotAisle, new Set([0])]]);
  for (const { aisle, height } of stops) {
    const heights = found.get(aisle) ?? new Set();
    found.set(aisle, heights.add(height));
  }
  return [...found]
    .map(([aisle, heights]) => ({ aisle, heights: [...heights].sort((a, b) => a - b) }))
    .sort((a, b) => a.aisle - b.aisle);
}

/** The two neighbours with the largest gap between them, as positions in `heights`; null of a single height. */
function largestGap(heights: readonly number[]): { below: number; above: number } | null {
  let best: { below: number; above: number } | null = null;
  for (let at = 1; at < heights.length; at += 1) {
    const [below, above] = [heights[at - 1] as number, heights[at] as number];
    if (best === null || above - below > best.above - best.below) best = { below, above };
  }
  return best;
}

function metresOf(move: AisleMove, heights: readonly number[], length: number): number {
  const [low, high] = [heights[0] as number, heights.at(-1) as number];
  const gap = largestGap(heights);
  switch (move) {
    case 'pass':
      return length;
    case 'twice':
      return 2 * length;
    case 'fromRear':
      return 2 * (length - low);
    case 'fromFront':
      return 2 * high;
    case 'fromBoth':
      return gap ? 2 * (length - (gap.above - gap.below)) : Number.POSITIVE_INFINITY;
  }
}

/** Walked once, either way. */
type Passage = readonly [Stop, Stop];

function passagesIn({ aisle, heights }: Heights, move: AisleMove, length: number): Passage[] {
  const whole = [0, ...heights.filter((height) => height > 0 && height < length), length];
  const gap = largestGap(heights);
  const [low, high] = [heights[0] as number, heights.at(-1) as number];
  const isWalked = (from: number, to: number): boolean => {
    if (move === 'fromRear') return from >= low;
    if (move === 'fromFront') return to <= high;
    if (move === 'fromBoth' && gap) return to <= gap.below || from >= gap.above;
    return true;
  };
  const times = move === 'pass' ? 1 : 2;
  return whole.slice(1).flatMap((to, position) => {
    const from = whole[position] as number;
    if (!isWalked(from, to)) return [];
    const passage: Passage = [
      { aisle, height: from },
      { aisle, height: to },
    ];
    return Array.from({ length: times }, () => passage);
  });
}

function passagesBetween(left: number, right: number, [front, rear]: CrossMove, length: number): Passage[] {
  const along = (height: number, times: number): Passage[] =>
    Array.from({ length: times }, () => [
      { aisle: left, height },
      { aisle: right, height },
    ]);
  return [...along(0, front), ...along(length, rear)];
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
    const list = leaving.get(nameOf(here)) ?? [];
    const next = list.pop();
    if (!next) circuit.push(stack.pop() as Stop);
    else if (!walked.has(next.passage)) {
      walked.add(next.passage);
      stack.push(next.to);
    }
  }
  return circuit.reverse();
}

function orderOf(path: readonly Stop[], stops: readonly Stop[]): number[] {
  const waiting = new Map<string, number[]>();
  for (const [index, { aisle, height }] of stops.entries()) {
    const name = `${aisle} ${height}`;
    waiting.set(name, [...(waiting.get(name) ?? []), index]);
  }
  return path.flatMap(({ aisle, height }) => {
    const name = `${aisle} ${height}`;
    const found = waiting.get(name) ?? [];
    waiting.delete(name);
    return found;
  });
}
