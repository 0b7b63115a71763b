// A shop that speaks our own signed protocol: tells whole orders, and hears stock and shipments at an address of its own.
import { startShopServer, type ShopAnswer, type ShopRequest } from './shop-server';
import { signatureOf, signedRequest } from './signed-request';
import { lineIds, orderBefore, type Shop, type ShopOrder } from './shop';

/** @param now the shop's clock, which its signatures carry */
export async function startSignedShop(now: () => Date = () => new Date()): Promise<Shop> {
  const orders = new Map<number, ShopOrder>();
  const stock = new Map<string, number>();
  const shipments = new Map<string, Map<string, string>>();
  const secrets = { secret: 'between us' };

  const answer = ({ headers, json }: ShopRequest): ShopAnswer => {
    const timestamp = String(headers['waybill-timestamp']);
    if (headers['waybill-signature'] !== signatureOf(secrets.secret, timestamp, JSON.stringify(json)))
      return { status: 401 };
    const told = json as {
      type: string;
      id: string;
      sku: string;
      available: number;
      externalOrderId: string;
      trackingNumber: string;
    };
    if (told.type === 'stock') stock.set(told.sku, told.available);
    else {
      const known = shipments.get(told.externalOrderId) ?? new Map<string, string>();
      shipments.set(told.externalOrderId, known.set(told.id, told.trackingNumber));
    }
    return { status: 204 };
  };

  const server = await startShopServer(answer);
  return {
    ...server,
    kind: 'signed-api',
    fields: { pushUrl: `${server.url}/hear` },
    secrets,
    put: ({ id, ...change }) => {
      const order = { ...(orders.get(id) ?? orderBefore(id, {})), ...change };
      orders.set(id, order);
      return order;
    },
    delivery: (id, _about, _deliveryId, secret = secrets.secret) => {
      const order = orders.get(id);
      if (!order) throw new Error(`the shop has no order ${id}`);
      return signedRequest(secret, signedOrder(order), now());
    },
    stock: (sku) => stock.get(sku) ?? null,
    shipments: (id) => [...(shipments.get(String(id))?.values() ?? [])],
  };
}

const states = { open: 'open', unpaid: 'waiting', shipped: 'done', cancelled: 'cancelled' };

function signedOrder(order: ShopOrder): object {
  const price = Number(order.price);
  return {
    externalId: String(order.id),
    number: `#${order.id}`,
    placedAt: '2026-03-01T09:00:00Z',
    changedAt: order.changedAt,
    state: states[order.state],
    currency: order.currency,
    customer: { customerId: '77', name: order.customer },
    shipTo: {
      name: order.customer,
      company: null,
      lines: ['1 High Street'],
      postcode: 'LS1 1AA',
      city: order.city,
      region: null,
      countryCode: 'GB',
      phone: null,
      email: null,
    },
    note: order.note === '' ? null : order.note,
    lines: [
      {
        lineId: String(lineIds.mugs),
        sku: order.sku,
        name: 'A mug',
        quantity: 3,
        removed: 3 - order.mugs,
        unitPriceMinor: Math.round(price * 100),
      },
      {
        lineId: String(lineIds.lamps),
        sku: 'LAMP',
        name: 'A lamp',
        quantity: 1,
        removed: 1 - order.lamps,
        unitPriceMinor: 2500,
      },
    ],
    charges: [{ kind: 'shipping', code: 'STANDARD', name: 'Standard', amountMinor: 450 }],
  };
}
