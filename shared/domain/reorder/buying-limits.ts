// What may be bought by itself: a manager says how much an order and a day may be worth, and of whom. Whatever does not fit is
// proposed, with the limit that held it. Never sends what a limit does not name.
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { supplierIdSchema } from './supply-terms';

const amount = z.int().min(0).max(1_000_000_000_000);

export const buyingLimitsSchema = z.strictObject({
  isOn: z.boolean(),
  /** Orders in another one count at the rate of the day. */
  currency: currencySchema,
  mostPerOrderMinor: amount,
  /** Of all suppliers together. */
  mostPerDayMinor: amount,
  /** Millionths by which a price may be above the last one of the same supplier. */
  tolerancePpm: z.int().min(0).max(1_000_000),
  /** Only of these; null: no tighter than for all. */
  suppliers: z
    .array(
      z.strictObject({
        supplierId: supplierIdSchema,
        mostPerOrderMinor: amount.nullable(),
        mostPerDayMinor: amount.nullable(),
      }),
    )
    .max(2000),
});
export type BuyingLimits = z.infer<typeof buyingLimitsSchema>;

export const noBuying: BuyingLimits = {
  isOn: false,
  currency: 'EUR',
  mostPerOrderMinor: 0,
  mostPerDayMinor: 0,
  tolerancePpm: 50_000,
  suppliers: [],
};

export const heldReasons = ['off', 'supplier', 'no-mail', 'rate', 'price', 'order', 'day'] as const;
export type HeldReason = (typeof heldReasons)[number];

export type OrderToBuy = {
  supplierId: string;
  /** Goods and freight, in the currency of the limits; null: no rate leads there. */
  valueMinor: number | null;
  hasMail: boolean;
  /** A line is dearer than the last time by more than is tolerated. */
  isDearer: boolean;
};
/** What went out by itself today already, this order not included; null: some of it has no rate to the limits' currency. */
export type SpentToday = { allMinor: number; supplierMinor: number };

/** Null: it may be sent by itself. */
export function whyHeld(
  order: OrderToBuy,
  limits: BuyingLimits,
  spent: SpentToday | null,
): HeldReason | null {
  if (!limits.isOn) return 'off';
  const own = limits.suppliers.find(({ supplierId }) => supplierId === order.supplierId);
  if (!own) return 'supplier';
  if (!order.hasMail) return 'no-mail';
  const { valueMinor } = order;
  if (valueMinor === null || spent === null) return 'rate';
  if (order.isDearer) return 'price';
  if (valueMinor > Math.min(limits.mostPerOrderMinor, own.mostPerOrderMinor ?? Number.POSITIVE_INFINITY))
    return 'order';
  if (
    spent.allMinor + valueMinor > limits.mostPerDayMinor ||
    spent.supplierMinor + valueMinor > (own.mostPerDayMinor ?? Number.POSITIVE_INFINITY)
  )
    return 'day';
  return null;
}

/** Dearer than the last time by more than is tolerated; what has no price of before is as it is. */
export function isDearer(unitCostMinor: number, lastMinor: number | null, tolerancePpm: number): boolean {
  return lastMinor !== null && unitCostMinor * 1_000_000 > lastMinor * (1_000_000 + tolerancePpm);
}
