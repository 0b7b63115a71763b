// What boxes weigh beside their goods, learned from sealed boxes: a straight line through what they were over by, with a part for
// every box, one for every unit of each padding, and one for every unit of goods. The last is thrown away: it is what weights of
// products that were learned from such boxes already hold of tape and paper. Weighted by how well the goods are known, and fitted
// anew with what strays far counting less (Huber 1964), so that a box that was packed wrong moves it little.
import type { UsedPadding } from '../packing/box';
import type { BoxId } from '../ids';
import type { PackingWeight } from './packing-weight';

export type PackedBox = {
  boxId: BoxId;
  /** Of goods. */
  units: number;
  padding: UsedPadding | null;
  /** Grams on the scale less the box by its maker and the goods as they are known. */
  overGrams: number;
  /** How far the goods may stray from what is known of them: a standard deviation, grams. */
  goodsSpreadGrams: number;
};

/** Fewer boxes teach nothing; fewer of a padding or a kind of box teach nothing of it. */
const leastBoxes = 12;
const leastOfOne = 6;
/** A scale that shows whole grams, and tape that is never the same. */
const leastSpreadGrams = 1.5;
/** Where a value counts less, in standard deviations; 95 % as good as the mean where nothing is wrong. */
const huberAt = 1.345;
const perDeviation = 1.4826;
const farOff = 5;
const rounds = 12;
/** Of the boxes, those that are looked at for what tape or padding stray by. */
const clearShare = 0.35;
/** A packer's padding strays by so much of what is prescribed, until boxes have said. */
const usualShare = 0.15;
/**
 * Pulls towards nothing, so that there is one answer where the boxes cannot tell: what is the same in all is rather that of every
 * box than of one kind, and rather that than of the units.
 */
const pull = { all: 1e-4, padding: 1e-3, kind: 1e-2, unit: 1e-1 } as const;

type Parts = { materials: readonly string[]; kinds: readonly BoxId[] };

/** @returns null: too few boxes to go by */
export function learnPacking(boxes: readonly PackedBox[]): Omit<PackingWeight, 'warehouseId'> | null {
  const known = boxes.filter(({ units }) => units > 0);
  if (known.length < leastBoxes) return null;
  const materials = often(known, ({ padding }) => padding?.paddingId ?? null);
  // A box with a padding that too few had says nothing of the rest either.
  const told = known.filter(({ padding }) => padding === null || materials.includes(padding.paddingId));
  if (told.length < leastBoxes) return null;
  const parts: Parts = { materials, kinds: often(told, ({ boxId }) => boxId) };
  const fit = fitLine(told, parts);
  const [base = 0] = fit;
  const each = materials.map((_paddingId, index) => Math.max(0, fit[2 + index] ?? 0));
  const strays = told.map((box) => box.overGrams - predicted(fit, box, parts));
  // First as packers usually stray, then as these did.
  let unitSpreads = each.map((grams) => usualShare * grams);
  let spread = leastSpreadGrams;
  for (let round = 0; round < 3; round += 1) {
    const paddingSpread = ({ padding }: PackedBox): number =>
      padding ? padding.quantity * (unitSpreads[materials.indexOf(padding.paddingId)] ?? 0) : 0;
    spread = Math.max(
      leastSpreadGrams,
      spreadOf(
        told.map((box, at) => ({
          stray: strays[at] ?? 0,
          known: Math.hypot(box.goodsSpreadGrams, paddingSpread(box)),
        })),
      ),
    );
    unitSpreads = materials.map((paddingId) =>
      spreadOf(
        told.flatMap(({ padding, goodsSpreadGrams }, at) =>
          padding?.paddingId === paddingId
            ? [
                {
                  stray: (strays[at] ?? 0) / padding.quantity,
                  known: Math.hypot(goodsSpreadGrams, spread) / padding.quantity,
                },
              ]
            : [],
        ),
      ),
    );
  }
  return {
    milligrams: milli(base),
    spreadMilligrams: milli(spread),
    parcels: told.length,
    boxes: parts.kinds
      .map((boxId, index) => ({ boxId, milligrams: milli(fit[2 + materials.length + index] ?? 0) }))
      .filter(({ milligrams }) => milligrams !== 0),
    paddings: materials.map((paddingId, index) => ({
      paddingId,
      milligrams: milli(each[index] ?? 0),
      spreadMilligrams: milli(unitSpreads[index] ?? 0),
      parcels: told.filter(({ padding }) => padding?.paddingId === paddingId).length,
    })),
  };
}

/** What enough boxes have, in order. */
function often<Key extends string>(
  boxes: readonly PackedBox[],
  keyOf: (box: PackedBox) => Key | null,
): Key[] {
  const counts = new Map<Key, number>();
  for (const box of boxes) {
    const key = keyOf(box);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= leastOfOne)
    .map(([key]) => key)
    .sort();
}

/** Grams of every box, of a unit of goods, of a unit of each material, and of each kind of box more than its maker says. */
function fitLine(told: readonly PackedBox[], parts: Parts): number[] {
  const rows = told.map((box) => partsOf(box, parts));
  const pulls = [
    pull.all,
    pull.unit,
    ...parts.materials.map(() => pull.padding),
    ...parts.kinds.map(() => pull.kind),
  ];
  let weights = told.map((box) => certainty(box));
  let fit: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    fit = solve(rows, told, weights, pulls);
    const strays = told.map((box) => box.overGrams - predicted(fit, box, parts));
    // In their own deviations: a padded box may stray further than one without.
    const scaled = strays.map((stray, at) => Math.abs(stray) * Math.sqrt(certainty(told[at])));
    const usual = Math.max(1e-6, perDeviation * middle(scaled));
    weights = told.map((box, at) => {
      const far = (scaled[at] ?? 0) / usual;
      return certainty(box) * (far <= huberAt ? 1 : huberAt / far);
    });
  }
  return fit;
}

/** How much a box is believed: goods that are not known well, and much padding, stray. */
function certainty(box: PackedBox | undefined): number {
  const goods = box?.goodsSpreadGrams ?? 0;
  const padding = 5 * (box?.padding?.quantity ?? 0);
  return 1 / (leastSpreadGrams ** 2 + goods ** 2 + padding ** 2);
}

function partsOf({ units, padding, boxId }: PackedBox, { materials, kinds }: Parts): number[] {
  return [
    1,
    units,
    ...materials.map((paddingId) => (padding?.paddingId === paddingId ? padding.quantity : 0)),
    ...kinds.map((kind) => (kind === boxId ? 1 : 0)),
  ];
}

function predicted(fit: readonly number[], box: PackedBox, parts: Parts): number {
  return partsOf(box, parts).reduce((sum, part, at) => sum + part * (fit[at] ?? 0), 0);
}

/** Weighted least squares with a pull towards nothing, by its normal equations. */
function solve(
  rows: readonly number[][],
  told: readonly PackedBox[],
  weights: readonly number[],
  pulls: readonly number[],
): number[] {
  const n = pulls.length;
  const matrix = pulls.map((own, at) => {
    const line = Array.from({ length: n + 1 }, () => 0);
    line[at] = own;
    return line;
  });
  for (const [at, row] of rows.entries())
    for (let i = 0; i < n; i += 1) {
      const line = matrix[i] ?? [];
      const part = (weights[at] ?? 0) * (row[i] ?? 0);
      for (let j = 0; j < n; j += 1) line[j] = (line[j] ?? 0) + part * (row[j] ?? 0);
      line[n] = (line[n] ?? 0) + part * (told[at]?.overGrams ?? 0);
    }
  return eliminate(matrix);
}

/** Of lines with their right side as the last value; positive definite, so no line has to be exchanged. */
function eliminate(matrix: number[][]): number[] {
  const n = matrix.length;
  for (let i = 0; i < n; i += 1) {
    const line = matrix[i] ?? [];
    const pivot = line[i] ?? 1;
    for (const [k, other] of matrix.entries()) {
      if (k === i) continue;
      const share = (other[i] ?? 0) / pivot;
      for (let j = i; j <= n; j += 1) other[j] = (other[j] ?? 0) - share * (line[j] ?? 0);
    }
  }
  return matrix.map((line, i) => (line[n] ?? 0) / (line[i] ?? 1));
}

/**
 * A standard deviation of what is left when what is known to stray is taken off; by those of which that is least, as little can be
 * seen behind goods that stray themselves. What is far off was packed wrong.
 */
function spreadOf(values: readonly { stray: number; known: number }[]): number {
  const clear = [...values]
    .sort((a, b) => a.known - b.known)
    .slice(0, Math.max(leastOfOne, Math.ceil(values.length * clearShare)));
  const usual = perDeviation * middle(clear.map(({ stray }) => Math.abs(stray)));
  const believed = clear.filter(({ stray }) => Math.abs(stray) <= farOff * usual);
  if (believed.length < 2) return usual;
  const all = believed.reduce((sum, { stray }) => sum + stray ** 2, 0) / (believed.length - 1);
  const known = believed.reduce((sum, each) => sum + each.known ** 2, 0) / believed.length;
  return Math.sqrt(Math.max(0, all - known));
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}

function milli(grams: number): number {
  return Math.round(grams * 1000);
}
