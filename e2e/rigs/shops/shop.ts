// What a test does with a shop, whichever kind it is: customers order, change their minds, and the shop tells head office,
// in its own form and signed its own way, or is asked.
import type { Mischief, ShopRequest } from './shop-server';

/** An order of three mugs at 5.00 and a lamp at 25.00, with 4.50 of postage. */
export type ShopOrder = {
  id: number;
  /** ISO, whole seconds: the shop's clock. */
  changedAt: string;
  state: 'open' | 'unpaid' | 'shipped' | 'cancelled';
  mugs: number;
  lamps: number;
  city: string;
  customer: string;
  note: string;
  currency: string;
  sku: string;
  price: string;
};

export type ShopDelivery = { headers: Record<string, string>; body: string };
export type ShopSecrets = Record<string, string>;

export type Shop = {
  kind: string;
  /** What head office has to be told to reach it. */
  fields: Record<string, string>;
  secrets: ShopSecrets;
  /** Puts an order in, or changes it. */
  put: (change: Partial<ShopOrder> & { id: number }) => ShopOrder;
  /** As the shop sends it now; with another secret when told so. */
  delivery: (
    id: number,
    about: 'created' | 'updated' | 'cancelled',
    deliveryId: string,
    secret?: string,
  ) => ShopDelivery;
  /** Units the shop believes head office to have. */
  stock: (sku: string) => number | null;
  /** Numbers of what was told as shipped, one a telling. */
  shipments: (id: number) => string[];
  asked: ShopRequest[];
  misbehave: (fits: (request: ShopRequest) => boolean, ...mischief: Mischief[]) => void;
  close: () => Promise<void>;
};

export const lineIds = { mugs: 11, lamps: 12 };

export function orderBefore(id: number, change: Partial<ShopOrder>): ShopOrder {
  return {
    id,
    changedAt: '2026-03-01T09:00:00Z',
    state: 'open',
    mugs: 3,
    lamps: 1,
    city: 'Leeds',
    customer: 'Ayşe Yılmaz',
    note: '',
    currency: 'GBP',
    sku: 'MUG',
    price: '5.00',
    ...change,
  };
}
