// Notices what webhooks are told, in the history of every stream, and puts the deliveries on their way: in the order of what
// they are about, each with the body it keeps however often it is sent.
import { webhookBodySchema } from '../../../shared/contract/webhooks';
import { companyStream } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { isAskedFor, webhookEventOf } from '../../../shared/domain/webhook/webhook-events';
import type { Client, Queryable } from '../../db/pool';
import type { HistoryEvent } from '../../jobs/follow-events';
import { later, type LaterWork } from '../../jobs/outbox';
import { jsonRows } from '../changes/json-rows';
import { type BodyFacts, webhookBody } from './webhook-body';
import { openWebhooks, type Webhook } from './webhooks';

export const deliverTopic = 'webhook';
export type DeliverWork = { webhookId: string; deliveryId: string };

export type NewDelivery = {
  webhookId: string;
  type: string;
  /** What people call what it is about: an order's number, a SKU. */
  subject: string;
  /** Deliveries of one webhook about one thing go one behind the other. */
  about: string;
  body: string;
};

/** In the transaction of a follower. */
export async function followHistory(
  client: Client,
  events: readonly HistoryEvent[],
  clock: { at: string; newId: () => string },
): Promise<void> {
  const webhooks = await openWebhooks(client);
  const told = events.flatMap((event) => {
    const type = webhookEventOf(event.aggregate, event.type);
    const who = type === null ? [] : webhooks.filter(({ content }) => isAskedFor(content.types, type));
    return type === null || who.length === 0 ? [] : [{ event, type, who }];
  });
  if (told.length === 0) return;
  const facts = await loadFacts(
    client,
    told.map(({ event }) => event),
  );
  const deliveries = told.flatMap(({ event, type, who }) => {
    const order = facts.orders.get(event.orderId ?? '') ?? null;
    const about: BodyFacts = {
      type,
      event,
      order,
      parcel: facts.parcels.get(event.aggregateId) ?? null,
      record: facts.records.get(`${event.aggregate} ${event.aggregateId}`) ?? null,
    };
    return who.map((webhook) => deliveryOf(webhook, about));
  });
  await putDeliveries(client, deliveries, clock);
}

function deliveryOf({ webhookId, content }: Webhook, facts: BodyFacts): NewDelivery {
  const { type, event, order } = facts;
  return {
    webhookId,
    type,
    subject: order?.number ?? event.aggregateId,
    about: event.orderId ?? event.aggregateId,
    body: JSON.stringify(webhookBodySchema.parse(webhookBody(facts, content.personal))),
  };
}

export async function putDeliveries(
  db: Queryable,
  deliveries: readonly NewDelivery[],
  { at, newId }: { at: string; newId: () => string },
): Promise<string[]> {
  if (deliveries.length === 0) return [];
  const ids = deliveries.map(() => newId());
  await db.query({
    name: 'webhook-deliveries',
    text: `INSERT INTO webhook_delivery (stream_id, delivery_id, webhook_id, type, subject, body, state, created_at)
           SELECT $2, delivery_id, webhook_id, type, subject, body, 'waiting', $3
           FROM json_to_recordset($1) AS r (delivery_id uuid, webhook_id uuid, type text, subject text, body text)`,
    values: [
      jsonRows(
        deliveries.map(({ webhookId, type, subject, body }, index) => ({
          delivery_id: ids[index],
          webhook_id: webhookId,
          type,
          subject: subject.slice(0, 200),
          body,
        })),
      ),
      companyStream,
      at,
    ],
  });
  const works = deliveries.map(({ webhookId, about }, index): LaterWork => {
    const payload: DeliverWork = { webhookId, deliveryId: ids[index] ?? '' };
    return { topic: deliverTopic, key: `${webhookId} ${about}`, payload, availableAt: at };
  });
  await later(db, works, newId);
  return ids;
}

type Facts = {
  orders: ReadonlyMap<string, Order>;
  parcels: ReadonlyMap<string, Parcel>;
  records: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
};

async function loadFacts(db: Queryable, events: readonly HistoryEvent[]): Promise<Facts> {
  const orderIds = [...new Set(events.flatMap(({ orderId }) => orderId ?? []))];
  const ofParcels = events.filter(({ aggregate }) => aggregate === 'parcel');
  const ofRecords = events.filter(({ aggregate }) => aggregate !== 'order' && aggregate !== 'parcel');
  const orders = await db.query<{ doc: Order }>({
    name: 'webhook-orders',
    text: 'SELECT doc FROM sales_order WHERE stream_id = $1 AND order_id = ANY($2::uuid[])',
    values: [companyStream, orderIds],
  });
  const parcels = await db.query<{ doc: Parcel }>({
    name: 'webhook-parcels',
    text: 'SELECT doc FROM parcel WHERE stream_id = ANY($1::text[]) AND parcel_id = ANY($2::uuid[])',
    values: [
      [...new Set(ofParcels.map(({ streamId }) => streamId))],
      ofParcels.map(({ aggregateId }) => aggregateId),
    ],
  });
  const records = await db.query<{ kind: string; record_id: string; doc: Record<string, unknown> }>({
    name: 'webhook-records',
    text: 'SELECT kind, record_id, doc FROM record WHERE stream_id = $1 AND kind = ANY($2::text[]) AND record_id = ANY($3::uuid[])',
    values: [
      companyStream,
      [...new Set(ofRecords.map(({ aggregate }) => aggregate))],
      ofRecords.map(({ aggregateId }) => aggregateId),
    ],
  });
  return {
    orders: new Map(orders.rows.map(({ doc }) => [doc.orderId, doc])),
    parcels: new Map(parcels.rows.map(({ doc }) => [doc.parcelId, doc])),
    records: new Map(records.rows.map(({ kind, record_id, doc }) => [`${kind} ${record_id}`, doc])),
  };
}
