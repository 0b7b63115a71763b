// What a channel's file says about orders, whatever its format: the shape that formats give and head office takes.
import type { Address } from '../customer/address';
import type { Sku } from '../ids';
import type { OrderCharge } from '../order/order';

/** A customer that head office has on file. */
export type KnownCustomer = { customerId: string; name: string; address: Address };

export type ImportedOrder = {
  externalId: string;
  number: string;
  /** ISO instant. */
  placedAt: string;
  customer: { customerId: string | null; name: string };
  shipTo: Address;
  lines: { sku: Sku; name: string; quantity: number; unitPriceMinor: number }[];
  charges: OrderCharge[];
};
