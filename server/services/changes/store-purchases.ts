// Writes orders to suppliers with what happened to them and what was taken in, and announces them to the stations of their
// warehouse. A draft is the office's own: no station hears of it.
import { purchaseEntry } from '../../../shared/sync/documents';
import type { Purchase } from '../../../shared/domain/purchasing/purchase';
import type { StreamTx } from '../../db/stream-writer';
import type { ChangeSet, ReceivingMark } from './change-set';
import { jsonRows } from './json-rows';
import { eventRowsOf, eventsBy } from './store-events';

/** What happened to them goes to `eventRows`. */
export function storePurchases(tx: StreamTx, changes: ChangeSet, eventRows: object[]): Promise<unknown>[] {
  return [
    ...storeOrders(tx, changes, eventRows),
    ...storeReceipts(tx, changes),
    ...storeReceivings(tx, changes),
  ];
}

function storeOrders(tx: StreamTx, changes: ChangeSet, eventRows: object[]): Promise<unknown>[] {
  if (changes.touchedPurchases.size === 0) return [];
  const events = eventsBy(changes, 'purchase');
  const rows = [...changes.touchedPurchases].map((purchaseId) => {
    const purchase = changes.purchases.get(purchaseId);
    if (!purchase) throw new Error(`purchase ${purchaseId} was touched but is not there`);
    const { warehouseId } = purchase;
    eventRows.push(...eventRowsOf(tx, events.get(purchaseId), warehouseId, null));
    const seq = tx.nextSeq(warehouseId);
    const doc: Purchase = { ...purchase, seq };
    changes.purchases.set(purchaseId, doc);
    if (doc.state !== 'draft')
      tx.announce({
        streamId: warehouseId,
        collection: 'inbound',
        seq,
        document: purchaseEntry(doc),
        stationId: null,
        warehouseIds: null,
      });
    return {
      stream_id: warehouseId,
      purchase_id: purchaseId,
      number: doc.number,
      supplier: doc.supplier,
      state: doc.state,
      expected_on: doc.lines.map(({ expectedOn }) => expectedOn).sort()[0],
      doc,
      seq,
    };
  });
  return [
    tx.client.query({
      name: 'store-purchases',
      text: `INSERT INTO purchase (stream_id, purchase_id, number, supplier, state, expected_on, doc, seq)
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, purchase_id uuid, number int, supplier text, state text,
               expected_on date, doc jsonb, seq bigint)
             ON CONFLICT (stream_id, purchase_id) DO UPDATE SET supplier = excluded.supplier, state = excluded.state,
               expected_on = excluded.expected_on, doc = excluded.doc, seq = excluded.seq`,
      values: [jsonRows(rows)],
    }),
  ];
}

function storeReceipts(tx: StreamTx, changes: ChangeSet): Promise<unknown>[] {
  if (changes.receipts.size === 0) return [];
  const rows = [...changes.receipts.values()].map((receipt) => ({
    stream_id: receipt.warehouseId,
    op_id: receipt.opId,
    receiving_id: receipt.receivingId,
    purchase_id: receipt.purchaseId,
    transfer_id: receipt.transferId,
    station_id: receipt.stationId,
    sku: receipt.sku,
    quantity: receipt.quantity,
    condition: receipt.condition,
    location_id: receipt.locationId,
    lot: receipt.lot,
    serial: receipt.serial,
    best_before: receipt.expiry,
    actor: receipt.actor,
    at: receipt.at,
    undone_by: receipt.undoneBy,
  }));
  return [
    tx.client.query({
      name: 'store-receipts',
      text: `INSERT INTO receipt (stream_id, op_id, receiving_id, purchase_id, transfer_id, station_id, sku, quantity, condition, location_id, lot, serial,
               best_before, actor, at, undone_by)
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, op_id uuid, receiving_id uuid, purchase_id uuid, transfer_id uuid, station_id uuid, sku text,
               quantity int, condition text, location_id text, lot text, serial text, best_before text, actor text, at timestamptz, undone_by uuid)
             ON CONFLICT (stream_id, op_id) DO UPDATE SET undone_by = excluded.undone_by`,
      values: [jsonRows(rows)],
    }),
  ];
}

/** Behind the company's counter, so no two get the same number. */
function storeReceivings(tx: StreamTx, { receivingsBegun, receivingsClosed }: ChangeSet): Promise<unknown>[] {
  const rowsOf = (marks: ReadonlyMap<string, ReceivingMark>): string =>
    jsonRows(
      [...marks.values()].map(({ warehouseId, receivingId, stationId, at, by }) => ({
        stream_id: warehouseId,
        receiving_id: receivingId,
        station_id: stationId,
        at,
        by,
      })),
    );
  const writes: Promise<unknown>[] = [];
  if (receivingsBegun.size > 0)
    writes.push(
      tx.client.query({
        name: 'begin-receivings',
        text: `INSERT INTO receiving (stream_id, receiving_id, station_id, begun_at, number)
               SELECT r.stream_id, r.receiving_id, r.station_id, r.at,
                 (SELECT coalesce(max(number), 0) FROM receiving) + row_number() OVER (ORDER BY r.at, r.receiving_id)
               FROM json_to_recordset($1) AS r (stream_id text, receiving_id uuid, station_id uuid, at timestamptz)
               WHERE NOT EXISTS (SELECT 1 FROM receiving k WHERE k.receiving_id = r.receiving_id)
               ON CONFLICT DO NOTHING`,
        values: [rowsOf(receivingsBegun)],
      }),
    );
  if (receivingsClosed.size > 0)
    writes.push(
      tx.client.query({
        name: 'close-receivings',
        text: `UPDATE receiving k SET closed_at = r.at, closed_by = r.by
               FROM json_to_recordset($1) AS r (stream_id text, receiving_id uuid, at timestamptz, by text)
               WHERE k.stream_id = r.stream_id AND k.receiving_id = r.receiving_id AND k.closed_at IS NULL`,
        values: [rowsOf(receivingsClosed)],
      }),
    );
  return writes;
}
