// Everything that happened with a customer, as one list, newest first: orders, boxes, money, returns, cases, mails, notes,
// and what was done to their file.
import type { z } from 'zod';
import type {
  activityKinds,
  activityQuerySchema,
  activityResponseSchema,
} from '../../../shared/contract/customers';
import { companyStream } from '../../../shared/domain/ids';
import { cursorOf, readCursor } from '../../db/cursor';
import { CursorWrong } from '../../db/list-page';
import type { Queryable } from '../../db/pool';

type Kind = (typeof activityKinds)[number];

/** What of an order's and a box's history is worth telling of their customer. */
const orderTypes = [
  'OrderPlaced',
  'OrderHeld',
  'HoldReleased',
  'AddressChanged',
  'LinesCancelled',
  'OrderCancelled',
  'OrderClosed',
];
const parcelTypes = ['ParcelHandedOver'];
const shipmentTypes = ['ShipmentDelivered', 'ShipmentLate', 'ShipmentLost', 'ShipmentReturning'];
const kindOfAggregate: Readonly<Record<string, Kind>> = {
  order: 'order',
  parcel: 'parcel',
  shipment: 'parcel',
  payment: 'payment',
  refund: 'payment',
  quote: 'payment',
  return: 'return',
  case: 'case',
  feedback: 'case',
};

const kindSql = `CASE e.aggregate ${Object.entries(kindOfAggregate)
  .map(([aggregate, kind]) => `WHEN '${aggregate}' THEN '${kind}'`)
  .join(' ')} END`;

/** @throws CursorWrong */
export async function customerActivity(
  db: Queryable,
  customerId: string,
  { kind, cursor, limit }: z.infer<typeof activityQuerySchema>,
): Promise<z.infer<typeof activityResponseSchema>> {
  const after = cursor === undefined ? null : readCursor(cursor, 2);
  if (cursor !== undefined && (!after || Number.isNaN(Date.parse(after[0] ?? ''))))
    throw new CursorWrong('not a cursor of this list');
  const { rows } = await db.query<z.infer<typeof activityResponseSchema>['rows'][number]>(
    `WITH person AS (SELECT customer_id FROM customer WHERE stream_id = $1 AND root_id = (SELECT root_id FROM customer WHERE stream_id = $1 AND customer_id = $2)),
       bought AS (SELECT o.order_id, s.number FROM customer_order o JOIN sales_order s ON s.stream_id = o.stream_id AND s.order_id = o.order_id
         WHERE o.stream_id = $1 AND o.customer_id IN (SELECT customer_id FROM person)),
       reached AS (SELECT value FROM customer_contact WHERE stream_id = $1 AND kind = 'mail' AND customer_id IN (SELECT customer_id FROM person))
     SELECT id, at, kind, type, order_id AS "orderId", number, by, text FROM (
       SELECT 'e ' || e.stream_id || ' ' || e.seq AS id, e.at, ${kindSql} AS kind, e.type, e.order_id, b.number,
         coalesce(p.doc -> 'person' ->> 'name', e.actor) AS by, NULL::text AS text
       FROM event e JOIN bought b ON b.order_id = e.order_id
       LEFT JOIN directory p ON p.stream_id = $1 AND p.kind = 'person' AND p.doc -> 'person' ->> 'personId' = e.actor
       WHERE (e.aggregate = 'order' AND e.type = ANY($3::text[])) OR (e.aggregate = 'parcel' AND e.type = ANY($4::text[]))
         OR (e.aggregate = 'shipment' AND e.type = ANY($5::text[])) OR e.aggregate IN ('payment', 'refund', 'return', 'case', 'feedback', 'quote')
       UNION ALL
       SELECT 'm ' || m.mail_id, coalesce(m.sent_at, m.created_at), 'mail', m.kind, m.order_id, m.number, NULL, m.subject FROM mail m
       WHERE m.stream_id = $1 AND (m.order_id IN (SELECT order_id FROM bought) OR (m.order_id IS NULL AND lower(m.to_address) IN (SELECT value FROM reached)))
       UNION ALL
       SELECT 'n ' || n.note_id, n.at, 'note', 'noted', NULL, NULL, n.by, n.text FROM customer_note n
       WHERE n.stream_id = $1 AND n.customer_id IN (SELECT customer_id FROM person)
       UNION ALL
       SELECT 'a ' || a.act_id, a.at, 'file', a.type, NULL, NULL, coalesce(d.doc -> 'person' ->> 'name', a.by), NULL FROM customer_act a
       LEFT JOIN directory d ON d.stream_id = $1 AND d.kind = 'person' AND d.doc -> 'person' ->> 'personId' = a.by
       WHERE a.stream_id = $1 AND a.customer_id IN (SELECT customer_id FROM person)
     ) each
     WHERE ($6::text IS NULL OR kind = $6) AND kind IS NOT NULL AND ($7::timestamptz IS NULL OR (at, id) < ($7::timestamptz, $8::text))
     ORDER BY at DESC, id DESC LIMIT $9`,
    [
      companyStream,
      customerId,
      orderTypes,
      parcelTypes,
      shipmentTypes,
      kind ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, cursor: rows.length > limit && last ? cursorOf(last.at, last.id) : null };
}
