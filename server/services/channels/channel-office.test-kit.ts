// A head office with a shop at its door: whatever its kind, customers order there and the shop tells it, by real requests.
import { expect } from 'vitest';
import type { Shop, ShopDelivery } from '../../../e2e/rigs/shops/shop';
import type { ChannelPolicy } from '../../../shared/domain/channel/policy';
import type { Order } from '../../../shared/domain/order/order';
import type { Task } from '../../../shared/sync/documents';
import { startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';
import { orderIdOf } from '../orders/order-id';
import type { ChannelOptions } from './start-channels';

export type ChannelOffice = {
  test: TestOffice;
  shop: Shop;
  station: TestStation;
  channelId: string;
  /** Sends as the shop does. */
  send: (delivery: ShopDelivery) => Promise<{ status: number; body: Record<string, unknown> }>;
  /** The shop tells an order as it is now. */
  tell: (id: number, about?: 'created' | 'updated' | 'cancelled', deliveryId?: string) => Promise<void>;
  /** Everything that came is followed, and what it brought is allocated. */
  settled: () => Promise<void>;
  order: (id: number) => Promise<Order | null>;
  tasks: (id: number) => Promise<Task[]>;
  inbox: (
    id: number,
  ) => Promise<{ delivery_id: string; state: string; problems: { field: string; code: string }[] }[]>;
  close: () => Promise<void>;
};

let deliveries = 0;

export async function startChannelOffice(
  startShop: () => Promise<Shop>,
  policy: Partial<ChannelPolicy> = {},
  options: { now?: () => Date; channels?: ChannelOptions } = {},
): Promise<ChannelOffice> {
  const shop = await startShop();
  const test = await startTestOffice({ idleMs: 3_600_000, ...options });
  const channelId = 'shop';
  await addShopChannel(test, shop, channelId, policy);
  const station = await test.enrol();
  const send: ChannelOffice['send'] = async ({ headers, body }) => {
    const path = shop.kind === 'signed-api' ? 'orders' : 'webhooks';
    const answer = await test.app.inject({
      method: 'POST',
      url: `/v1/channels/${channelId}/${path}`,
      headers,
      payload: body,
    });
    return { status: answer.statusCode, body: answer.json() };
  };
  return {
    test,
    shop,
    station,
    channelId,
    send,
    tell: async (id, about = 'created', deliveryId) => {
      deliveries += 1;
      const { status, body } = await send(shop.delivery(id, about, deliveryId ?? `d-${deliveries}`));
      expect([200, 201], JSON.stringify(body)).toContain(status);
    },
    settled: async () => {
      await test.office.channels.inbox.drain();
      await test.settled();
    },
    order: async (id) => {
      const rows = await test.rows<{ doc: Order }>(
        'SELECT doc FROM sales_order WHERE order_id = $1',
        orderIdOf(channelId, String(id)),
      );
      return rows[0]?.doc ?? null;
    },
    tasks: async (id) =>
      (
        await test.rows<{ doc: Task }>(
          'SELECT doc FROM task WHERE order_id = $1 ORDER BY seq',
          orderIdOf(channelId, String(id)),
        )
      ).map(({ doc }) => doc),
    inbox: (id) =>
      test.rows(
        'SELECT delivery_id, state, problems FROM channel_inbox WHERE channel_id = $1 AND external_id = $2 ORDER BY received_at, delivery_id',
        channelId,
        String(id),
      ),
    close: async () => {
      await test.close();
      await shop.close();
    },
  };
}

export async function addShopChannel(
  test: TestOffice,
  shop: Shop,
  channelId: string,
  policy: Partial<ChannelPolicy> = {},
): Promise<void> {
  await test.rows(
    `INSERT INTO channel (channel_id, name, kind, formats, currency, policy, fields, secrets) VALUES ($1, 'The shop', $2, '{}', 'GBP', $3, $4, $5)`,
    channelId,
    shop.kind,
    JSON.stringify(policy),
    JSON.stringify(shop.fields),
    JSON.stringify(shop.secrets),
  );
}

/** What an order is worth comparing by: what is wanted, where to, and how far it is. */
export function gist(order: Order | null) {
  if (!order) return null;
  const { state, shipTo, lines, holds, number, externalId, charges } = order;
  return {
    state,
    city: shipTo.city,
    number,
    externalId,
    charges,
    holds: holds.map(({ reason }) => reason),
    open: Object.fromEntries(lines.map((line) => [line.sku, line.ordered - line.cancelled - line.shipped])),
  };
}
