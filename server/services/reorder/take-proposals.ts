// Proposals become one draft order to their supplier, and come back when the draft is taken back. Told twice, it is made once.
import type { PurchaseContent } from '../../../shared/contract/purchasing';
import type { TakeProposal } from '../../../shared/contract/reorder';
import { companyStream, type PurchaseId, type WarehouseId } from '../../../shared/domain/ids';
import { type Purchase, purchaseNumber } from '../../../shared/domain/purchasing/purchase';
import { purchaseStatus } from '../../../shared/domain/purchasing/questions';
import type { SupplierId } from '../../../shared/domain/reorder/supply-terms';
import type { Pool, Queryable } from '../../db/pool';
import { dayOf } from '../demand/weeks';
import {
  type PurchaseAnswer,
  type PurchaseTools,
  savePurchase,
  tellPurchase,
} from '../purchasing/purchase-acts';
import { readProposal } from './read-proposals';

export type TakeAnswer = PurchaseAnswer | { ok: false; why: 'gone'; value: string };

export async function takeProposals(
  tools: PurchaseTools,
  supplierId: SupplierId,
  warehouseId: WarehouseId,
  { purchaseId, lines }: TakeProposal,
  /** Null: head office by itself. */
  by: string | null,
): Promise<TakeAnswer> {
  const { pool } = tools;
  const made = await readPurchaseDoc(pool, purchaseId);
  if (made) return { ok: true, purchase: made };
  const proposal = await readProposal(pool, supplierId, warehouseId, dayOf(tools.now()));
  const rows = new Map((proposal?.rows ?? []).map((row) => [row.sku, row]));
  const gone = lines.find(({ sku }) => !rows.has(sku));
  if (!proposal || gone) return { ok: false, why: 'gone', value: gone?.sku ?? '' };
  const unitsOf = new Map(lines.map(({ sku, units }) => [sku, units]));
  const skus = [...unitsOf.keys()];
  // Claimed before it is written: two who press at once make one order.
  if (!(await claim(pool, supplierId, warehouseId, skus, purchaseId)))
    return { ok: false, why: 'gone', value: '' };
  const content: PurchaseContent = {
    warehouseId,
    supplier: proposal.order.supplier,
    supplierReference: '',
    currency: proposal.order.currency,
    note: '',
    lines: skus.flatMap((sku) => {
      const row = rows.get(sku);
      return row
        ? {
            sku: sku as PurchaseContent['lines'][number]['sku'],
            quantity: unitsOf.get(sku) ?? row.units,
            unitCostMinor: row.unitCostMinor,
            expectedOn: row.expectedOn,
          }
        : [];
    }),
  };
  const answer = await savePurchase(tools, purchaseId, content, by);
  if (!answer.ok) await letGo(pool, purchaseId);
  return answer;
}

/** All of the lines or none. */
async function claim(
  pool: Pool,
  supplierId: SupplierId,
  warehouseId: WarehouseId,
  skus: readonly string[],
  purchaseId: PurchaseId,
): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rowCount } = await client.query(
      `UPDATE reorder_line SET purchase_id = $5 WHERE stream_id = $1 AND supplier_id = $2 AND warehouse_id = $3
         AND sku = ANY($4::text[]) AND purchase_id IS NULL`,
      [companyStream, supplierId, warehouseId, skus, purchaseId],
    );
    const isWhole = rowCount === skus.length;
    await client.query(isWhole ? 'COMMIT' : 'ROLLBACK');
    return isWhole;
  } finally {
    client.release();
  }
}

/** The draft is cancelled, and what was proposed is proposed again. */
export async function undoTaken(
  tools: PurchaseTools,
  purchaseId: PurchaseId,
  by: string,
): Promise<PurchaseAnswer | null> {
  const { rows } = await tools.pool.query(
    'SELECT 1 FROM reorder_line WHERE stream_id = $1 AND purchase_id = $2 LIMIT 1',
    [companyStream, purchaseId],
  );
  if (rows.length === 0) return null;
  const purchase = await readPurchaseDoc(tools.pool, purchaseId);
  // Sent meanwhile, it is the supplier's: it is cancelled where it is shown.
  if (purchase?.state === 'sent' || purchase?.state === 'closed')
    return {
      ok: false,
      refusal: {
        code: 'purchase-not-now',
        values: { number: purchaseNumber(purchase.number), status: purchaseStatus(purchase) },
      },
    };
  const answer = await tellPurchase(tools, purchaseId, (at) => ({ type: 'CancelPurchase', at }), by);
  if (answer.ok) await letGo(tools.pool, purchaseId);
  return answer;
}

async function letGo(db: Queryable, purchaseId: PurchaseId): Promise<void> {
  await db.query('UPDATE reorder_line SET purchase_id = NULL WHERE stream_id = $1 AND purchase_id = $2', [
    companyStream,
    purchaseId,
  ]);
}

async function readPurchaseDoc(db: Queryable, purchaseId: PurchaseId): Promise<Purchase | null> {
  const { rows } = await db.query<{ doc: Purchase }>('SELECT doc FROM purchase WHERE purchase_id = $1', [
    purchaseId,
  ]);
  return rows[0]?.doc ?? null;
}
