// An order taken at a station over the counter or on the telephone, with head office there or not: promised out of the
// station's quotas and nothing else, so that nobody else is promised the same units. What the quotas covered is the order's
// from then on, at head office as at the station.
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { addressSchema } from '../customer/address';
import { type Decision, refuse } from '../decision';
import { grantIdSchema, skuSchema } from '../ids';
import { seriesSchema } from '../numbers/number-range';
import { type CoveredLine, decideSale, type HeldGrant, type SaleLine } from './quota';

export const stationChannels = ['counter', 'telephone'] as const;
export type StationChannel = (typeof stationChannels)[number];

/** cash: paid already. later: on an invoice. link: by a link that the office sends. */
export const stationPayments = ['cash', 'later', 'link'] as const;
export type StationPayment = (typeof stationPayments)[number];

/** What the operator enters beside the products. */
export const orderFormSchema = z.strictObject({
  channelId: z.enum(stationChannels),
  shipTo: addressSchema.strict(),
  payment: z.enum(stationPayments),
  note: z.string().max(500).nullable(),
});
export type OrderForm = z.infer<typeof orderFormSchema>;

const mostUnits = 100_000;

export const stationOrderLineSchema = z.strictObject({
  sku: skuSchema,
  quantity: z.int().positive().max(mostUnits),
  grantId: grantIdSchema,
  unitPriceMinor: z.int().nonnegative().max(1_000_000_000),
});

/** The body of its op. The same product may stand in it several times, out of one quota each. */
export const stationOrderSchema = orderFormSchema.extend({
  series: seriesSchema,
  number: z.int().positive(),
  currency: currencySchema,
  lines: z.array(stationOrderLineSchema).min(1).max(500),
});
export type StationOrder = z.infer<typeof stationOrderSchema>;

/** Prices of products as this station knows them. */
export type StationPrices = { currency: string; minorBySku: ReadonlyMap<string, number> };

export type PricedCover = CoveredLine & { unitPriceMinor: number };

/** Out of which quotas an order is promised, and for how much. */
export function decideStationOrder(
  form: OrderForm,
  lines: readonly SaleLine[],
  grants: readonly HeldGrant[],
  prices: StationPrices,
  headOfficeMs: number | null,
): Decision<PricedCover> {
  if (!canBeSent(form)) return refuse('station-form-incomplete');
  const unpriced = lines.find(({ sku }) => !prices.minorBySku.has(sku));
  if (unpriced) return refuse('station-price-unknown', { name: unpriced.name });
  const decision = decideSale(lines, grants, headOfficeMs);
  if (!decision.ok) return decision;
  return {
    ok: true,
    events: decision.events.map((line) => ({
      ...line,
      unitPriceMinor: prices.minorBySku.get(line.sku) ?? 0,
    })),
  };
}

/** Whatever else is odd about an address is shown while it is written, and held by the office where it wants that. */
function canBeSent(form: OrderForm): boolean {
  const { name, city, lines } = form.shipTo;
  const isWritten = [name, city, lines.join('')].every((text) => text.trim() !== '');
  return isWritten && orderFormSchema.safeParse(form).success;
}

/** One line a product, as the order has it. */
export function orderLinesOf({ lines }: Pick<StationOrder, 'lines'>): {
  sku: StationOrder['lines'][number]['sku'];
  quantity: number;
  unitPriceMinor: number;
}[] {
  const bySku = new Map<string, (typeof lines)[number]>();
  for (const line of lines) {
    const known = bySku.get(line.sku);
    bySku.set(line.sku, known ? { ...known, quantity: known.quantity + line.quantity } : line);
  }
  return [...bySku.values()].map(({ sku, quantity, unitPriceMinor }) => ({ sku, quantity, unitPriceMinor }));
}
