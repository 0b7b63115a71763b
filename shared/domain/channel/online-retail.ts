// The rules of online-retail files: which lines of an invoice are goods, which are money, which take an earlier sale
// back, and which a person has to look at. Every line gets exactly one meaning; none is dropped.
// Source of the codes: the UCI "Online Retail" data and its description (D. Chen, London South Bank University).
import type { Address } from '../customer/address';
import type { OrderCharge } from '../order/order';
import type { ImportedOrder, KnownCustomer } from './imported-order';
import type { QuarantineReason, RetailRow, RowReading, RowReason } from './online-retail-row';

export type InvoiceKind = 'sale' | 'cancellation' | 'adjustment';

/** `C536379` takes a sale back, `A563185` corrects the books, anything else sells. */
export function invoiceKindOf(externalId: string): InvoiceKind {
  if (/^[Cc][0-9]/.test(externalId)) return 'cancellation';
  if (/^[Aa][0-9]/.test(externalId)) return 'adjustment';
  return 'sale';
}

const chargeKinds: Record<string, OrderCharge['kind']> = {
  POST: 'shipping',
  DOT: 'shipping',
  C2: 'shipping',
  D: 'discount',
  M: 'adjustment',
  m: 'adjustment',
  S: 'adjustment',
  B: 'adjustment',
  PADS: 'adjustment',
  'BANK CHARGES': 'fee',
  AMAZONFEE: 'fee',
  CRUK: 'fee',
};

/** The kind of money a code stands for, null for goods. */
export function chargeKindOf(sku: string): OrderCharge['kind'] | null {
  if (/^gift_0001_[0-9]+$/.test(sku)) return 'voucher';
  return Object.hasOwn(chargeKinds, sku) ? (chargeKinds[sku] ?? null) : null;
}

export type RowMeaning =
  | { as: 'goods'; row: RetailRow }
  | { as: 'charge'; row: RetailRow; charge: OrderCharge }
  /** Takes back units of an earlier sale; which sale is found by cancellation.ts. `quantity` counts up. */
  | { as: 'cancellation'; row: RetailRow & { customerId: string }; quantity: number }
  | { as: 'problem'; reason: RowReason };

export type InvoiceFacts = {
  /** May a line name this product? True for every product where the channel creates what it does not know. */
  mayUse: (sku: string) => boolean;
  customerOf: (customerId: string) => KnownCustomer | null;
};

export const maxLinesPerOrder = 10_000;
export const maxChargesPerOrder = 100;

/** One meaning for each reading, in the same order. */
export function meaningsOf(
  externalId: string,
  readings: readonly RowReading[],
  facts: Pick<InvoiceFacts, 'mayUse'>,
): RowMeaning[] {
  const kind = invoiceKindOf(externalId);
  const first = readings.find((reading) => reading.ok)?.row;
  const hasPrice = readings.some((reading) => reading.ok && reading.row.unitPriceMinor > 0);
  let lines = 0;
  let charges = 0;
  return readings.map((reading): RowMeaning => {
    if (!reading.ok) return { as: 'problem', reason: reading.reason };
    const { row } = reading;
    if (kind === 'adjustment') return problem('adjustment-invoice', { number: externalId });
    if (first && row.customerId !== first.customerId)
      return problem('invoice-mixed', { column: 'CustomerID' });
    if (first && row.countryCode !== first.countryCode)
      return problem('invoice-mixed', { column: 'Country' });
    const chargeKind = chargeKindOf(row.sku);
    if (kind === 'cancellation' && row.quantity > 0) {
      return problem('cancellation-not-negative', { quantity: row.quantity });
    }
    if (kind === 'sale' && row.quantity < 0) return problem('negative-quantity', { quantity: row.quantity });
    if (kind === 'sale' && row.unitPriceMinor === 0 && !isFreeItem(row, hasPrice)) {
      return problem('no-price', { text: row.description });
    }
    if (chargeKind) {
      charges += 1;
      if (charges > maxChargesPerOrder) return problem('invoice-too-long', { limit: maxChargesPerOrder });
      return { as: 'charge', row, charge: chargeOf(row, chargeKind) };
    }
    if (kind === 'cancellation') {
      const { customerId } = row;
      if (customerId === null) return problem('cancellation-without-customer', { sku: row.sku });
      return { as: 'cancellation', row: { ...row, customerId }, quantity: -row.quantity };
    }
    if (!facts.mayUse(row.sku)) return problem('product-unknown', { sku: row.sku });
    lines += 1;
    if (lines > maxLinesPerOrder) return problem('invoice-too-long', { limit: maxLinesPerOrder });
    return { as: 'goods', row };
  });
}

/**
 * A line without a price is a gift when it names an article and stands in a sale to someone: a known customer, or an
 * invoice that charges for something else. Alone it is a note about stock ("found", "damaged", blank).
 */
function isFreeItem(row: RetailRow, invoiceHasPrice: boolean): boolean {
  return row.description !== '' && (row.customerId !== null || invoiceHasPrice);
}

function chargeOf(row: RetailRow, kind: OrderCharge['kind']): OrderCharge {
  return {
    kind,
    code: row.sku,
    name: row.description === '' ? row.sku : row.description,
    amountMinor: row.amountMinor,
  };
}

function problem(code: QuarantineReason, values: RowReason['values'] = {}): RowMeaning {
  return { as: 'problem', reason: { code, values } };
}

/**
 * The order of an invoice's goods and charges; null when it has neither. Lines and charges keep the order of the file.
 * Charges of a cancellation become an order without lines: money that goes back to the customer.
 */
export function orderOf(
  externalId: string,
  meanings: readonly RowMeaning[],
  customerOf: InvoiceFacts['customerOf'],
): ImportedOrder | null {
  const lines: ImportedOrder['lines'] = [];
  const charges: OrderCharge[] = [];
  let first: RetailRow | null = null;
  let placedAt = '';
  for (const meaning of meanings) {
    if (meaning.as !== 'goods' && meaning.as !== 'charge') continue;
    const { row } = meaning;
    first ??= row;
    if (placedAt === '' || row.at < placedAt) placedAt = row.at;
    if (meaning.as === 'charge') charges.push(meaning.charge);
    else lines.push(orderLineOf(row));
  }
  if (!first) return null;
  const { name, address } = customerFor(first.customerId, first.countryCode, customerOf);
  return {
    externalId,
    number: externalId,
    placedAt,
    customer: { customerId: first.customerId, name },
    shipTo: address,
    lines,
    charges,
  };
}

function orderLineOf(row: RetailRow): ImportedOrder['lines'][number] {
  return {
    sku: row.sku,
    name: row.description === '' ? row.sku : row.description,
    quantity: row.quantity,
    unitPriceMinor: row.unitPriceMinor,
  };
}

/** The file has no addresses: who is not on file is known by number and country alone. */
export function customerFor(
  customerId: string | null,
  countryCode: string,
  customerOf: InvoiceFacts['customerOf'],
): { name: string; address: Address } {
  const known = customerId === null ? null : customerOf(customerId);
  if (known) return { name: known.name, address: known.address };
  const name = customerId === null ? 'Guest' : `Customer ${customerId}`;
  return {
    name,
    address: {
      name,
      company: null,
      lines: [],
      postcode: null,
      city: '',
      region: null,
      countryCode,
      phone: null,
      email: null,
    },
  };
}
