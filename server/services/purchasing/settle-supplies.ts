// What is still to come of orders to suppliers is what may be promised for later: one truth for both. Written with every
// change of an order, in its transaction; the company's stream must be named.
import { dayOf } from '../../../shared/domain/stock/available-to-promise';
import { purchaseNumber } from '../../../shared/domain/purchasing/purchase';
import { expectedUnits } from '../../../shared/domain/purchasing/questions';
import type { StreamTx } from '../../db/stream-writer';
import { tellStockOf } from '../channels/push-stock';
import type { ChangeSet } from '../changes/change-set';
import { jsonRows } from '../changes/json-rows';
import { pegOrders } from '../promising/peg-orders';

/** Who tells of these supplies; nobody else may. */
export const purchaseSource = 'purchase-order';

/** Behind storeChanges: what waits is promised the goods that are left to come. */
export async function settleSupplies(tx: StreamTx, changes: ChangeSet): Promise<void> {
  if (changes.touchedPurchases.size === 0) return;
  const rows: { stream_id: string; supply_id: string; sku: string; due_on: string; units: number }[] = [];
  for (const purchaseId of changes.touchedPurchases) {
    const purchase = changes.purchases.get(purchaseId);
    for (const line of purchase?.lines ?? [])
      rows.push({
        stream_id: purchase?.warehouseId ?? '',
        supply_id: `${purchaseNumber(purchase?.number ?? 0)}/${line.lineNo}`,
        sku: line.sku,
        due_on: line.expectedOn,
        units: purchase ? expectedUnits(purchase, line) : 0,
      });
  }
  const { rows: changed } = await tx.client.query<{ sku: string }>({
    name: 'settle-supplies',
    text: `WITH told AS (
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, supply_id text, sku text, due_on date, units int)
           ), gone AS (
             DELETE FROM dated_supply s USING told t WHERE s.stream_id = t.stream_id AND s.source = $2 AND s.supply_id = t.supply_id
               AND s.sku = t.sku AND t.units = 0 RETURNING s.sku
           ), kept AS (
             INSERT INTO dated_supply AS s (stream_id, source, supply_id, sku, due_on, units)
             SELECT stream_id, $2, supply_id, sku, due_on, units FROM told WHERE units > 0
             ON CONFLICT (stream_id, source, supply_id, sku) DO UPDATE SET due_on = excluded.due_on, units = excluded.units
             WHERE (s.due_on, s.units) IS DISTINCT FROM (excluded.due_on, excluded.units) RETURNING s.sku
           )
           SELECT sku FROM gone UNION SELECT sku FROM kept`,
    values: [jsonRows(rows), purchaseSource],
  });
  const skus = changed.map(({ sku }) => sku);
  await pegOrders(tx.client, skus, dayOf(new Date(changes.at)));
  await tellStockOf(tx.client, skus, changes.newId);
}
