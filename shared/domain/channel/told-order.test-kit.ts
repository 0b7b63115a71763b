// A picture of an order of three mugs and a lamp, as a channel tells it.
import { skuOf } from '../ids.test-kit';
import type { Address } from '../customer/address';
import type { ToldOrder } from './told-order';

export const address: Address = {
  name: 'Ayşe Yılmaz',
  company: null,
  lines: ['1 High Street'],
  postcode: 'LS1 1AA',
  city: 'Leeds',
  region: null,
  countryCode: 'GB',
  phone: null,
  email: null,
};

export function toldOrder(change: Partial<ToldOrder> = {}): ToldOrder {
  return {
    externalId: '5001',
    number: '#1001',
    placedAt: '2026-03-01T09:00:00.000Z',
    changedAt: '2026-03-01T09:00:00.000Z',
    state: 'open',
    currency: 'GBP',
    customer: { customerId: '77', name: 'Ayşe Yılmaz' },
    shipTo: address,
    priority: 'normal',
    note: null,
    lines: [
      { lineId: 'a', sku: skuOf('MUG'), name: 'A mug', quantity: 3, removed: 0, unitPriceMinor: 500 },
      { lineId: 'b', sku: skuOf('LAMP'), name: 'A lamp', quantity: 1, removed: 0, unitPriceMinor: 2500 },
    ],
    charges: [],
    ...change,
  };
}
