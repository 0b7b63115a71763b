// Tells channels what has left, with carrier and number, when a parcel of one of their orders is handed over.
import type { Order } from '../../../shared/domain/order/order';
import { openQuantity } from '../../../shared/domain/order/status';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { companyStream } from '../../../shared/domain/ids';
import type { Client, Queryable } from '../../db/pool';
import type { HistoryEvent } from '../../jobs/follow-events';
import { later, type LaterWork, type Performed } from '../../jobs/outbox';
import type { ShippedParcel } from './channel-connector';
import { salesChannel } from './channel-rows';
import { exchangePrefix } from '../returns/exchange-order';
import { loadMemories, memoryKey } from './memory';
import { trackingOfParcels } from '../shipments/tracking-of-parcels';
import { pushTopics, type PushTools, recorded, type ShipmentWork } from './pushes';

export const shipmentEvents = ['ParcelHandedOver'] as const;

/** In the transaction of a follower. */
export async function followHandOvers(
  client: Client,
  events: readonly HistoryEvent[],
  newId: () => string,
): Promise<void> {
  const { rows } = await client.query<{
    order_id: string;
    channel_id: string;
    external_id: string;
    number: string;
    policy: { pushShipments?: boolean; stockRules?: unknown[] };
  }>(
    `SELECT o.order_id, o.channel_id, o.external_id, o.number, c.policy FROM sales_order o JOIN channel c USING (channel_id)
     WHERE o.stream_id = $1 AND o.order_id = ANY($2::uuid[])`,
    [companyStream, events.map(({ orderId }) => orderId)],
  );
  const orders = new Map(rows.map((row) => [row.order_id, row]));
  const works = events.flatMap(({ orderId, aggregateId }): LaterWork[] => {
    const order = orders.get(orderId ?? '');
    // A shop knows nothing of an exchange: that order is ours.
    if (!order?.policy.pushShipments || order.external_id.startsWith(exchangePrefix)) return [];
    const payload: ShipmentWork = {
      channelId: order.channel_id,
      parcelId: aggregateId,
      subject: order.number,
    };
    return [{ topic: pushTopics.shipment, key: `${order.channel_id} ${order.external_id}`, payload }];
  });
  await later(client, works, newId);
  await wakeLimited(
    client,
    [
      ...new Set(
        rows.filter(({ policy }) => (policy.stockRules ?? []).length > 0).map((row) => row.channel_id),
      ),
    ],
    newId,
  );
}

/** A channel that may hold so many units only may hold others once some have left. */
async function wakeLimited(
  client: Client,
  channelIds: readonly string[],
  newId: () => string,
): Promise<void> {
  if (channelIds.length === 0) return;
  const { rows } = await client.query<{ order_id: string }>(
    `SELECT DISTINCT b.order_id FROM backorder_line b JOIN sales_order o ON o.stream_id = $1 AND o.order_id = b.order_id
     WHERE b.stream_id = $1 AND o.channel_id = ANY($2::text[])`,
    [companyStream, channelIds],
  );
  const works = rows.map(
    ({ order_id: orderId }): LaterWork => ({
      topic: 'allocate',
      key: `order ${orderId}`,
      payload: { kind: 'order', orderId },
      coalesce: true,
    }),
  );
  await later(client, works, newId);
}

export async function pushShipment(
  tools: PushTools,
  { payload, attempt }: Performed<ShipmentWork>,
): Promise<string> {
  const { pool, connectors, http } = tools;
  const channel = await salesChannel(pool, payload.channelId);
  const send = channel && connectors.get(channel.kind)?.send;
  if (!channel?.policy.pushShipments || !send) return 'not told any more';
  const shipped = await shippedParcel(pool, payload);
  if (!shipped) return 'nothing of it has left';
  const detail = [shipped.carrierName, shipped.trackingNumber].filter(Boolean).join(' ');
  return recorded(
    tools,
    { channelId: payload.channelId, kind: 'shipment', subject: payload.subject, detail, attempt },
    () => send.pushShipment(channel.access, http, shipped),
    (answer) => answer,
  );
}

async function shippedParcel(
  db: Queryable,
  { channelId, parcelId }: ShipmentWork,
): Promise<ShippedParcel | null> {
  const { rows } = await db.query<{ parcel: Parcel; order: Order }>(
    `SELECT p.doc AS parcel, o.doc AS "order" FROM parcel p JOIN sales_order o ON o.stream_id = $2 AND o.order_id = p.order_id
     WHERE p.parcel_id = $1`,
    [parcelId, companyStream],
  );
  const [found] = rows;
  if (!found || found.parcel.state !== 'handed-over') return null;
  const { parcel, order } = found;
  const memory = (await loadMemories(db, [{ channelId, externalId: order.externalId }])).get(
    memoryKey(channelId, order.externalId),
  );
  const lineIds = new Map(Object.entries(memory?.lineNos ?? {}).map(([lineId, lineNo]) => [lineNo, lineId]));
  const tracking = (await trackingOfParcels(db, [parcel])).get(parcelId);
  return {
    parcelId,
    externalOrderId: order.externalId,
    carrierName: parcel.shipping.carrierName,
    trackingNumber: tracking?.number ?? null,
    trackingUrl: tracking?.url ?? null,
    lines: parcel.lines
      .filter((line) => line.packed > 0)
      // An order that came another way has our own line numbers only.
      .map((line) => ({
        lineId: lineIds.get(line.lineNo) ?? String(line.lineNo),
        sku: line.sku,
        quantity: line.packed,
      })),
    isLast: order.lines.every((line) => openQuantity(line) === 0),
  };
}
