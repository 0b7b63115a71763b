// Turns an allocation into the parcel a bench will pack: one parcel an order and warehouse to begin with.
import type { Product } from '../catalogue/product';
import type { ParcelId } from '../ids';
import { declaredValue } from '../document/customs-forms';
import type { Order } from '../order/order';
import type { Carrier, ShippingChoice } from '../shipping/carrier';
import { offersFor } from '../shipping/tariff';
import type { Allocation } from '../stock/allocate';
import { benchMarkOf } from '../special/special-mark';
import type { ParcelPlan } from './parcel';

/** Allowance for box and padding when the service is chosen before the box is known. */
const packagingGrams = 300;

/**
 * @param fromCountry of the warehouse; null where nobody told its address
 * @param boxNumber 1 unless the order already has parcels at this warehouse
 * @returns the plan, or null when no carrier takes this weight to this country
 */
export function planParcel(
  parcelId: ParcelId,
  order: Order,
  channelName: string,
  allocation: Allocation,
  products: ReadonlyMap<string, Pick<Product, 'weightGrams'>>,
  carriers: readonly Carrier[],
  boxNumber: number,
  fromCountry: string | null = null,
): ParcelPlan | null {
  const lines = allocation.lines.map((allocated) => {
    const ordered = order.lines.find((line) => line.lineNo === allocated.lineNo);
    const declared = declaredValue(fromCountry, order.shipTo.countryCode, ordered, order.currency);
    return {
      lineNo: allocated.lineNo,
      sku: allocated.sku,
      name: ordered?.name ?? allocated.sku,
      unitWeightGrams: products.get(allocated.sku)?.weightGrams ?? 0,
      ...(declared ? { declared } : {}),
      expected: allocated.quantity,
      packed: 0,
      missing: 0,
      damaged: 0,
      cancelled: 0,
      sources: allocated.sources,
    };
  });
  const weightGrams =
    packagingGrams + lines.reduce((sum, line) => sum + line.expected * line.unitWeightGrams, 0);
  const shipping = cheapest(carriers, order.shipTo, weightGrams);
  if (!shipping) return null;
  const special = benchMarkOf(order.special, order);
  return {
    parcelId,
    warehouseId: allocation.warehouseId,
    orderId: order.orderId,
    orderNumber: order.number,
    channelName,
    priority: special?.goesFirst ? 'vip' : order.priority,
    boxNumber,
    placedAt: order.placedAt,
    shipTo: order.shipTo,
    shipping,
    lines,
    ...(special ? { special } : {}),
  };
}

/** A parcel too heavy for every service is offered as if it were the heaviest that one takes: the bench splits it. */
function cheapest(
  carriers: readonly Carrier[],
  { countryCode, postcode }: Order['shipTo'],
  weightGrams: number,
): ShippingChoice | null {
  const direct = offersFor(carriers, countryCode, weightGrams, null, postcode)[0];
  if (direct) return direct;
  const heaviest = carriers.flatMap((carrier) =>
    carrier.services.flatMap((service) =>
      service.rates.flatMap((rate) => rate.steps.map((step) => step.uptoGrams)),
    ),
  );
  for (const grams of heaviest.sort((a, b) => b - a)) {
    const offer = offersFor(carriers, countryCode, grams, null, postcode)[0];
    if (offer) return offer;
  }
  return null;
}
