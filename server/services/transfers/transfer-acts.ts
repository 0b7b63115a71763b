// What the office does to transfers between sites. Each act is one transaction: the transfer, its history, what is kept for it
// at the one site and what may be promised of it at the other.
import type { TransferContent } from '../../../shared/contract/transfers';
import type { Refusal } from '../../../shared/domain/decision';
import { companyStream, type Sku, type TransferId, type WarehouseId } from '../../../shared/domain/ids';
import { dayOf } from '../../../shared/domain/stock/available-to-promise';
import { decideTransfer } from '../../../shared/domain/transfer/decide';
import { toLoad } from '../../../shared/domain/transfer/questions';
import type { Transfer, TransferCommand, TransferPlan } from '../../../shared/domain/transfer/transfer';
import type { OfficeParts } from '../../head-office';
import type { StreamTx } from '../../db/stream-writer';
import type { Queryable } from '../../db/pool';
import { type Cause, newChangeSet, wake } from '../changes/change-set';
import { loadTransfers } from '../changes/load';
import { storeChanges } from '../changes/store';
import { happenOnTransfer } from '../changes/transfer-changes';
import { loadPromisable } from '../promising/promisable';
import { settleTransfers } from './settle-transfers';

export type TransferTools = Pick<OfficeParts, 'pool' | 'writer' | 'now' | 'newId'>;
export type TransferAnswer =
  | { ok: true; transfer: Transfer }
  | { ok: false; refusal: Refusal }
  | { ok: false; why: 'warehouse' | 'product' | 'moved'; value: string; lineNo: number };
type Sites = { fromId: WarehouseId; toId: WarehouseId };

/** Writes a draft, or writes it anew under the same id. Its sites stay: they are who is told of it. */
export async function saveTransfer(
  tools: TransferTools,
  transferId: TransferId,
  content: TransferContent,
  by: string,
): Promise<TransferAnswer> {
  const { fromId, toId } = content;
  const places = await namesOfSites(tools.pool);
  const stranger = [fromId, toId].find((site) => !places.has(site));
  if (stranger !== undefined) return { ok: false, why: 'warehouse', value: stranger, lineNo: 0 };
  const known = await sitesOf(tools.pool, transferId);
  if (known && (known.fromId !== fromId || known.toId !== toId))
    return { ok: false, why: 'moved', value: `${known.fromId}, ${known.toId}`, lineNo: 0 };
  const units = new Map<Sku, number>();
  for (const { sku, quantity } of content.lines) units.set(sku, (units.get(sku) ?? 0) + quantity);
  const { rows } = await tools.pool.query<{ sku: string; name: string }>(
    'SELECT sku, name FROM product WHERE stream_id = $1 AND sku = ANY($2::text[]) AND NOT deleted',
    [companyStream, [...units.keys()]],
  );
  const names = new Map(rows.map(({ sku, name }) => [sku, name]));
  const unknownAt = content.lines.findIndex(({ sku }) => !names.has(sku));
  const unknown = content.lines[unknownAt];
  if (unknown) return { ok: false, why: 'product', value: unknown.sku, lineNo: unknownAt + 1 };
  const nameOf = (site: string): string => places.get(site) ?? site;
  return inTransaction(tools, { fromId, toId }, by, transferId, async (tx, transfer) => {
    const plan: TransferPlan = {
      transferId,
      number: transfer?.number ?? (await nextNumber(tx.client)),
      fromId,
      fromName: nameOf(fromId),
      toId,
      toName: nameOf(toId),
      dueOn: content.dueOn,
      note: content.note,
      lines: [...units].map(([sku, asked], at) => ({
        lineNo: at + 1,
        sku,
        name: names.get(sku) ?? sku,
        asked: Math.min(asked, 1_000_000),
      })),
    };
    return { type: transfer ? 'ChangeTransfer' : 'DraftTransfer', plan };
  });
}

type Act = Extract<
  TransferCommand['type'],
  'ReleaseTransfer' | 'CancelTransfer' | 'CloseTransfer' | 'ReopenTransfer'
>;

export function tellTransfer(
  tools: TransferTools,
  transferId: TransferId,
  type: Act,
  by: string,
): Promise<TransferAnswer> {
  return command(tools, transferId, by, async (tx, transfer) => {
    const at = tools.now().toISOString();
    return type === 'ReleaseTransfer' ? { type, at, free: await freeFor(tx, transfer, at) } : { type, at };
  });
}

export function expectTransfer(
  tools: TransferTools,
  transferId: TransferId,
  dueOn: string,
  by: string,
): Promise<TransferAnswer> {
  return command(tools, transferId, by, () => Promise.resolve({ type: 'ExpectTransfer', dueOn }));
}

/** What may still be promised to anybody at the site that sends, today and later. */
async function freeFor(
  tx: StreamTx,
  transfer: Transfer | null,
  at: string,
): Promise<{ sku: string; units: number }[]> {
  if (!transfer) return [];
  const { fromId, lines } = transfer;
  const today = dayOf(new Date(at));
  const skus = lines.map(({ sku }) => sku);
  const free = await loadPromisable(tx.client, [fromId], skus, { today, day: today });
  return skus.map((sku) => ({ sku, units: free.get(sku)?.get(fromId)?.promisable ?? 0 }));
}

async function command(
  tools: TransferTools,
  transferId: TransferId,
  by: string,
  commandFor: (tx: StreamTx, transfer: Transfer | null) => Promise<TransferCommand>,
): Promise<TransferAnswer> {
  const sites = await sitesOf(tools.pool, transferId);
  if (!sites) return { ok: false, refusal: { code: 'transfer-unknown', values: {} } };
  return inTransaction(tools, sites, by, transferId, commandFor);
}

async function inTransaction(
  { writer, now, newId }: TransferTools,
  { fromId, toId }: Sites,
  by: string,
  transferId: TransferId,
  commandFor: (tx: StreamTx, transfer: Transfer | null) => Promise<TransferCommand>,
): Promise<TransferAnswer> {
  const streams = [...new Set<string>([companyStream, fromId, toId])];
  return writer.submit(streams, async (tx): Promise<TransferAnswer> => {
    const changes = newChangeSet(now().toISOString(), newId);
    await loadTransfers(tx.client, changes, [transferId]);
    const before = changes.transfers.get(transferId) ?? null;
    const decision = decideTransfer(before, await commandFor(tx, before));
    if (!decision.ok) return decision;
    const cause: Cause = { at: changes.at, actor: null, stationId: by, opId: null };
    const after = happenOnTransfer(changes, decision.events, cause) ?? before;
    if (!after) throw new Error(`transfer ${transferId} is not there after it was written`);
    // What was kept for it is anybody's again.
    for (const line of before?.lines ?? [])
      if (before && toLoad(before, line) > 0 && toLoad(after, line) === 0)
        wake(changes, { kind: 'stock', warehouseId: fromId, sku: line.sku });
    await storeChanges(tx, changes);
    await settleTransfers(tx, changes);
    return { ok: true, transfer: after };
  });
}

async function sitesOf(db: Queryable, transferId: string): Promise<Sites | null> {
  const { rows } = await db.query<Sites>(
    'SELECT from_warehouse AS "fromId", to_warehouse AS "toId" FROM stock_transfer WHERE stream_id = $1 AND transfer_id = $2',
    [companyStream, transferId],
  );
  return rows[0] ?? null;
}

async function namesOfSites(db: Queryable): Promise<Map<string, string>> {
  const { rows } = await db.query<{ site: string; name: string | null }>(
    `SELECT s.stream_id AS site, (SELECT d.doc->'warehouse'->>'name' FROM directory d
       WHERE d.stream_id = $1 AND d.kind = 'warehouse' AND NOT d.deleted AND d.doc->'warehouse'->>'warehouseId' = s.stream_id LIMIT 1) AS name
     FROM stream s WHERE s.kind = 'warehouse'`,
    [companyStream],
  );
  return new Map(rows.map(({ site, name }) => [site, name ?? site]));
}

/** Behind the company's counter, so no two get the same. */
async function nextNumber(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ next: number }>(
    'SELECT coalesce(max(number), 1000) + 1 AS next FROM stock_transfer WHERE stream_id = $1',
    [companyStream],
  );
  return rows[0]?.next ?? 1001;
}
