// Writes a change set: every kind of row in one statement, all statements on their way at once, every document announced
// with its place in the stream. Documents have passed their schemas before (check-documents.ts).
// A parcel has its place before the answers to the ops it has in it, and a new box before the box it was split from: a
// station that has reached `parcelSeq` of an answer has everything the op did.
import { companyStream } from '../../../shared/domain/ids';
import { collections } from '../../../shared/sync/documents';
import type { StreamTx } from '../../db/stream-writer';
import type { ChangeSet } from './change-set';
import { storeGrants } from './grant-changes';
import { storeCounts } from './store-counts';
import { checkDocuments } from './check-documents';
import { jsonRows, storableJson } from './json-rows';
import { stockEvents, storeEvents } from './store-events';
import { storeBackorders, storeOrders } from './store-orders';
import { storeParcelGoods } from './store-parcel-goods';
import { storeParcels } from './store-parcels';
import { storePurchases } from './store-purchases';
import { storeTransfers } from './store-transfers';
import { storeReturns } from './store-returns';
import { storeTours } from './store-tours';
import { storeOtherSites } from './other-sites';
import { storeCounterSales } from './counter-sales';
import { storeStationOrders } from './station-orders';
import { settleAllStockHolds, storeStockHolds } from './stock-holds';
import { nameMovedLots, storeLotLevels } from './store-lots';
import { storeTillCounts } from './till-counts';
import { storeLevels, storeMoves, storeStock } from './store-stock';

/** The unit of work must name the streams of everything that changed; orders are the company's. */
export async function storeChanges(tx: StreamTx, changes: ChangeSet): Promise<void> {
  checkDocuments(changes);
  settleAllStockHolds(changes);
  // Before anything is written: movements are written with their lots.
  await nameMovedLots(tx, changes);
  const events: object[] = [];
  const quarantined = storeLevels(tx, changes);
  await Promise.all([
    quarantined,
    // Before the parcels: a station that has seen a parcel leave has seen the movements too, by their numbers.
    ...storeMoves(tx, changes),
    ...storeLotLevels(tx, changes),
    ...storeTours(tx, changes, events),
    ...storePurchases(tx, changes, events),
    ...storeTransfers(tx, changes, events),
    ...storeReturns(tx, changes, events),
    ...storeParcels(tx, changes, events),
    ...storeParcelGoods(tx, changes),
    ...storeOps(tx, changes),
    ...storeStock(tx, changes, quarantined),
    ...storeOrders(tx, changes, events),
    ...storeEvents(tx, [...events, ...stockEvents(tx, changes)]),
    ...storeBackorders(tx, changes),
    ...storeStockHolds(tx, changes),
    ...storeStationOrders(tx, changes),
    ...storeCounterSales(tx, changes),
    ...storeTillCounts(tx, changes),
    ...storeOtherSites(tx, changes),
    ...storeWakes(tx, changes),
    ...storeGrants(tx, changes),
    storeCounts(tx, changes),
  ]);
  // Last: bins that fell below zero raised tasks of the same set.
  await Promise.all(storeTasks(tx, changes));
}

function storeOps(tx: StreamTx, changes: ChangeSet): Promise<unknown>[] {
  if (changes.ops.length === 0) return [];
  const rows = changes.ops.map((op) => {
    const { envelope, stationId, warehouseId, contentHash, result } = op;
    const seq = tx.nextSeq(warehouseId);
    const parcelSeq = (envelope.parcelId && changes.parcels.get(envelope.parcelId)?.seq) || 0;
    const doc = collections.results.schema.parse({ ...result, parcelSeq, seq });
    op.stored = doc;
    tx.announce({
      streamId: warehouseId,
      collection: 'results',
      seq,
      document: doc,
      stationId,
      warehouseIds: null,
    });
    return {
      op_id: envelope.opId,
      stream_id: warehouseId,
      seq,
      station_id: stationId,
      station_seq: envelope.stationSeq,
      type: envelope.type,
      v: envelope.v,
      actor: envelope.actor,
      fence: envelope.fence,
      parcel_id: envelope.parcelId,
      body: envelope.body,
      content_hash: contentHash,
      status: result.status,
      at: envelope.at,
      received_at: changes.at,
      doc,
    };
  });
  return [
    tx.client.query({
      name: 'store-ops',
      text: `INSERT INTO op (op_id, stream_id, seq, station_id, station_seq, type, v, actor, fence, parcel_id, body, content_hash, status, at, received_at, doc)
             SELECT * FROM json_to_recordset($1) AS r (op_id uuid, stream_id text, seq bigint, station_id uuid, station_seq bigint, type text, v int, actor text,
               fence bigint, parcel_id uuid, body jsonb, content_hash text, status text, at timestamptz, received_at timestamptz, doc jsonb)`,
      values: [jsonRows(rows)],
    }),
  ];
}

function storeTasks(tx: StreamTx, changes: ChangeSet): Promise<unknown>[] {
  if (changes.tasks.length === 0) return [];
  const rows = changes.tasks.map(({ warehouseId, task }) => {
    const seq = tx.nextSeq(warehouseId);
    const doc = collections.tasks.schema.parse({ ...task, seq });
    tx.announce({
      streamId: warehouseId,
      collection: 'tasks',
      seq,
      document: doc,
      stationId: null,
      warehouseIds: null,
    });
    return {
      stream_id: warehouseId,
      task_id: doc.taskId,
      kind: doc.kind,
      state: doc.state,
      order_id: doc.orderId,
      parcel_id: doc.parcelId,
      op_id: doc.opId,
      doc,
      seq,
    };
  });
  return [
    tx.client.query({
      name: 'store-tasks',
      text: `INSERT INTO task (stream_id, task_id, kind, state, order_id, parcel_id, op_id, doc, seq)
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, task_id uuid, kind text, state text, order_id uuid, parcel_id uuid, op_id uuid, doc jsonb, seq bigint)
             ON CONFLICT (stream_id, task_id) DO UPDATE SET state = excluded.state, doc = excluded.doc, seq = excluded.seq`,
      values: [jsonRows(rows)],
    }),
  ];
}

/** Free stock wakes nobody unless an order waits for it; an order that comes later finds it by itself. */
function storeWakes(tx: StreamTx, changes: ChangeSet): Promise<unknown>[] {
  if (changes.wakes.size === 0) return [];
  const wakes = [...changes.wakes];
  return [
    tx.client.query({
      name: 'store-wakes',
      text: `INSERT INTO outbox (id, topic, key, payload)
             SELECT id, topic, key, payload FROM unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[], $5::text[]) AS r (id, topic, key, payload, sku)
             WHERE r.sku IS NULL OR EXISTS (SELECT 1 FROM backorder_line b WHERE b.stream_id = $6 AND b.sku = r.sku)`,
      values: [
        wakes.map(() => changes.newId()),
        wakes.map(([, { kind }]) => (kind === 'order' ? 'allocate' : 'allocate-freed')),
        wakes.map(([key]) => key),
        wakes.map(([, payload]) => storableJson(payload)),
        wakes.map(([, wake]) => (wake.kind === 'order' ? null : wake.sku)),
        companyStream,
      ],
    }),
  ];
}
