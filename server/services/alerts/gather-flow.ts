// What the alerts of work are asked of, one statement a kind: suppliers' orders, orders with a promise, parcels at carriers,
// bins below nothing, stations.
import type {
  LevelFacts,
  OrderFacts,
  ParcelOnItsWay,
  PurchaseFacts,
  StationFacts,
} from '../../../shared/domain/alert/flow-rules';
import { companyStream } from '../../../shared/domain/ids';
import { purchaseNumber } from '../../../shared/domain/purchasing/purchase';
import { toArrive } from '../../../shared/domain/transfer/questions';
import { type Transfer, transferNumber } from '../../../shared/domain/transfer/transfer';
import type { Queryable } from '../../db/pool';
import { siteDays } from '../lots/site-days';

/** Somewhere it is tomorrow already. */
const dayMs = 86_400_000;
/** Whatever left earlier is looked for no more. */
const lookDays = 60;

export async function gatherPurchases(db: Queryable, at: string): Promise<PurchaseFacts[]> {
  const { rows } = await db.query<{
    purchase_id: string;
    number: number;
    supplier: string;
    stream_id: string;
    open: PurchaseFacts['open'];
  }>({
    name: 'alert-purchases',
    text: `SELECT purchase_id, number, supplier, stream_id,
             (SELECT coalesce(json_agg(json_build_object('expectedOn', line->>'expectedOn',
                'units', (line->>'ordered')::int - (line->>'received')::int)), '[]')
              FROM jsonb_array_elements(doc->'lines') AS line WHERE (line->>'received')::int < (line->>'ordered')::int) AS open
           FROM purchase WHERE state = 'sent' AND NOT deleted AND expected_on < $1::date ORDER BY number`,
    values: [new Date(Date.parse(at) + dayMs).toISOString()],
  });
  const todayAt = await siteDays(db, at);
  return rows.map(({ purchase_id: purchaseId, number, supplier, stream_id: warehouseId, open }) => ({
    purchaseId,
    number: purchaseNumber(number),
    supplier,
    warehouseId,
    open,
    today: todayAt(warehouseId),
  }));
}

/** Goods of another site that are behind their day, as of a supplier. */
export async function gatherTransfers(db: Queryable, at: string): Promise<PurchaseFacts[]> {
  const { rows } = await db.query<{ doc: Transfer }>({
    name: 'alert-transfers',
    text: `SELECT doc FROM stock_transfer WHERE stream_id = $1 AND state IN ('released', 'in-transit') AND due_on < $2::date ORDER BY number`,
    values: [companyStream, new Date(Date.parse(at) + dayMs).toISOString()],
  });
  const todayAt = await siteDays(db, at);
  return rows.map(({ doc }) => ({
    purchaseId: doc.transferId,
    number: transferNumber(doc.number),
    supplier: doc.fromName || doc.fromId,
    warehouseId: doc.toId,
    open: doc.lines.map((line) => ({ expectedOn: doc.dueOn, units: toArrive(doc, line) })),
    today: todayAt(doc.toId),
  }));
}

export async function gatherOrders(db: Queryable, at: string): Promise<OrderFacts[]> {
  const { rows } = await db.query<Omit<OrderFacts, 'today'>>({
    name: 'alert-orders',
    text: `SELECT o.order_id AS "orderId", o.number, to_char(o.promised_for, 'YYYY-MM-DD') AS "promisedFor",
             o.warehouse_ids[1] AS "warehouseId", o.open_units::int AS open,
             CASE WHEN o.hold_reasons <> '{}' THEN 'hold' WHEN waiting.is_so THEN 'stock'
               WHEN EXISTS (SELECT 1 FROM parcel p WHERE p.order_id = o.order_id AND NOT p.deleted AND p.state IN ('released', 'leased', 'packing'))
                 THEN 'bench' ELSE 'carrier' END AS waits,
             CASE WHEN waiting.is_so THEN (SELECT to_char(max(d.due_on), 'YYYY-MM-DD') FROM dated_demand d WHERE d.order_id = o.order_id) END AS "goodsOn"
           FROM sales_order o CROSS JOIN LATERAL (
             SELECT EXISTS (SELECT 1 FROM backorder_line b WHERE b.stream_id = $1 AND b.order_id = o.order_id) AS is_so) AS waiting
           WHERE o.stream_id = $1 AND o.open_units > 0 AND o.promised_for IS NOT NULL AND NOT o.deleted
             AND o.status <> 'cancelled'
           ORDER BY o.promised_for, o.order_id`,
    values: [companyStream],
  });
  const todayAt = await siteDays(db, at);
  return rows.map((row) => ({ ...row, today: todayAt(row.warehouseId ?? '') }));
}

/** Of carriers that tell where parcels are: others say nothing of any. */
export async function gatherParcels(db: Queryable, at: string): Promise<ParcelOnItsWay[]> {
  const { rows } = await db.query<ParcelOnItsWay>({
    name: 'alert-parcels',
    text: `WITH on_way AS MATERIALIZED (
             SELECT record_id, doc FROM record WHERE stream_id = $1 AND kind = 'shipment' AND state = 'bought' AND doc->>'handedOverAt' > $2
           ), telling AS (
             SELECT DISTINCT doc->>'carrierId' AS carrier_id FROM record
             WHERE stream_id = $1 AND kind = 'shipment' AND state IN ('bought', 'done') AND created_at > $2::timestamptz
               AND jsonb_array_length(doc->'tracking'->'events') > 0
           )
           SELECT record_id AS "parcelId", doc->>'orderNumber' AS "orderNumber", doc->>'warehouseId' AS "warehouseId",
             doc->>'carrierName' AS carrier, coalesce(doc->'label'->>'trackingNumber', '') AS "trackingNumber",
             doc->'tracking'->>'status' AS status,
             greatest(doc->>'handedOverAt', coalesce(doc->'tracking'->'events'->-1->>'at', '')) AS "lastAt"
           FROM on_way JOIN telling ON telling.carrier_id = on_way.doc->>'carrierId' WHERE doc->>'outcome' IS NULL`,
    values: [companyStream, new Date(Date.parse(at) - lookDays * dayMs).toISOString()],
  });
  return rows;
}

export async function gatherLevels(db: Queryable): Promise<LevelFacts[]> {
  const { rows } = await db.query<LevelFacts>({
    name: 'alert-levels',
    text: `SELECT l.stream_id AS "warehouseId", l.location_id AS location, l.sku, coalesce(p.name, '') AS name, l.on_hand AS "onHand"
           FROM stock_level l JOIN location b ON b.stream_id = l.stream_id AND b.location_id = l.location_id
             AND b.kind IN ('bin', 'receiving', 'quarantine')
           LEFT JOIN product p ON p.stream_id = $1 AND p.sku = l.sku
           WHERE l.on_hand < 0 ORDER BY l.stream_id, l.location_id, l.sku`,
    values: [companyStream],
  });
  return rows;
}

export async function gatherStations(db: Queryable): Promise<StationFacts[]> {
  const { rows } = await db.query<Omit<StationFacts, 'lastAt'> & { lastAt: string }>({
    name: 'alert-stations',
    text: `SELECT s.station_id AS "stationId", s.name, s.stream_id AS "warehouseId", coalesce(s.last_seen_at, s.enrolled_at) AS "lastAt",
             s.unsent, s.signed_off_at IS NOT NULL AS "isSignedOff",
             (SELECT count(*)::int FROM parcel p WHERE p.stream_id = s.stream_id AND p.holder_station_id = s.station_id
                AND p.state IN ('leased', 'packing', 'sealed', 'labelled')) AS held
           FROM station s WHERE s.revoked_at IS NULL AND 'station' = ANY(s.roles) ORDER BY s.station_id`,
    values: [],
  });
  return rows.map((row) => ({ ...row, lastAt: new Date(row.lastAt).toISOString() }));
}
