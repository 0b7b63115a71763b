// What the office does to orders to suppliers. Each act is one transaction: the order, its history, and what may be
// promised of it.
import type { PurchaseContent } from '../../../shared/contract/purchasing';
import type { Refusal } from '../../../shared/domain/decision';
import { companyStream, type PurchaseId, type WarehouseId } from '../../../shared/domain/ids';
import { decidePurchase } from '../../../shared/domain/purchasing/decide';
import { missingOf } from '../../../shared/domain/purchasing/differences';
import {
  type Purchase,
  type PurchaseCommand,
  purchaseNumber,
  type PurchasePlan,
} from '../../../shared/domain/purchasing/purchase';
import type { OfficeParts } from '../../head-office';
import type { StreamTx } from '../../db/stream-writer';
import type { Queryable } from '../../db/pool';
import { warehousesOf } from '../allocation/allocate-orders';
import { addTask, type Cause, type ChangeSet, newChangeSet } from '../changes/change-set';
import { loadPurchases } from '../changes/load';
import { happenOnPurchase } from '../changes/purchase-changes';
import { storeChanges } from '../changes/store';
import { settleSupplies } from './settle-supplies';

export type PurchaseTools = Pick<OfficeParts, 'pool' | 'writer' | 'now' | 'newId'>;
export type PurchaseAnswer =
  | { ok: true; purchase: Purchase }
  | { ok: false; refusal: Refusal }
  | { ok: false; why: 'warehouse' | 'product' | 'moved'; value: string; lineNo: number };

/** Writes a draft, or writes it anew under the same id. */
export async function savePurchase(
  tools: PurchaseTools,
  purchaseId: PurchaseId,
  content: PurchaseContent,
  /** Null: head office by itself. */
  by: string | null,
): Promise<PurchaseAnswer> {
  const { warehouseId } = content;
  if (!(await warehousesOf(tools.pool)).includes(warehouseId))
    return { ok: false, why: 'warehouse', value: warehouseId, lineNo: 0 };
  const known = await warehouseOf(tools.pool, purchaseId);
  if (known !== null && known !== warehouseId) return { ok: false, why: 'moved', value: known, lineNo: 0 };
  const names = await namesOf(
    tools.pool,
    content.lines.map(({ sku }) => sku),
  );
  const strangerAt = content.lines.findIndex(({ sku }) => !names.has(sku));
  const stranger = content.lines[strangerAt];
  if (stranger) return { ok: false, why: 'product', value: stranger.sku, lineNo: strangerAt + 1 };
  return inTransaction(tools, warehouseId, by, purchaseId, async (tx, purchase) => {
    const plan: PurchasePlan = {
      ...content,
      purchaseId,
      number: purchase?.number ?? (await nextNumber(tx.client)),
      lines: content.lines.map(({ quantity, ...line }, index) => ({
        ...line,
        lineNo: index + 1,
        name: names.get(line.sku) ?? line.sku,
        ordered: quantity,
      })),
    };
    return { type: purchase ? 'ChangePurchase' : 'DraftPurchase', plan };
  });
}

export async function tellPurchase(
  tools: PurchaseTools,
  purchaseId: PurchaseId,
  commandAt: (at: string) => PurchaseCommand,
  by: string | null,
): Promise<PurchaseAnswer> {
  const warehouseId = await warehouseOf(tools.pool, purchaseId);
  if (warehouseId === null) return { ok: false, refusal: { code: 'purchase-unknown', values: {} } };
  return inTransaction(tools, warehouseId, by, purchaseId, async () => commandAt(tools.now().toISOString()));
}

async function inTransaction(
  { writer, now, newId }: PurchaseTools,
  warehouseId: WarehouseId,
  by: string | null,
  purchaseId: PurchaseId,
  commandFor: (tx: StreamTx, purchase: Purchase | null) => Promise<PurchaseCommand>,
): Promise<PurchaseAnswer> {
  return writer.submit([companyStream, warehouseId], async (tx): Promise<PurchaseAnswer> => {
    const changes = newChangeSet(now().toISOString(), newId);
    await loadPurchases(tx.client, changes, warehouseId, [purchaseId]);
    const before = changes.purchases.get(purchaseId) ?? null;
    const decision = decidePurchase(before, await commandFor(tx, before));
    if (!decision.ok) return decision;
    const cause: Cause = { at: changes.at, actor: null, stationId: by, opId: null };
    const after = happenOnPurchase(changes, decision.events, cause);
    const { type } = decision.events[0] ?? {};
    if (after && type === 'PurchaseClosed') tellMissing(changes, after);
    if (type === 'PurchaseReopened') await takeBackMissing(tx, changes, warehouseId, purchaseId);
    await storeChanges(tx, changes);
    await settleSupplies(tx, changes);
    const purchase = changes.purchases.get(purchaseId);
    if (!purchase) throw new Error(`purchase ${purchaseId} is not there after ${String(type)}`);
    return { ok: true, purchase };
  });
}

/** Somebody has to ask the supplier for what never came. */
function tellMissing(changes: ChangeSet, purchase: Purchase): void {
  for (const { reason, sku, change: quantity } of missingOf(purchase)) {
    const name = purchase.lines.find((line) => line.sku === sku)?.name ?? sku;
    const { supplier, purchaseId: of } = purchase;
    const values = {
      of,
      reason,
      sku,
      name,
      number: purchaseNumber(purchase.number),
      supplier,
      station: '',
      quantity,
    };
    addTask(
      changes,
      purchase.warehouseId,
      { kind: 'receipt-differs', values },
      { orderId: null, parcelId: null, opId: null },
    );
  }
}

/** It is awaited again. */
async function takeBackMissing(
  tx: StreamTx,
  changes: ChangeSet,
  warehouseId: WarehouseId,
  purchaseId: PurchaseId,
): Promise<void> {
  const { rows } = await tx.client.query<{ doc: ChangeSet['tasks'][number]['task'] & { seq: number } }>(
    `SELECT doc FROM task WHERE stream_id = $1 AND kind = 'receipt-differs' AND state = 'open' AND NOT deleted
       AND doc->'values'->>'of' = $2 AND doc->'values'->>'reason' = 'short'`,
    [warehouseId, purchaseId],
  );
  for (const { doc } of rows) {
    const { seq: _seq, ...task } = doc;
    changes.tasks.push({ warehouseId, task: { ...task, state: 'done' } });
  }
}

async function warehouseOf(db: Queryable, purchaseId: string): Promise<WarehouseId | null> {
  const { rows } = await db.query<{ stream_id: WarehouseId }>(
    'SELECT stream_id FROM purchase WHERE purchase_id = $1',
    [purchaseId],
  );
  return rows[0]?.stream_id ?? null;
}

async function namesOf(db: Queryable, skus: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ sku: string; name: string }>(
    'SELECT sku, name FROM product WHERE stream_id = $1 AND sku = ANY($2::text[]) AND NOT deleted',
    [companyStream, skus],
  );
  return new Map(rows.map(({ sku, name }) => [sku, name]));
}

/** Behind the company's counter, so no two get the same. */
async function nextNumber(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ next: number }>(
    'SELECT coalesce(max(number), 1000) + 1 AS next FROM purchase',
  );
  return rows[0]?.next ?? 1001;
}
