// Goods that came without an order, for the office: the list, the newest first, and one with its totals and the orders that it
// may be of.
import { sql } from 'kysely';
import type { z } from 'zod';
import {
  type ReceivingPage,
  receivingPageSchema,
  type ReceivingRow,
  receivingRowSchema,
  type receivingsQuerySchema,
  type receivingsResponseSchema,
  type ReceivingState,
} from '../../../shared/contract/receivings';
import { companyStream } from '../../../shared/domain/ids';
import {
  type ReceivedUnits,
  readReceivingNumber,
  unitsThatFit,
} from '../../../shared/domain/purchasing/match-receipt';
import type { Purchase } from '../../../shared/domain/purchasing/purchase';
import { contains, listPage } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from, rowsOf } from '../../db/select';
import type { Tables } from '../../db/tables';

/** Orders that are looked at, the newest first, and those of them that are told. */
const mostLookedAt = 500;
const mostCandidates = 20;

/** @throws CursorWrong */
export async function listReceivings(
  db: Queryable,
  { state, text, cursor, limit }: z.infer<typeof receivingsQuerySchema>,
): Promise<z.infer<typeof receivingsResponseSchema>> {
  // What was taken back to the last unit is no receiving any more.
  let list = from.selectFrom('receiving_units').selectAll().where('units', '>', 0);
  if (state === 'open') list = list.where('closed_at', 'is', null);
  if (state === 'closed') list = list.where('closed_at', 'is not', null).where('purchase_id', 'is', null);
  if (state === 'matched') list = list.where('purchase_id', 'is not', null);
  const wanted = text?.trim() ?? '';
  const number = readReceivingNumber(wanted);
  if (number !== null) list = list.where('number', '=', number);
  else if (wanted !== '')
    list = list.where(
      sql<boolean>`(${wanted} = ANY(skus) OR ${contains('supplier', wanted)} OR ${contains('station', wanted)})`,
    );
  const page = await listPage(db, list, {
    keys: [{ by: 'number', type: 'int', descending: true }],
    cursor,
    limit,
  });
  return { ...page, rows: page.rows.map(rowOf) };
}

/** Null when there is no such receiving. */
export async function readReceiving(db: Queryable, receivingId: string): Promise<ReceivingPage | null> {
  const [found] = await rowsOf(
    db,
    from.selectFrom('receiving_units').selectAll().where('receiving_id', '=', receivingId),
  );
  if (!found) return null;
  const { stream_id: warehouseId } = found;
  const [totals, receipts] = await Promise.all([
    db.query<{ sku: ReceivedUnits['sku']; name: string; units: number; damaged: number; unmatched: number }>(
      `SELECT r.sku, coalesce(p.name, r.sku) AS name, sum(r.quantity)::int AS units,
         coalesce(sum(r.quantity) FILTER (WHERE r.condition = 'damaged'), 0)::int AS damaged,
         coalesce(sum(r.quantity) FILTER (WHERE r.matched_to IS NULL), 0)::int AS unmatched
       FROM receipt r LEFT JOIN product p ON p.stream_id = $3 AND p.sku = r.sku
       WHERE r.stream_id = $1 AND r.receiving_id = $2 AND r.purchase_id IS NULL AND r.transfer_id IS NULL AND r.undone_by IS NULL
       GROUP BY 1, 2 ORDER BY 1 LIMIT 2000`,
      [warehouseId, receivingId, companyStream],
    ),
    db.query<Record<string, unknown> & { at: Date }>(
      `SELECT r.op_id AS "opId", r.sku, r.quantity, r.condition, r.location_id AS "to", r.lot, r.serial, r.best_before AS expiry, r.at,
         coalesce(s.name, '') AS station, r.undone_by IS NOT NULL AS "isUndone"
       FROM receipt r LEFT JOIN station s ON s.station_id = r.station_id
       WHERE r.stream_id = $1 AND r.receiving_id = $2 AND r.purchase_id IS NULL AND r.transfer_id IS NULL ORDER BY r.at DESC, r.op_id LIMIT 2000`,
      [warehouseId, receivingId],
    ),
  ]);
  const open = totals.rows.filter(({ unmatched }) => unmatched > 0);
  const units = open.map(({ sku, unmatched: quantity }) => ({ sku, quantity }));
  return receivingPageSchema.parse({
    receiving: rowOf(found),
    totals: totals.rows,
    receipts: receipts.rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() })),
    candidates: await candidatesFor(db, warehouseId, units),
  });
}

/** Sent orders of the warehouse that wait for some of it. */
async function candidatesFor(
  db: Queryable,
  warehouseId: string,
  units: readonly { sku: ReceivedUnits['sku']; quantity: number }[],
): Promise<ReceivingPage['candidates']> {
  if (units.length === 0) return [];
  const { rows } = await db.query<{ doc: Purchase }>(
    `SELECT doc FROM purchase WHERE stream_id = $1 AND state = 'sent'
       AND jsonb_path_exists(doc, '$.lines[*] ? (@.received < @.ordered)')
       AND EXISTS (SELECT 1 FROM jsonb_array_elements(doc->'lines') AS line WHERE line->>'sku' = ANY($2::text[]))
     ORDER BY number DESC LIMIT ${mostLookedAt}`,
    [warehouseId, units.map(({ sku }) => sku)],
  );
  return rows
    .map(({ doc }) => ({
      purchaseId: doc.purchaseId,
      number: doc.number,
      supplier: doc.supplier,
      expectedOn: doc.lines.map(({ expectedOn }) => expectedOn).sort()[0] ?? '',
      fits: unitsThatFit(doc, units),
    }))
    .filter(({ fits }) => fits > 0)
    .sort((a, b) => b.fits - a.fits || a.number - b.number)
    .slice(0, mostCandidates);
}

function rowOf(row: Tables['receiving_units']): ReceivingRow {
  const state: ReceivingState =
    row.purchase_id !== null ? 'matched' : row.closed_at === null ? 'open' : 'closed';
  return receivingRowSchema.parse({
    receivingId: row.receiving_id,
    number: row.number,
    warehouseId: row.stream_id,
    station: row.station,
    state,
    begunAt: new Date(row.begun_at).toISOString(),
    closedAt: row.closed_at && new Date(row.closed_at).toISOString(),
    closedBy: row.closed_by,
    products: row.products,
    units: row.units,
    damaged: row.damaged,
    unmatched: row.unmatched,
    purchaseId: row.purchase_id,
    purchaseNumber: row.purchase_number,
    supplier: row.supplier,
  });
}
