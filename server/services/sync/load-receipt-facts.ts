// Loads what goods that come in are decided on: their orders, what was taken in before and is taken back, and the open
// differences that the office has been told of.
import { companyStream, type Sku, type WarehouseId } from '../../../shared/domain/ids';
import type { Task } from '../../../shared/sync/documents';
import { type OpEnvelope, opBodies } from '../../../shared/sync/op';
import type { Queryable } from '../../db/pool';
import type { ChangeSet, ReceiptRecord } from '../changes/change-set';
import { loadPurchases, loadTransfers } from '../changes/load';
import type { ReceiptFacts } from './apply-receipt-op';
import { differenceKey } from './grow-task';

export const noReceipts: ReceiptFacts = {
  before: new Map(),
  differences: new Map(),
  nameOf: (sku) => sku,
};

type Named = {
  receivingId: string;
  purchaseId: string | null;
  transferId?: string | null | undefined;
  sku?: string;
  undoes?: string;
};

export async function loadReceiptFacts(
  db: Queryable,
  changes: ChangeSet,
  warehouseId: WarehouseId,
  ops: readonly OpEnvelope[],
): Promise<ReceiptFacts> {
  const bodies = ops.flatMap((op): Named[] => {
    if (!op.type.startsWith('receipt.')) return [];
    const body = opBodies[op.type].safeParse(op.body);
    return body.success ? [body.data as Named] : [];
  });
  if (bodies.length === 0) return noReceipts;
  const before = await loadReceipts(
    db,
    warehouseId,
    bodies.flatMap(({ undoes }) => undoes ?? []),
  );
  // What is taken back belongs to the order it came with, whatever the undo says.
  const about = [...bodies, ...before.values()];
  const purchaseIds = [...new Set(about.flatMap(({ purchaseId }) => purchaseId ?? []))];
  const transferIds = [...new Set(about.flatMap(({ transferId }) => transferId ?? []))];
  const [differences] = await Promise.all([
    loadDifferences(db, warehouseId, [
      ...purchaseIds,
      ...transferIds,
      ...new Set(about.map(({ receivingId }) => receivingId)),
    ]),
    loadPurchases(db, changes, warehouseId, purchaseIds),
    loadTransfers(db, changes, transferIds),
  ]);
  const skus = new Set<string>(about.flatMap(({ sku }) => sku ?? []));
  for (const id of purchaseIds) for (const { sku } of changes.purchases.get(id)?.lines ?? []) skus.add(sku);
  for (const id of transferIds) for (const { sku } of changes.transfers.get(id)?.lines ?? []) skus.add(sku);
  return { before, differences, nameOf: await namesOfProducts(db, [...skus]) };
}

/** Of a product that nobody knows, its number. */
export async function namesOfProducts(
  db: Queryable,
  skus: readonly string[],
): Promise<(sku: string) => string> {
  const { rows } = await db.query<{ sku: string; name: string }>({
    name: 'names-of-products',
    text: 'SELECT sku, name FROM product WHERE stream_id = $1 AND sku = ANY($2::text[])',
    values: [companyStream, skus],
  });
  const names = new Map(rows.map(({ sku, name }) => [sku, name]));
  return (sku) => names.get(sku) ?? sku;
}

async function loadReceipts(
  db: Queryable,
  warehouseId: WarehouseId,
  opIds: readonly string[],
): Promise<Map<string, ReceiptRecord>> {
  if (opIds.length === 0) return new Map();
  const { rows } = await db.query<
    Omit<ReceiptRecord, 'warehouseId' | 'sku' | 'at'> & { sku: string; at: Date }
  >({
    name: 'receipts-by-op',
    text: `SELECT op_id AS "opId", receiving_id AS "receivingId", coalesce(matched_to, purchase_id) AS "purchaseId", transfer_id AS "transferId", station_id AS "stationId", sku, quantity, condition,
             location_id AS "locationId", lot, serial, best_before AS expiry, actor, at, undone_by AS "undoneBy"
           FROM receipt WHERE stream_id = $1 AND op_id = ANY($2::uuid[])`,
    values: [warehouseId, opIds],
  });
  return new Map(
    rows.map((row) => [
      row.opId,
      { ...row, warehouseId, sku: row.sku as Sku, at: new Date(row.at).toISOString() },
    ]),
  );
}

/** Open ones, by what they are about. */
export async function loadDifferences(
  db: Queryable,
  warehouseId: WarehouseId,
  of: readonly string[],
  kind: 'receipt-differs' | 'return-differs' = 'receipt-differs',
): Promise<Map<string, Omit<Task, 'seq'>>> {
  const { rows } = await db.query<{ doc: Task }>({
    name: `open-differences-${kind}`,
    text: `SELECT doc FROM task WHERE stream_id = $1 AND kind = '${kind}' AND state = 'open' AND NOT deleted
             AND doc->'values'->>'of' = ANY($2::text[]) ORDER BY seq`,
    values: [warehouseId, of],
  });
  return new Map(rows.map(({ doc: { seq: _seq, ...task } }) => [differenceKey(task.values), task]));
}
