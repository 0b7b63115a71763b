// Orders to suppliers for the office: the list, the soonest expected first, and one order with what was taken in of it.
import { sql } from 'kysely';
import type { z } from 'zod';
import type {
  PurchasePage,
  PurchaseRow,
  purchasesQuerySchema,
  purchasesResponseSchema,
} from '../../../shared/contract/purchasing';
import {
  type Purchase,
  readPurchaseNumber,
  receiptRowSchema,
} from '../../../shared/domain/purchasing/purchase';
import { lateLines } from '../../../shared/domain/purchasing/confirmation';
import { purchaseStatus, type PurchaseStatus } from '../../../shared/domain/purchasing/questions';
import { readOwnCode } from '../../../shared/barcode/own-code';
import { contains, listPage } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';

const isAllHere = sql<boolean>`NOT jsonb_path_exists(doc, '$.lines[*] ? (@.received < @.ordered)')`;
const isSomeHere = sql<boolean>`jsonb_path_exists(doc, '$.lines[*] ? (@.received > 0)')`;

/** @throws CursorWrong */
export async function listPurchases(
  db: Queryable,
  today: string,
  { status, text, cursor, limit }: z.infer<typeof purchasesQuerySchema>,
): Promise<z.infer<typeof purchasesResponseSchema>> {
  let list = from.selectFrom('purchase').select(['number', 'expected_on', 'doc']);
  if (status !== undefined) list = list.where('state', '=', stateOf(status));
  if (status === 'received') list = list.where(isAllHere);
  if (status === 'partly-received') list = list.where(sql<boolean>`${isSomeHere} AND NOT (${isAllHere})`);
  if (status === 'sent') list = list.where(sql<boolean>`NOT (${isSomeHere})`);
  const wanted = text?.trim() ?? '';
  const number = numberOf(wanted);
  if (number !== null) list = list.where('number', '=', number);
  else if (wanted !== '')
    list = list.where(
      sql<boolean>`(${contains('supplier', wanted)} OR ${contains(sql`doc ->> 'supplierReference'`, wanted)}
        OR EXISTS (SELECT 1 FROM jsonb_array_elements(doc -> 'lines') AS line WHERE line ->> 'sku' = ${wanted}))`,
    );
  const page = await listPage(db, list, {
    keys: [{ by: 'number', type: 'int', descending: true }],
    cursor,
    limit,
  });
  return { ...page, rows: page.rows.map(({ doc }) => rowOf(doc, today)) };
}

/** Null when there is no such order. */
export async function readPurchase(db: Queryable, purchaseId: string): Promise<PurchasePage | null> {
  const [{ rows }, receipts] = await Promise.all([
    db.query<{ doc: Purchase }>('SELECT doc FROM purchase WHERE purchase_id = $1', [purchaseId]),
    db.query<Record<string, unknown> & { at: Date }>(
      `SELECT r.op_id AS "opId", r.sku, r.quantity, r.condition, r.location_id AS "to", r.lot, r.serial, r.best_before AS expiry, r.at,
         coalesce(s.name, '') AS station, r.undone_by IS NOT NULL AS "isUndone"
       FROM receipt r LEFT JOIN station s ON s.station_id = r.station_id
       WHERE r.purchase_id = $1 OR r.matched_to = $1 ORDER BY r.at DESC, r.op_id LIMIT 2000`,
      [purchaseId],
    ),
  ]);
  const purchase = rows[0]?.doc;
  if (!purchase) return null;
  return {
    purchase,
    status: purchaseStatus(purchase),
    totalMinor: totalOf(purchase),
    receipts: receipts.rows.map((row) =>
      receiptRowSchema.parse({ ...row, at: new Date(row.at).toISOString() }),
    ),
  };
}

function rowOf(purchase: Purchase, today: string): PurchaseRow {
  const { purchaseId, number, warehouseId, supplier, supplierReference, currency, lines } = purchase;
  return {
    purchaseId,
    number,
    warehouseId,
    supplier,
    supplierReference,
    status: purchaseStatus(purchase),
    isLate: lateLines(purchase, today).length > 0,
    expectedOn: lines.map(({ expectedOn }) => expectedOn).sort()[0] ?? '',
    lines: lines.length,
    ordered: lines.reduce((sum, line) => sum + line.ordered, 0),
    received: lines.reduce((sum, line) => sum + line.received, 0),
    currency,
    totalMinor: totalOf(purchase),
  };
}

/** Null when a price is missing, or it is more than can be counted exactly. */
function totalOf({ lines }: Purchase): number | null {
  let total = 0;
  for (const { ordered, unitCostMinor } of lines) {
    if (unitCostMinor === null) return null;
    total += ordered * unitCostMinor;
  }
  return Number.isSafeInteger(total) ? total : null;
}

function stateOf(status: PurchaseStatus): Purchase['state'] {
  return status === 'received' || status === 'partly-received' ? 'sent' : status;
}

/** Typed, or scanned off its sheet. */
function numberOf(text: string): number | null {
  const own = readOwnCode(text);
  return readPurchaseNumber(own.is === 'own' && own.kind === 'purchase' ? own.payload : text);
}
