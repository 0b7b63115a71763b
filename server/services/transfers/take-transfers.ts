// What the reorder run proposed to move between two sites becomes one draft, and comes back when the draft is given up. Told
// twice, it is made once.
import type { TakeTransfers, TransferContent } from '../../../shared/contract/transfers';
import { companyStream, type TransferId, type WarehouseId } from '../../../shared/domain/ids';
import type { Transfer } from '../../../shared/domain/transfer/transfer';
import type { Queryable } from '../../db/pool';
import { addDays, dayOf } from '../demand/weeks';
import { saveTransfer, tellTransfer, type TransferAnswer, type TransferTools } from './transfer-acts';

export type TakeTransfersAnswer = TransferAnswer | { ok: false; why: 'gone'; value: string };

/** Days from one site to another where no transfer between them has arrived yet. */
const usualDays = 2;

export async function takeTransfers(
  tools: TransferTools,
  { transferId, fromId, toId }: TakeTransfers,
  by: string,
): Promise<TakeTransfersAnswer> {
  const { pool } = tools;
  const made = await docOf(pool, transferId);
  if (made) return { ok: true, transfer: made };
  // Claimed before it is written: two who press at once make one transfer.
  const { rows } = await pool.query<{ sku: string; units: number }>(
    `UPDATE reorder_transfer SET transfer_id = $4 WHERE stream_id = $1 AND from_warehouse = $2 AND to_warehouse = $3 AND transfer_id IS NULL
     RETURNING sku, units`,
    [companyStream, fromId, toId, transferId],
  );
  if (rows.length === 0) return { ok: false, why: 'gone', value: '' };
  const days = await daysBetween(pool, fromId, toId);
  const content: TransferContent = {
    fromId,
    toId,
    dueOn: addDays(dayOf(tools.now()), days),
    note: '',
    lines: rows
      .sort((a, b) => b.units - a.units || (a.sku < b.sku ? -1 : 1))
      .map(({ sku, units }) => ({ sku: sku as TransferContent['lines'][number]['sku'], quantity: units })),
  };
  const answer = await saveTransfer(tools, transferId, content, by);
  if (!answer.ok) await letGo(pool, transferId);
  return answer;
}

/** The draft is cancelled, and what was proposed is proposed again. Null: it was made of no proposal. */
export async function undoTransfers(
  tools: TransferTools,
  transferId: TransferId,
  by: string,
): Promise<TransferAnswer | null> {
  const { rows } = await tools.pool.query(
    'SELECT 1 FROM reorder_transfer WHERE stream_id = $1 AND transfer_id = $2 LIMIT 1',
    [companyStream, transferId],
  );
  if (rows.length === 0) return null;
  const answer = await tellTransfer(tools, transferId, 'CancelTransfer', by);
  if (answer.ok) await letGo(tools.pool, transferId);
  return answer;
}

/** The mean of the last twenty between these sites, from leaving to the end of receiving, in whole days. */
async function daysBetween(db: Queryable, fromId: WarehouseId, toId: WarehouseId): Promise<number> {
  const { rows } = await db.query<{ days: number | null }>(
    `SELECT ceil(avg(extract(epoch FROM ended - departed)) / 86400)::int AS days FROM (
       SELECT (doc->>'endedAt')::timestamptz AS ended, (doc->>'departedAt')::timestamptz AS departed FROM stock_transfer
       WHERE stream_id = $1 AND from_warehouse = $2 AND to_warehouse = $3 AND state = 'closed' AND doc->>'departedAt' IS NOT NULL
       ORDER BY number DESC LIMIT 20) AS done`,
    [companyStream, fromId, toId],
  );
  return Math.min(365, Math.max(1, rows[0]?.days ?? usualDays));
}

async function letGo(db: Queryable, transferId: TransferId): Promise<void> {
  await db.query('UPDATE reorder_transfer SET transfer_id = NULL WHERE stream_id = $1 AND transfer_id = $2', [
    companyStream,
    transferId,
  ]);
}

async function docOf(db: Queryable, transferId: TransferId): Promise<Transfer | null> {
  const { rows } = await db.query<{ doc: Transfer }>(
    'SELECT doc FROM stock_transfer WHERE stream_id = $1 AND transfer_id = $2',
    [companyStream, transferId],
  );
  return rows[0]?.doc ?? null;
}
