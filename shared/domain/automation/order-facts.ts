// An order as rules look at it.
import type { Order } from '../order/order';
import { openQuantity, orderTotalMinor } from '../order/status';
import type { OrderFacts } from './run-rules';

export type FactMarks = { customerTags: readonly string[]; productTags: readonly string[] };

export function factsOf(order: Order, { customerTags, productTags }: FactMarks): OrderFacts {
  const { channelId, currency, customer, shipTo, priority, note, tags, fields, holds, lines } = order;
  return {
    channelId,
    currency,
    totalMinor: orderTotalMinor(order),
    units: lines.reduce((sum, line) => sum + openQuantity(line), 0),
    lines: lines.length,
    skus: [...new Set(lines.map(({ sku }) => sku))],
    countryCode: shipTo.countryCode,
    postcode: shipTo.postcode ?? '',
    customerId: customer.customerId,
    priority,
    note: note ?? '',
    tags: tags ?? [],
    customerTags,
    productTags,
    fields: fields ?? {},
    holds: holds.map(({ reason }) => reason),
  };
}
