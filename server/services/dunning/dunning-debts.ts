// What is owed on account and due, with the level each debt stood at and whether it is disputed. What is owed is asked of
// payments and never stored.
import type { DunningDebtRow } from '../../../shared/contract/dunning';
import {
  type DunningDebt,
  type DunningRules,
  dunningRulesSchema,
  usualDunning,
} from '../../../shared/domain/dunning/dunning';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { debtRows } from '../accounts/debts';

export type KeptDunning = {
  rules: DunningRules;
  changedAt: string | null;
  changedBy: string | null;
  lookedOn: string | null;
};

/** @param mode `lock`: nobody else looks meanwhile */
export async function readDunning(db: Queryable, mode: 'read' | 'lock' = 'read'): Promise<KeptDunning> {
  const { rows } = await db.query<{
    doc: unknown;
    changed_at: Date;
    changed_by: string;
    looked_on: string | null;
  }>({
    name: `dunning-rules-${mode}`,
    text: `SELECT doc, changed_at, changed_by, to_char(looked_on, 'YYYY-MM-DD') AS looked_on FROM dunning_rules WHERE name = 'dunning'
           ${mode === 'lock' ? 'FOR UPDATE' : ''}`,
  });
  const [row] = rows;
  return {
    rules: row ? dunningRulesSchema.parse(row.doc) : usualDunning,
    changedAt: row ? new Date(row.changed_at).toISOString() : null,
    changedBy: row?.changed_by ?? null,
    lookedOn: row?.looked_on ?? null,
  };
}

export async function saveDunning(
  db: Queryable,
  rules: DunningRules,
  by: { name: string; at: string },
): Promise<void> {
  await db.query(
    `INSERT INTO dunning_rules (name, doc, changed_at, changed_by) VALUES ('dunning', $1, $2, $3)
     ON CONFLICT (name) DO UPDATE SET doc = excluded.doc, changed_at = excluded.changed_at, changed_by = excluded.changed_by, looked_on = NULL`,
    [JSON.stringify(rules), by.at, by.name],
  );
}

type Row = {
  payment_id: string;
  customer_id: string;
  name: string | null;
  order_id: string;
  order_number: string;
  currency: string;
  owed: number;
  due_on: string | null;
  reached: number;
  reason: string | null;
  by: string | null;
};

const debtQuery = (condition: string): string => `
  SELECT d.payment_id, d.customer_id, a.name, d.order_id, o.number AS order_number, d.currency, d.owed::bigint AS owed,
    to_char(d.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS due_on,
    coalesce((SELECT max(level) FROM dunning_step s WHERE s.payment_id = d.payment_id), 0)::int AS reached, p.reason, p.by
  FROM (${debtRows}) d JOIN sales_order o ON o.stream_id = $1 AND o.order_id = d.order_id
  LEFT JOIN customer_account a ON a.customer_id = d.customer_id LEFT JOIN dunning_dispute p ON p.payment_id = d.payment_id
  WHERE d.customer_id IS NOT NULL AND ${condition}`;

/** Customers of whom something is overdue, in the order of their numbers. */
export async function overdueCustomers(
  db: Queryable,
  at: string,
): Promise<{ customerId: string; currency: string }[]> {
  const { rows } = await db.query<{ customer_id: string; currency: string }>({
    name: 'dunning-customers',
    text: `SELECT DISTINCT customer_id, currency FROM (${debtRows}) d WHERE customer_id IS NOT NULL AND owed > 0 AND due_at < $2 ORDER BY 1, 2`,
    values: [companyStream, at],
  });
  return rows.map((row) => ({ customerId: row.customer_id, currency: row.currency }));
}

export async function debtsOfCustomer(
  db: Queryable,
  { customerId, currency }: { customerId: string; currency: string },
): Promise<(DunningDebt & { orderId: string })[]> {
  const { rows } = await db.query<Row>({
    name: 'dunning-debts-of',
    text: `${debtQuery('d.customer_id = $2 AND d.currency = $3')} ORDER BY d.due_at, o.number`,
    values: [companyStream, customerId, currency],
  });
  return rows.map((row) => ({
    paymentId: row.payment_id,
    customerId: row.customer_id,
    orderId: row.order_id,
    orderNumber: row.order_number,
    currency: row.currency,
    owedMinor: row.owed,
    dueOn: row.due_on,
    reached: row.reached,
    isDisputed: row.reason !== null,
  }));
}

const mostShown = 500;

/** Longest overdue first. */
export async function listOverdue(db: Queryable, at: string): Promise<DunningDebtRow[]> {
  const { rows } = await db.query<Row>({
    name: 'dunning-overdue',
    text: `${debtQuery('d.owed > 0 AND d.due_at < $2')} ORDER BY d.due_at, o.number LIMIT ${mostShown}`,
    values: [companyStream, at],
  });
  return rows.map((row) => ({
    paymentId: row.payment_id,
    customerId: row.customer_id,
    name: row.name ?? row.customer_id,
    orderId: row.order_id,
    orderNumber: row.order_number,
    currency: row.currency,
    owedMinor: row.owed,
    dueOn: row.due_on ?? '',
    reached: row.reached,
    dispute: row.reason === null ? null : { reason: row.reason, by: row.by ?? '' },
  }));
}

/** Null: it is disputed no more. @returns whether there is such a debt */
export async function setDispute(
  db: Queryable,
  paymentId: string,
  reason: string | null,
  by: { name: string; at: string },
): Promise<boolean> {
  const { rows } = await db.query(
    `SELECT 1 FROM record WHERE stream_id = $1 AND kind = 'payment' AND record_id = $2 AND doc ->> 'method' = 'account'`,
    [companyStream, paymentId],
  );
  if (rows.length === 0) return false;
  if (reason === null) await db.query('DELETE FROM dunning_dispute WHERE payment_id = $1', [paymentId]);
  else
    await db.query(
      `INSERT INTO dunning_dispute (payment_id, reason, at, by) VALUES ($1, $2, $3, $4)
       ON CONFLICT (payment_id) DO UPDATE SET reason = excluded.reason, at = excluded.at, by = excluded.by`,
      [paymentId, reason, by.at, by.name],
    );
  return true;
}
