// The box a parcel will most likely go into, before anybody packs it: the cheapest that holds its volume with room to spare,
// its longest edge and its weight. A guess for buying a label ahead; the packer's box decides.
import { type Size, volumeMm3 } from '../../units/measure';
import type { Box } from '../packing/box';

export type Packable = { size: Size; weightGrams: number; quantity: number };

/** Goods and padding do not fill a box to the last corner. */
const fillShare = 0.75;

/** @returns null when no box holds it all */
export function plannedBox(boxes: readonly Box[], items: readonly Packable[]): Box | null {
  const volume = items.reduce((sum, { size, quantity }) => sum + volumeMm3(size) * quantity, 0);
  const grams = items.reduce((sum, { weightGrams, quantity }) => sum + weightGrams * quantity, 0);
  const fitting = boxes.filter(
    ({ inner, tareGrams, maxGrams }) =>
      volume <= volumeMm3(inner) * fillShare &&
      grams + tareGrams <= maxGrams &&
      items.every(({ size }) => fitsEdges(size, inner)),
  );
  const [best] = fitting.sort(
    (a, b) =>
      a.costMinor - b.costMinor || volumeMm3(a.outer) - volumeMm3(b.outer) || (a.boxId < b.boxId ? -1 : 1),
  );
  return best ?? null;
}

/** Turned as it likes: longest into longest. */
function fitsEdges(item: Size, inner: Size): boolean {
  const edges = ({ lengthMm, widthMm, heightMm }: Size): number[] =>
    [lengthMm, widthMm, heightMm].sort((a, b) => b - a);
  const room = edges(inner);
  return edges(item).every((edge, index) => edge <= (room[index] ?? 0));
}
