// Who had the goods of an order and when, out of its history.
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import { type CustodyEvent, custodyOf, type CustodyStep } from '../../../shared/domain/special/custody';
import type { Queryable } from '../../db/pool';

export async function custodyOfOrder(db: Queryable, orderId: OrderId): Promise<CustodyStep[]> {
  const events = await db.query<CustodyEvent>({
    name: 'custody-events',
    text: `SELECT e.at, e.type, e.aggregate_id AS "aggregateId", coalesce(p.doc->'person'->>'name', e.actor) AS by,
             s.name AS station, e.body
           FROM event e
           LEFT JOIN station s ON s.station_id = e.station_id
           LEFT JOIN directory p ON p.stream_id = $2 AND p.kind = 'person' AND p.doc->'person'->>'personId' = e.actor
           WHERE e.order_id = $1 AND e.aggregate IN ('parcel', 'shipment', 'return')
           ORDER BY e.at, e.stream_id, e.seq`,
    values: [orderId, companyStream],
  });
  const boxes = await db.query<{ parcel_id: string; box: number }>({
    name: 'custody-boxes',
    text: `SELECT parcel_id, (doc->>'boxNumber')::int AS box FROM parcel WHERE order_id = $1 AND NOT deleted`,
    values: [orderId],
  });
  const people = await db.query<{ id: string; name: string }>({
    name: 'custody-people',
    text: `SELECT doc->'person'->>'personId' AS id, doc->'person'->>'name' AS name FROM directory
           WHERE stream_id = $1 AND kind = 'person'`,
    values: [companyStream],
  });
  return custodyOf(
    events.rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() })),
    new Map(boxes.rows.map((row) => [row.parcel_id, row.box])),
    new Map(people.rows.map((row) => [row.id, row.name])),
  );
}
