// Accounts of customers who pay later. What is owed is asked of their payments and never stored (law 6). An account is closed
// and never deleted: debts are on it.
import type { z } from 'zod';
import { sql } from 'kysely';
import type {
  AccountRow,
  accountsQuerySchema,
  saveAccountRequestSchema,
} from '../../../shared/contract/accounts';
import type { Refusal } from '../../../shared/domain/decision';
import { companyStream } from '../../../shared/domain/ids';
import { contains, listPage, type Page } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';
import { owedRows } from './debts';

type Debt = { used: number; overdue: number; fees: number };
type Row = {
  customer_id: string;
  name: string;
  currency: string;
  limit_minor: number;
  terms_days: number;
  is_open: boolean;
  changed_at: string | null;
  changed_by: string | null;
};

/** By account, in its currency; accounts without debts are left out. */
async function debtsOf(db: Queryable, at: string): Promise<Map<string, Debt>> {
  const { rows } = await db.query<Debt & { customer_id: string }>({
    name: 'account-debts',
    text: `SELECT a.customer_id, sum(d.owed)::bigint AS used, coalesce(sum(d.owed) FILTER (WHERE d.due_at < $2), 0)::bigint AS overdue,
             coalesce(sum(d.owed) FILTER (WHERE d.order_id IS NULL), 0)::bigint AS fees
           FROM customer_account a JOIN (${owedRows}) d ON d.customer_id = a.customer_id AND d.currency = a.currency
           GROUP BY a.customer_id`,
    values: [companyStream, at],
  });
  return new Map(rows.map((row) => [row.customer_id, row]));
}

/** By name. @throws CursorWrong */
export async function listAccounts(
  db: Queryable,
  at: string,
  { text, state, cursor, limit }: z.infer<typeof accountsQuerySchema>,
): Promise<Page<AccountRow>> {
  const debts = await debtsOf(db, at);
  let list = from.selectFrom('customer_account').selectAll();
  if (state === 'open' || state === 'closed') list = list.where('is_open', '=', state === 'open');
  if (state === 'overdue' || state === 'over-limit') {
    const ids = [...debts].filter(([, debt]) => state === 'over-limit' || debt.overdue > 0);
    list = list.where(
      sql<boolean>`(customer_id, limit_minor) IN (
        SELECT id, a.limit_minor FROM unnest(${ids.map(([id]) => id)}::text[], ${ids.map(([, debt]) => debt.used)}::bigint[]) AS owing (id, used)
        JOIN customer_account a ON a.customer_id = id WHERE ${state === 'overdue'} OR used > a.limit_minor)`,
    );
  }
  if (text !== undefined && text.trim() !== '')
    list = list.where(
      sql<boolean>`(${contains('customer_id', text.trim())} OR ${contains('name', text.trim())})`,
    );
  const page = await listPage(db, list, {
    keys: [
      { by: 'name', type: 'text' },
      { by: 'customer_id', type: 'text' },
    ],
    cursor,
    limit,
  });
  return { ...page, rows: page.rows.map((row) => rowOf(row as Row, debts)) };
}

function rowOf(row: Row, debts: ReadonlyMap<string, Debt>): AccountRow {
  const { used, overdue, fees } = debts.get(row.customer_id) ?? { used: 0, overdue: 0, fees: 0 };
  return {
    customerId: row.customer_id,
    name: row.name,
    currency: row.currency,
    limitMinor: row.limit_minor,
    usedMinor: used,
    overdueMinor: overdue,
    feesMinor: fees,
    termsDays: row.terms_days,
    isOpen: row.is_open,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  };
}

type Wanted = Omit<z.infer<typeof saveAccountRequestSchema>, 'by'>;

/** Inside a transaction that holds the company's counter: an order that is placed meanwhile is judged by one or the other. */
export async function saveAccount(
  db: Queryable,
  customerId: string,
  wanted: Wanted,
  by: { name: string; at: string },
): Promise<{ ok: true; account: AccountRow } | { ok: false; refusal: Refusal }> {
  const debts = await debtsOf(db, by.at);
  const known = await db.query<{ currency: string }>(
    'SELECT currency FROM customer_account WHERE customer_id = $1',
    [customerId],
  );
  const currency = known.rows[0]?.currency;
  // Debts in another currency would be owed and counted by nobody.
  if (currency !== undefined && currency !== wanted.currency && (debts.get(customerId)?.used ?? 0) !== 0)
    return { ok: false, refusal: { code: 'account-currency', values: { customerId, currency } } };
  const { rows } = await db.query<Row>(
    `INSERT INTO customer_account AS known (customer_id, name, currency, limit_minor, terms_days, is_open, changed_at, changed_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (customer_id) DO UPDATE SET name = excluded.name, currency = excluded.currency, limit_minor = excluded.limit_minor,
       terms_days = excluded.terms_days, is_open = excluded.is_open, changed_at = excluded.changed_at, changed_by = excluded.changed_by
     RETURNING *`,
    [
      customerId,
      wanted.name,
      wanted.currency,
      wanted.limitMinor,
      wanted.termsDays,
      wanted.isOpen,
      by.at,
      by.name,
    ],
  );
  const [row] = rows;
  if (!row) throw new Error(`account ${customerId} was not kept`);
  return { ok: true, account: rowOf(row, debts) };
}
