// What the units of one SKU in one warehouse stand at in the books: by the order they came (FIFO), at their moving average,
// or at a standard. Units and value are those of the ledger at every moment, also below zero: what leaves before it came in
// is a debt at the cost last known, and what then comes pays it and tells the difference.
import { z } from 'zod';
import { shareOf } from './pool';

export const costMethods = ['fifo', 'average', 'standard'] as const;
export type CostMethod = (typeof costMethods)[number];

const layerSchema = z.object({
  /** Below zero: a debt. */
  quantity: z.int(),
  valueMinor: z.int(),
});
export const stockCostSchema = z.object({
  /** Oldest first. */
  layers: z.array(layerSchema),
  /** What came last, and what went last: units and their worth. */
  lastIn: layerSchema.nullable(),
  lastOut: layerSchema.nullable(),
});
export type StockCost = z.infer<typeof stockCostSchema>;
type Layer = z.infer<typeof layerSchema>;

export const noStock: StockCost = { layers: [], lastIn: null, lastOut: null };

export function unitsOf({ layers }: StockCost): number {
  return layers.reduce((sum, { quantity }) => sum + quantity, 0);
}
export function valueOf({ layers }: StockCost): number {
  return layers.reduce((sum, { valueMinor }) => sum + valueMinor, 0);
}

/**
 * `stockMinor` is what the stock is worth more, `varianceMinor` what was paid beyond it: against a standard, or for
 * units that had left at a guess.
 */
export type Received = { cost: StockCost; stockMinor: number; varianceMinor: number };

/** @param standardMinor of one unit; only a standard needs it */
export function receiveUnits(
  cost: StockCost,
  method: CostMethod,
  quantity: number,
  paidMinor: number,
  standardMinor: number | null,
): Received {
  const worth = method === 'standard' && standardMinor !== null ? standardMinor * quantity : paidMinor;
  const before = valueOf(cost);
  const layers = [...cost.layers];
  let left = quantity;
  let leftMinor = worth;
  const [debt] = layers;
  if (debt && debt.quantity < 0) {
    const paid = Math.min(left, -debt.quantity);
    layers[0] = {
      quantity: debt.quantity + paid,
      valueMinor: debt.valueMinor - shareOf(debt.valueMinor, paid, -debt.quantity),
    };
    if (layers[0].quantity === 0) layers.shift();
    const spent = shareOf(leftMinor, paid, left);
    left -= paid;
    leftMinor -= spent;
  }
  if (left > 0) {
    const last = layers.at(-1);
    if (last && method !== 'fifo')
      layers[layers.length - 1] = {
        quantity: last.quantity + left,
        valueMinor: last.valueMinor + leftMinor,
      };
    else layers.push({ quantity: left, valueMinor: leftMinor });
  }
  const next: StockCost = { ...cost, layers, lastIn: { quantity, valueMinor: worth } };
  const stockMinor = valueOf(next) - before;
  return { cost: next, stockMinor, varianceMinor: paidMinor - stockMinor };
}

export type Issued = { cost: StockCost; valueMinor: number };

/** @param from `newest`: what came last goes back to where it came from */
export function issueUnits(cost: StockCost, quantity: number, from: 'oldest' | 'newest' = 'oldest'): Issued {
  const layers = [...cost.layers];
  let left = quantity;
  let valueMinor = 0;
  while (left > 0) {
    const at = from === 'oldest' ? 0 : layers.length - 1;
    const layer = layers[at];
    if (!layer || layer.quantity <= 0) break;
    const units = Math.min(left, layer.quantity);
    const minor = shareOf(layer.valueMinor, units, layer.quantity);
    valueMinor += minor;
    left -= units;
    if (units === layer.quantity) layers.splice(at, 1);
    else layers[at] = { quantity: layer.quantity - units, valueMinor: layer.valueMinor - minor };
  }
  if (left > 0) {
    const guessed = guessOf(cost, left);
    valueMinor += guessed;
    const [debt] = layers;
    layers[0] = {
      quantity: (debt?.quantity ?? 0) - left,
      valueMinor: (debt?.valueMinor ?? 0) - guessed,
    };
  }
  return { cost: { ...cost, layers, lastOut: { quantity, valueMinor } }, valueMinor };
}

/** What units are worth of which nothing better is known: as those that came last, else as those that went last. */
export function guessOf({ lastIn, lastOut }: StockCost, quantity: number): number {
  const like: Layer | null = lastIn ?? lastOut;
  return like ? shareOf(like.valueMinor, quantity, like.quantity) : 0;
}

/** Units that come back from a customer come at what such units went for last. */
export function costOfReturned({ lastIn, lastOut }: StockCost, quantity: number): number | null {
  const like = lastOut ?? lastIn;
  return like ? shareOf(like.valueMinor, quantity, like.quantity) : null;
}
