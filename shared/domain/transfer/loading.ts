// Which bins what goes to another site is fetched from, in walking order: bulk before pick faces, so that orders go on being
// picked from those; then a bin that has all of it before two that share it. A proposal: whoever takes it out of another bin has
// taken it out of that one (law 3).
import { z } from 'zod';
import { locationIdSchema, skuSchema, transferIdSchema } from '../ids';
import { toLoad } from './questions';
import type { Transfer } from './transfer';

const loadBinSchema = z.object({
  locationId: locationIdSchema,
  /** Small is near the benches. */
  walkOrder: z.int(),
  isBulk: z.boolean(),
  sku: skuSchema,
  /** That lie there and are promised to no order. */
  units: z.int().positive(),
});
export type LoadBin = z.infer<typeof loadBinSchema>;

export const mostBinsOfSku = 12;

/** What head office knows of the bins that the goods of one transfer lie in. */
export const loadBinsSchema = z.object({
  transferId: transferIdSchema,
  bins: z.array(loadBinSchema).max(18_000),
  /** How far in the warehouse's stream `bins` has everything. */
  asOf: z.int().nonnegative(),
});
export type LoadBins = z.infer<typeof loadBinsSchema>;

export type LoadStop = {
  locationId: LoadBin['locationId'];
  sku: LoadBin['sku'];
  name: string;
  /** To take here. */
  quantity: number;
  /** That lie here. */
  units: number;
};

/** What a station has done that head office has not worked in yet: units that left a bin (below zero) or came to it. */
export type BinChange = { sku: string; locationId: string; units: number };

export function binsAfter(bins: readonly LoadBin[], changes: readonly BinChange[]): LoadBin[] {
  return bins.flatMap((bin) => {
    const change = changes
      .filter(({ sku, locationId }) => sku === bin.sku && locationId === bin.locationId)
      .reduce((sum, { units }) => sum + units, 0);
    const units = bin.units + change;
    return units > 0 ? [change === 0 ? bin : { ...bin, units }] : [];
  });
}

/** What is still to be loaded, bin by bin; `nowhere` is what no bin is known to have. */
export function loadStops(
  transfer: Pick<Transfer, 'state' | 'lines'>,
  bins: readonly LoadBin[],
): { stops: LoadStop[]; nowhere: { sku: LoadBin['sku']; name: string; quantity: number }[] } {
  const found: (LoadStop & { walkOrder: number })[] = [];
  const nowhere: { sku: LoadBin['sku']; name: string; quantity: number }[] = [];
  for (const line of transfer.lines) {
    const { sku, name } = line;
    let left = toLoad(transfer, line);
    const wanted = left;
    const own = bins
      .filter((bin) => bin.sku === sku)
      .sort(
        (a, b) =>
          Number(b.isBulk) - Number(a.isBulk) ||
          Number(b.units >= wanted) - Number(a.units >= wanted) ||
          byWalk(a, b),
      );
    for (const { locationId, walkOrder, units } of own) {
      if (left === 0) break;
      const quantity = Math.min(left, units);
      found.push({ locationId, walkOrder, sku, name, quantity, units });
      left -= quantity;
    }
    if (left > 0) nowhere.push({ sku, name, quantity: left });
  }
  const stops = found
    .sort((a, b) => byWalk(a, b) || (a.sku < b.sku ? -1 : 1))
    .map(({ walkOrder: _walkOrder, ...stop }) => stop);
  return { stops, nowhere };
}

function byWalk(
  a: Pick<LoadBin, 'walkOrder' | 'locationId'>,
  b: Pick<LoadBin, 'walkOrder' | 'locationId'>,
): number {
  return (
    a.walkOrder - b.walkOrder || (a.locationId < b.locationId ? -1 : a.locationId > b.locationId ? 1 : 0)
  );
}
