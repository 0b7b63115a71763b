// What placement rules would have held of the newest orders, beside what the rules in force would. Credit is left out: it is
// judged by what a customer owed at that moment.
import type { PlacementPreview } from '../../../shared/contract/money';
import { companyStream } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { orderTotalMinor } from '../../../shared/domain/order/status';
import {
  type HoldCause,
  holdOf,
  judgePlacement,
  type PlacementSettings,
} from '../../../shared/domain/placement/placement-rules';
import type { Queryable } from '../../db/pool';
import { loadPlacementSettings } from './load-placement';

const newest = 500;
const mostExamples = 50;
const hourMs = 3_600_000;

export async function previewPlacement(db: Queryable, draft: PlacementSettings): Promise<PlacementPreview> {
  const now = await loadPlacementSettings(db);
  const { rows } = await db.query<{ doc: Order }>(
    `SELECT doc FROM sales_order WHERE stream_id = $1 AND NOT deleted ORDER BY placed_at DESC, order_id LIMIT $2`,
    [companyStream, newest],
  );
  const orders = rows.map(({ doc }) => doc);
  const counts = new Map<string, { orders: number; ordersNow: number }>();
  const count = (causes: readonly HoldCause[], name: 'orders' | 'ordersNow'): void => {
    for (const { reason } of causes) {
      const known = counts.get(reason) ?? { orders: 0, ordersNow: 0 };
      known[name] += 1;
      counts.set(reason, known);
    }
  };
  const preview: PlacementPreview = { orders: orders.length, held: 0, heldNow: 0, reasons: [], examples: [] };
  for (const order of orders) {
    const causes = judge(order, draft, orders);
    const causesNow = judge(order, now, orders);
    count(causes, 'orders');
    count(causesNow, 'ordersNow');
    preview.held += causes.length > 0 ? 1 : 0;
    preview.heldNow += causesNow.length > 0 ? 1 : 0;
    for (const cause of causes) {
      if (preview.examples.length >= mostExamples) break;
      const { reason, note } = holdOf(cause, draft, order.placedAt);
      const { orderId, number } = order;
      preview.examples.push({ orderId, number, customerName: order.customer.name, reason, note });
    }
  }
  preview.reasons = [...counts].map(([reason, each]) => ({ reason, ...each }));
  return preview;
}

function judge(order: Order, settings: PlacementSettings, orders: readonly Order[]): HoldCause[] {
  const email = order.shipTo.email?.trim().toLowerCase() ?? '';
  const at = Date.parse(order.placedAt);
  const before = orders.filter((other) => {
    const earlier = at - Date.parse(other.placedAt);
    return (
      other !== order &&
      email !== '' &&
      other.shipTo.email?.trim().toLowerCase() === email &&
      earlier >= 0 &&
      earlier < hourMs
    );
  });
  return judgePlacement(
    {
      channelId: order.channelId,
      currency: order.currency,
      totalMinor: orderTotalMinor(order),
      customerId: order.customer.customerId,
      shipTo: order.shipTo,
      // Orders do not keep in which country they were paid for.
      billingCountry: null,
      booked: order.booked ?? null,
    },
    settings,
    {
      at: order.placedAt,
      ordersInTheHour: before.length,
      account: null,
      stopped: order.lines
        .map(({ sku }) => sku)
        .filter((sku) => settings.stopped.some((each) => each === sku)),
    },
  );
}
