// What the office does to goods that came without an order: ends their counting, finds the order they were of, and takes both
// back. Each act is one transaction: receiving, order, its history, what may be promised of it, and what the office was told.
import type { Decision, Refusal } from '../../../shared/domain/decision';
import {
  companyStream,
  type PurchaseId,
  type ReceivingId,
  type WarehouseId,
} from '../../../shared/domain/ids';
import { differencesOf } from '../../../shared/domain/purchasing/differences';
import {
  type BlindReceiving,
  decideMatch,
  decideUnmatch,
  type ReceivedUnits,
  receivingNumber,
} from '../../../shared/domain/purchasing/match-receipt';
import type { Purchase, PurchaseEvent } from '../../../shared/domain/purchasing/purchase';
import type { StreamTx } from '../../db/stream-writer';
import type { Queryable } from '../../db/pool';
import { type Cause, type ChangeSet, newChangeSet } from '../changes/change-set';
import { loadPurchases } from '../changes/load';
import { happenOnPurchase } from '../changes/purchase-changes';
import { storeChanges } from '../changes/store';
import { loadDifferences } from '../sync/load-receipt-facts';
import { differingOrder, tellDifferences } from '../sync/tell-differences';
import type { PurchaseTools } from './purchase-acts';
import { settleSupplies } from './settle-supplies';

export type ReceivingAnswer = { ok: true } | { ok: false; refusal: Refusal } | { ok: false; why: 'unknown' };

type Row = BlindReceiving & { warehouseId: WarehouseId };
type Work = {
  tx: StreamTx;
  changes: ChangeSet;
  receiving: Row;
  receivingId: ReceivingId;
  by: string | null;
};

const unknown: ReceivingAnswer = { ok: false, why: 'unknown' };
const done: ReceivingAnswer = { ok: true };

/** Closing it says that everything of it is counted: a bench that counts on adds to it all the same. */
export async function closeReceiving(
  { pool, now }: PurchaseTools,
  receivingId: ReceivingId,
): Promise<ReceivingAnswer> {
  const { rowCount } = await pool.query(
    'UPDATE receiving SET closed_at = coalesce(closed_at, $2) WHERE receiving_id = $1',
    [receivingId, now().toISOString()],
  );
  return rowCount === 0 ? unknown : done;
}

export async function reopenReceiving(
  { pool }: PurchaseTools,
  receivingId: ReceivingId,
): Promise<ReceivingAnswer> {
  const { rowCount } = await pool.query(
    'UPDATE receiving SET closed_at = NULL, closed_by = NULL WHERE receiving_id = $1 AND purchase_id IS NULL',
    [receivingId],
  );
  if (rowCount !== 0) return done;
  const found = await readRow(pool, receivingId);
  if (!found) return unknown;
  return {
    ok: false,
    refusal: { code: 'receiving-matched', values: { number: receivingNumber(found.number) } },
  };
}

export async function matchReceiving(
  tools: PurchaseTools,
  receivingId: ReceivingId,
  purchaseId: PurchaseId,
  by: string | null,
): Promise<ReceivingAnswer> {
  return inTransaction(tools, receivingId, by, async (work) => {
    const { tx, receiving } = work;
    const purchase = await purchaseOf(work, purchaseId);
    if (!purchase) return { ok: false, refusal: { code: 'purchase-unknown', values: {} } };
    const units = await unitsOf(tx.client, work, null);
    const decision = decideMatch(receiving, units, purchase);
    if (!decision.ok) return decision;
    await counted(work, purchase, units, decision, 1);
    await tx.client.query(
      `UPDATE receipt SET matched_to = $3 WHERE stream_id = $1 AND receiving_id = $2 AND purchase_id IS NULL AND transfer_id IS NULL AND matched_to IS NULL AND undone_by IS NULL`,
      [receiving.warehouseId, receivingId, purchaseId],
    );
    await tx.client.query('UPDATE receiving SET purchase_id = $2 WHERE receiving_id = $1', [
      receivingId,
      purchaseId,
    ]);
    return done;
  });
}

/** What a bench took back while it counted for the order stays taken back. */
export async function unmatchReceiving(
  tools: PurchaseTools,
  receivingId: ReceivingId,
  by: string | null,
): Promise<ReceivingAnswer> {
  return inTransaction(tools, receivingId, by, async (work) => {
    const { tx, receiving } = work;
    const { purchaseId, number } = receiving;
    const purchase = purchaseId && (await purchaseOf(work, purchaseId));
    if (!purchase)
      return {
        ok: false,
        refusal: { code: 'receiving-not-matched', values: { number: receivingNumber(number) } },
      };
    const units = await unitsOf(tx.client, work, purchaseId);
    const decision = decideUnmatch(receiving, units, purchase);
    if (!decision.ok) return decision;
    await counted(work, purchase, units, decision, -1);
    await tx.client.query(
      'UPDATE receipt SET matched_to = NULL WHERE stream_id = $1 AND receiving_id = $2 AND matched_to = $3 AND undone_by IS NULL',
      [receiving.warehouseId, receivingId, purchaseId],
    );
    await tx.client.query('UPDATE receiving SET purchase_id = NULL WHERE receiving_id = $1', [receivingId]);
    return done;
  });
}

async function inTransaction(
  { pool, writer, now, newId }: PurchaseTools,
  receivingId: ReceivingId,
  by: string | null,
  run: (work: Work) => Promise<ReceivingAnswer>,
): Promise<ReceivingAnswer> {
  const known = await readRow(pool, receivingId);
  if (!known) return unknown;
  return writer.submit([companyStream, known.warehouseId], async (tx): Promise<ReceivingAnswer> => {
    // As it is behind the counters: an act of a moment ago is in it.
    const receiving = await readRow(tx.client, receivingId);
    if (!receiving) return unknown;
    const changes = newChangeSet(now().toISOString(), newId);
    const answer = await run({ tx, changes, receiving, receivingId, by });
    if (!answer.ok) return answer;
    await storeChanges(tx, changes);
    await settleSupplies(tx, changes);
    return answer;
  });
}

/** The order counts them (1), or no longer does (-1); the office hears of what does not fit, and no more of the receiving. */
async function counted(
  { tx, changes, receiving, receivingId, by }: Work,
  before: Purchase,
  units: readonly ReceivedUnits[],
  { events }: Extract<Decision<PurchaseEvent>, { ok: true }>,
  sign: 1 | -1,
): Promise<void> {
  const { warehouseId } = receiving;
  const { purchaseId } = before;
  const cause: Cause = { at: changes.at, actor: null, stationId: by, opId: null };
  const after = happenOnPurchase(changes, events, cause);
  const names = new Map<string, string>(units.map(({ sku, name }) => [sku, name]));
  const differences = await loadDifferences(tx.client, warehouseId, [purchaseId, receivingId]);
  const facts = { differences, nameOf: (sku: string) => names.get(sku) ?? sku };
  const telling = { changes, station: { warehouseId, name: '' }, facts, cause };
  const found = [...names.keys()].flatMap((sku) => differencesOf(before, after, sku));
  tellDifferences(telling, differingOrder(before), receivingId, found);
  const total = units.reduce((sum, { quantity }) => sum + quantity, 0);
  const change = sign === 1 ? -total : total;
  tellDifferences(telling, null, receivingId, [{ reason: 'blind', sku: '', change }]);
  // What the books do with it: they leave where they stood and come in where they belong.
  const [left, joined] = sign === 1 ? [null, purchaseId] : [purchaseId, null];
  for (const sku of names.keys()) {
    const own = units.filter((each) => each.sku === sku);
    const quantity = own.reduce((sum, each) => sum + each.quantity, 0);
    const opIds = own.map(({ opId }) => opId);
    for (const [type, of] of [
      ['ReceiptLeft', left],
      ['ReceiptJoined', joined],
    ] as const)
      changes.events.push({
        aggregate: 'receiving',
        aggregateId: receivingId,
        type,
        body: { warehouseId, sku, quantity, purchaseId: of, opIds },
        cause,
      });
  }
}

async function purchaseOf(
  { tx, changes, receiving }: Work,
  purchaseId: PurchaseId,
): Promise<Purchase | null> {
  await loadPurchases(tx.client, changes, receiving.warehouseId, [purchaseId]);
  return changes.purchases.get(purchaseId) ?? null;
}

async function readRow(db: Queryable, receivingId: ReceivingId): Promise<Row | null> {
  const { rows } = await db.query<Row>({
    name: 'receiving-row',
    text: `SELECT stream_id AS "warehouseId", number, closed_at IS NOT NULL AS "isClosed", purchase_id AS "purchaseId"
           FROM receiving WHERE receiving_id = $1`,
    values: [receivingId],
  });
  return rows[0] ?? null;
}

/** In the order they came. @param matchedTo null: those that count for no order */
async function unitsOf(
  db: Queryable,
  { receiving, receivingId }: Work,
  matchedTo: PurchaseId | null,
): Promise<ReceivedUnits[]> {
  const { rows } = await db.query<ReceivedUnits>({
    name: 'receiving-units',
    text: `SELECT r.op_id AS "opId", r.sku, coalesce(p.name, r.sku) AS name, r.quantity, r.condition
           FROM receipt r LEFT JOIN product p ON p.stream_id = $4 AND p.sku = r.sku
           WHERE r.stream_id = $1 AND r.receiving_id = $2 AND r.purchase_id IS NULL AND r.transfer_id IS NULL AND r.undone_by IS NULL
             AND r.matched_to IS NOT DISTINCT FROM $3::uuid
           ORDER BY r.at, r.op_id`,
    values: [receiving.warehouseId, receivingId, matchedTo, companyStream],
  });
  return rows;
}
