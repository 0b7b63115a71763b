// What a customer is worth to the company, and which segment they are in: recency, frequency and money, each in fifths of
// all customers with an order. The limits of the fifths are numbers that are shown; segments are a table.

/** Limits of the fifths, smallest first: a value above n of them has the score n + 1. */
export type ValueScale = {
  /** When it was worked out. */
  at: string;
  /** How many customers it was worked out from. */
  customers: number;
  /** Dates of the last order. */
  recency: string[];
  /** Orders. */
  frequency: number[];
  /** Minor units of the company's currency. */
  money: number[];
};

export const quantiles = [0.2, 0.4, 0.6, 0.8] as const;

export type Scores = { r: number; f: number; m: number };

/** The first row that fits; `fm` is frequency and money added, 2 to 10. */
export const segmentTable = [
  { segment: 'champion', r: [4, 5], fm: [8, 10] },
  { segment: 'loyal', r: [3, 5], fm: [6, 10] },
  { segment: 'promising', r: [4, 5], fm: [2, 5] },
  { segment: 'cooling', r: [3, 3], fm: [2, 5] },
  { segment: 'at-risk', r: [1, 2], fm: [6, 10] },
  { segment: 'lost', r: [1, 2], fm: [2, 5] },
] as const satisfies readonly {
  segment: string;
  r: readonly [number, number];
  fm: readonly [number, number];
}[];
export const segments = segmentTable.map(({ segment }) => segment);
export type Segment = (typeof segmentTable)[number]['segment'];

export function scoreOf<T extends string | number>(value: T, limits: readonly T[]): number {
  return 1 + limits.filter((limit) => limit < value).length;
}

export function segmentOf({ r, f, m }: Scores): Segment {
  const row = segmentTable.find(
    (each) => r >= each.r[0] && r <= each.r[1] && f + m >= each.fm[0] && f + m <= each.fm[1],
  );
  if (!row) throw new Error(`no segment for ${r} ${f} ${m}`);
  return row.segment;
}
