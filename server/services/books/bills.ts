// What the office does with bills of suppliers: entered once under the supplier's own number, matched with order and receipt,
// answered by somebody, paid. Each is told to its record, and the books follow the events.
import { sql } from 'kysely';
import type { z } from 'zod';
import type { billsQuerySchema } from '../../../shared/contract/bills';
import type { Refusal } from '../../../shared/domain/decision';
import { companyStream } from '../../../shared/domain/ids';
import type { Purchase } from '../../../shared/domain/purchasing/purchase';
import type {
  BillCommand,
  BillContent,
  BillId,
  MatchFacts,
  SupplierBill,
} from '../../../shared/domain/supplier-bill/supplier-bill';
import { contains, listPage, type Page } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';
import type { StreamWriter } from '../../db/stream-writer';
import type { Cause } from '../changes/change-set';
import { findRecords } from '../records/read-records';
import { tellRecord } from '../records/tell-record';
import { billRecord } from './bill-record';
import { readOpenBooks } from './book-store';

export type BillAnswer =
  | { ok: true; bill: SupplierBill }
  | { ok: false; refusal: Refusal }
  | { ok: false; refusal: null; why: 'bill-number-used' | 'books-not-open' | 'purchase-unknown' };

type Desk = { writer: StreamWriter };

export function enterBill(
  { writer }: Desk,
  billId: BillId,
  content: BillContent,
  cause: Cause,
): Promise<BillAnswer> {
  return writer.submit([companyStream], async (tx): Promise<BillAnswer> => {
    const books = await readOpenBooks(tx.client);
    if (!books) return { ok: false, refusal: null, why: 'books-not-open' };
    const same = await findRecords(tx.client, billRecord, `number:${content.number} ${content.supplier}`);
    if (same.some(({ recordId, doc }) => recordId !== billId && doc.state !== 'refused'))
      return { ok: false, refusal: null, why: 'bill-number-used' };
    const purchase = content.purchaseId === null ? null : await loadPurchase(tx.client, content.purchaseId);
    if (content.purchaseId !== null && !purchase)
      return { ok: false, refusal: null, why: 'purchase-unknown' };
    const facts: MatchFacts = {
      purchase,
      billed: await billedOf(tx.client, content.purchaseId, billId),
      tolerancePpm: books.settings.priceTolerancePpm,
    };
    const told = await tellRecord(
      tx,
      billRecord,
      billId,
      { type: 'EnterBill', billId, content, facts },
      cause,
    );
    return told.ok ? { ok: true, bill: told.state } : told;
  });
}

export function tellBill(
  { writer }: Desk,
  billId: string,
  command: Exclude<BillCommand, { type: 'EnterBill' }>,
  cause: Cause,
): Promise<BillAnswer> {
  return writer.submit([companyStream], async (tx): Promise<BillAnswer> => {
    const told = await tellRecord(tx, billRecord, billId, command, cause);
    return told.ok ? { ok: true, bill: told.state } : told;
  });
}

async function loadPurchase(db: Queryable, purchaseId: string): Promise<Purchase | null> {
  const { rows } = await db.query<{ doc: Purchase }>({
    name: 'bill-purchase',
    text: 'SELECT doc FROM purchase WHERE purchase_id = $1',
    values: [purchaseId],
  });
  return rows[0]?.doc ?? null;
}

async function billedOf(
  db: Queryable,
  purchaseId: string | null,
  billId: string,
): Promise<Map<string, number>> {
  const billed = new Map<string, number>();
  if (purchaseId === null) return billed;
  for (const { recordId, doc } of await findRecords(db, billRecord, `purchase:${purchaseId}`)) {
    if (recordId === billId || doc.state === 'refused') continue;
    for (const line of doc.lines)
      if (line.for === 'goods' && line.sku !== null)
        billed.set(line.sku, (billed.get(line.sku) ?? 0) + line.quantity);
  }
  return billed;
}

/** The newest first. @throws CursorWrong */
export async function listBills(
  db: Queryable,
  { state, text, cursor, limit }: z.output<typeof billsQuerySchema>,
): Promise<Page<SupplierBill>> {
  let list = from
    .selectFrom('record')
    .select(['record_id', 'created_at', 'doc'])
    .where('stream_id', '=', companyStream)
    .where('kind', '=', billRecord.kind);
  if (state === 'due') list = list.where(sql<boolean>`state = 'approved' AND due_at IS NOT NULL`);
  else if (state !== undefined) list = list.where('state', '=', state);
  const wanted = text?.trim() ?? '';
  if (wanted !== '')
    list = list.where(
      sql<boolean>`(${contains(sql`doc ->> 'number'`, wanted)} OR ${contains(sql`doc ->> 'supplier'`, wanted)})`,
    );
  const page = await listPage(db, list, {
    keys: [
      { by: 'created_at', type: 'timestamptz', descending: true },
      { by: 'record_id', type: 'uuid' },
    ],
    cursor,
    limit,
  });
  return { ...page, rows: page.rows.map(({ doc }) => billRecord.schema.parse(doc)) };
}
