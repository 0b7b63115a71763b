// Writes transfers with what happened to them and what was loaded of them, and announces them to the stations of both sites.
// A draft is the office's own: no station hears of it.
import { companyStream } from '../../../shared/domain/ids';
import { transferEntry } from '../../../shared/sync/documents';
import { transferSides } from '../../../shared/domain/transfer/transfer';
import type { StreamTx } from '../../db/stream-writer';
import type { ChangeSet } from './change-set';
import { jsonRows } from './json-rows';
import { eventRowsOf, eventsBy } from './store-events';
import { columnsOf } from './store-lots';

/** What happened to them goes to `eventRows`, in the company's stream. */
export function storeTransfers(tx: StreamTx, changes: ChangeSet, eventRows: object[]): Promise<unknown>[] {
  return [...storeDocuments(tx, changes, eventRows), ...storeLoads(tx, changes)];
}

function storeDocuments(tx: StreamTx, changes: ChangeSet, eventRows: object[]): Promise<unknown>[] {
  if (changes.touchedTransfers.size === 0) return [];
  const events = eventsBy(changes, 'transfer');
  const legs: object[] = [];
  const rows = [...changes.touchedTransfers].map((transferId) => {
    const doc = changes.transfers.get(transferId);
    if (!doc) throw new Error(`transfer ${transferId} was touched but is not there`);
    eventRows.push(...eventRowsOf(tx, events.get(transferId), companyStream, null));
    if (doc.state !== 'draft')
      for (const side of transferSides) {
        const streamId = side === 'send' ? doc.fromId : doc.toId;
        const seq = tx.nextSeq(streamId);
        legs.push({ stream_id: streamId, transfer_id: transferId, side, doc, seq });
        tx.announce({
          streamId,
          collection: 'inbound',
          seq,
          document: transferEntry(doc, side, seq),
          stationId: null,
          warehouseIds: null,
        });
      }
    const { number, fromId: from_warehouse, toId: to_warehouse, state, dueOn: due_on } = doc;
    const stream_id = companyStream;
    return { stream_id, transfer_id: transferId, number, from_warehouse, to_warehouse, state, due_on, doc };
  });
  return [
    tx.client.query({
      name: 'store-stock-transfers',
      text: `INSERT INTO stock_transfer (stream_id, transfer_id, number, from_warehouse, to_warehouse, state, due_on, doc)
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, transfer_id uuid, number int, from_warehouse text, to_warehouse text,
               state text, due_on date, doc jsonb)
             ON CONFLICT (stream_id, transfer_id) DO UPDATE SET state = excluded.state, due_on = excluded.due_on, doc = excluded.doc`,
      values: [jsonRows(rows)],
    }),
    tx.client.query({
      name: 'store-transfer-legs',
      text: `INSERT INTO transfer_leg (stream_id, transfer_id, side, doc, seq)
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, transfer_id uuid, side text, doc jsonb, seq bigint)
             ON CONFLICT (stream_id, transfer_id) DO UPDATE SET doc = excluded.doc, seq = excluded.seq`,
      values: [jsonRows(legs)],
    }),
  ];
}

function storeLoads(tx: StreamTx, changes: ChangeSet): Promise<unknown>[] {
  if (changes.loads.size === 0) return [];
  const rows = [...changes.loads.values()].map((load) => ({
    stream_id: load.warehouseId,
    op_id: load.opId,
    transfer_id: load.transferId,
    station_id: load.stationId,
    sku: load.sku,
    quantity: load.quantity,
    location_id: load.locationId,
    ...columnsOf(load.lot ?? undefined),
    actor: load.actor,
    at: load.at,
    undone_by: load.undoneBy,
  }));
  return [
    tx.client.query({
      name: 'store-transfer-loads',
      text: `INSERT INTO transfer_load (stream_id, op_id, transfer_id, station_id, sku, quantity, location_id, lot, best_before, actor, at, undone_by)
             SELECT stream_id, op_id, transfer_id, station_id, sku, quantity, location_id, lot, best_before, actor, at, undone_by
             FROM json_to_recordset($1) AS r (stream_id text, op_id uuid, transfer_id uuid, station_id uuid, sku text, quantity int, location_id text,
               lot text, best_before text, actor text, at timestamptz, undone_by uuid)
             ON CONFLICT (stream_id, op_id) DO UPDATE SET undone_by = excluded.undone_by`,
      values: [jsonRows(rows)],
    }),
  ];
}
