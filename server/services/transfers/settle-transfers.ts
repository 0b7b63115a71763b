// What a transfer means for what may be promised: at the site that sends, what is still to be loaded is kept for it; at the other
// one, what has not arrived is a dated supply. Written with every change of a transfer, in its transaction; the company's stream
// must be named.
import { dayOf } from '../../../shared/domain/stock/available-to-promise';
import { toArrive, toLoad } from '../../../shared/domain/transfer/questions';
import { transferNumber } from '../../../shared/domain/transfer/transfer';
import type { StreamTx } from '../../db/stream-writer';
import { tellStockOf } from '../channels/push-stock';
import type { ChangeSet } from '../changes/change-set';
import { jsonRows } from '../changes/json-rows';
import { pegOrders } from '../promising/peg-orders';

/** Who tells of these supplies; nobody else may. */
export const transferSource = 'stock-transfer';

/** Behind storeChanges. */
export async function settleTransfers(tx: StreamTx, changes: ChangeSet): Promise<void> {
  if (changes.touchedTransfers.size === 0) return;
  const supplies: { stream_id: string; supply_id: string; sku: string; due_on: string; units: number }[] = [];
  const holds: { stream_id: string; holder_id: string; sku: string; units: number }[] = [];
  const skus = new Set<string>();
  for (const transferId of changes.touchedTransfers) {
    const transfer = changes.transfers.get(transferId);
    if (!transfer) continue;
    for (const line of transfer.lines) {
      const { sku } = line;
      skus.add(sku);
      supplies.push({
        stream_id: transfer.toId,
        supply_id: transferNumber(transfer.number),
        sku,
        due_on: transfer.dueOn,
        units: toArrive(transfer, line),
      });
      holds.push({ stream_id: transfer.fromId, holder_id: transferId, sku, units: toLoad(transfer, line) });
    }
  }
  await tx.client.query({
    name: 'settle-transfer-supplies',
    text: `WITH told AS (
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, supply_id text, sku text, due_on date, units int)
           ), gone AS (
             DELETE FROM dated_supply s USING told t WHERE s.stream_id = t.stream_id AND s.source = $2 AND s.supply_id = t.supply_id
               AND s.sku = t.sku AND t.units = 0
           )
           INSERT INTO dated_supply (stream_id, source, supply_id, sku, due_on, units)
           SELECT stream_id, $2, supply_id, sku, due_on, units FROM told WHERE units > 0
           ON CONFLICT (stream_id, source, supply_id, sku) DO UPDATE SET due_on = excluded.due_on, units = excluded.units`,
    values: [jsonRows(supplies), transferSource],
  });
  await tx.client.query({
    name: 'settle-transfer-holds',
    text: `WITH told AS (
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, holder_id uuid, sku text, units int)
           ), gone AS (
             DELETE FROM stock_hold h USING told t WHERE h.stream_id = t.stream_id AND h.holder_id = t.holder_id AND h.sku = t.sku AND t.units = 0
           )
           INSERT INTO stock_hold (stream_id, holder_id, sku, holder, channel_id, units)
           SELECT stream_id, holder_id, sku, 'transfer', '', units FROM told WHERE units > 0
           ON CONFLICT (stream_id, holder_id, sku) DO UPDATE SET units = excluded.units`,
    values: [jsonRows(holds)],
  });
  await pegOrders(tx.client, [...skus], dayOf(new Date(changes.at)));
  await tellStockOf(tx.client, [...skus], changes.newId);
}
