// Figures out of the journal and what stands beside it. Each names what it must be equal to, and both are read at once.
import type { z } from 'zod';
import type {
  Ageing,
  BookStock,
  OrderProfit,
  orderProfitQuerySchema,
  VatReturn,
} from '../../../shared/contract/book-figures';
import { firstDayOf, lastDayOf } from '../../../shared/domain/books/month';
import { companyStream } from '../../../shared/domain/ids';
import { outsideBooks } from '../../../shared/domain/stock/ledger';
import type { Queryable } from '../../db/pool';
import { loadRoles } from './book-store';

export async function readVatReturn(
  db: Queryable,
  currency: string,
  { from, to }: { from: string; to: string },
): Promise<VatReturn> {
  const accountOf = await loadRoles(db);
  const [output, input] = [accountOf('output-vat'), accountOf('input-vat')];
  const { rows } = await db.query<VatReturn['rows'][number]>({
    name: 'vat-return',
    text: `SELECT vat_country AS country, vat_ppm AS ppm, CASE WHEN account = $3 THEN 'input' ELSE 'output' END AS side, currency,
             sum(vat_net_minor)::bigint AS "netMinor",
             (CASE WHEN account = $3 THEN 1 ELSE -1 END * sum(amount_minor))::bigint AS "taxMinor",
             (CASE WHEN account = $3 THEN 1 ELSE -1 END * sum(base_minor))::bigint AS "baseTaxMinor"
           FROM journal_line WHERE vat_country IS NOT NULL AND day BETWEEN $1::date AND $2::date
           GROUP BY account, vat_country, vat_ppm, currency ORDER BY vat_country, vat_ppm, side DESC, currency`,
    values: [firstDayOf(from), lastDayOf(to), input],
  });
  const balance = await db.query<{ base: number }>({
    name: 'vat-accounts',
    text: `SELECT coalesce(sum(base_credit_minor - base_debit_minor), 0)::bigint AS base FROM book_balance WHERE account = ANY($1) AND month BETWEEN $2 AND $3`,
    values: [[output, input], from, to],
  });
  const payableMinor = rows.reduce(
    (sum, { side, baseTaxMinor }) => sum + (side === 'output' ? baseTaxMinor : 0 - baseTaxMinor),
    0,
  );
  return { currency, rows, payableMinor, accountsMinor: balance.rows[0]?.base ?? 0 };
}

/** Open documents as of a day; with the balance of their control account, debts above zero. */
export async function readAgeing(
  db: Queryable,
  currency: string,
  of: 'receivables' | 'payables',
  today: string,
): Promise<Ageing> {
  const accountOf = await loadRoles(db);
  const open =
    of === 'receivables'
      ? `SELECT party, currency, (doc #>> '{receivable,amountMinor}')::bigint AS amount, (doc #>> '{receivable,baseMinor}')::bigint AS base,
           coalesce((doc ->> 'dueOn')::date, $1::date) AS due FROM order_books
         WHERE (doc #>> '{receivable,amountMinor}')::bigint <> 0 OR (doc #>> '{receivable,baseMinor}')::bigint <> 0
         UNION ALL SELECT party, currency, amount_minor, base_minor, due_on FROM reminder_fee_debt WHERE amount_minor <> 0 OR base_minor <> 0`
      : `SELECT supplier AS party, currency, amount_minor AS amount, base_minor AS base, due_on AS due FROM bill_debt WHERE amount_minor <> 0 OR base_minor <> 0`;
  const { rows } = await db.query<Ageing['rows'][number]>({
    name: `ageing-${of}`,
    text: `SELECT party, currency,
             coalesce(sum(amount) FILTER (WHERE $1::date <= due), 0)::bigint AS "notDue",
             coalesce(sum(amount) FILTER (WHERE $1::date - due BETWEEN 1 AND 30), 0)::bigint AS to30,
             coalesce(sum(amount) FILTER (WHERE $1::date - due BETWEEN 31 AND 60), 0)::bigint AS to60,
             coalesce(sum(amount) FILTER (WHERE $1::date - due BETWEEN 61 AND 90), 0)::bigint AS to90,
             coalesce(sum(amount) FILTER (WHERE $1::date - due > 90), 0)::bigint AS over90,
             sum(amount)::bigint AS "amountMinor", sum(base)::bigint AS "baseMinor"
           FROM (${open}) AS o GROUP BY party, currency ORDER BY party, currency`,
    values: [today],
  });
  const sign = of === 'receivables' ? 1 : -1;
  const control = await db.query<{ base: number }>({
    name: 'ageing-control',
    text: 'SELECT coalesce(sum(base_debit_minor - base_credit_minor), 0)::bigint AS base FROM book_balance WHERE account = $1',
    values: [accountOf(of)],
  });
  return {
    currency,
    rows,
    baseMinor: rows.reduce((sum, row) => sum + row.baseMinor, 0),
    controlMinor: sign * (control.rows[0]?.base ?? 0),
  };
}

export async function readOrderProfit(
  db: Queryable,
  currency: string,
  { from, to, sort, limit }: z.output<typeof orderProfitQuerySchema>,
): Promise<OrderProfit> {
  const accountOf = await loadRoles(db);
  const { rows } = await db.query<
    OrderProfit['rows'][number] & { orders: number; income: number; profit: number }
  >({
    name: `order-profit-${sort}`,
    text: `WITH earned AS MATERIALIZED (
             SELECT e.order_id, coalesce(-sum(l.base_minor) FILTER (WHERE a.kind = 'income'), 0)::bigint AS income,
               coalesce(sum(l.base_minor) FILTER (WHERE l.account = $3), 0)::bigint AS goods,
               coalesce(sum(l.base_minor) FILTER (WHERE a.kind = 'expense' AND l.account <> $3), 0)::bigint AS other
             FROM journal_entry e JOIN journal_line l USING (entry_no) JOIN book_account a ON a.code = l.account
             WHERE e.order_id IS NOT NULL AND e.day BETWEEN $1::date AND $2::date AND a.kind IN ('income', 'expense') GROUP BY e.order_id
           ), sums AS (SELECT count(*)::bigint AS orders, coalesce(sum(income), 0)::bigint AS income, coalesce(sum(income - goods - other), 0)::bigint AS profit FROM earned),
           shown AS (SELECT * FROM earned ORDER BY income - goods - other ${sort === 'most' ? 'DESC' : 'ASC'}, order_id LIMIT $4)
           SELECT s.order_id AS "orderId", o.number, s.income AS "incomeMinor", s.goods AS "goodsMinor", s.other AS "otherMinor",
             s.income - s.goods - s.other AS "profitMinor", t.orders, t.income, t.profit
           FROM sums t LEFT JOIN shown s ON true LEFT JOIN sales_order o ON o.stream_id = $5 AND o.order_id = s.order_id
           ORDER BY s.income - s.goods - s.other ${sort === 'most' ? 'DESC' : 'ASC'}, s.order_id`,
    values: [firstDayOf(from), lastDayOf(to), accountOf('goods-cost'), limit, companyStream],
  });
  const [first] = rows;
  return {
    currency,
    rows: rows.flatMap(({ orders: _orders, income: _income, profit: _profit, ...row }) =>
      row.orderId === null ? [] : [row],
    ),
    orders: first?.orders ?? 0,
    incomeMinor: first?.income ?? 0,
    profitMinor: first?.profit ?? 0,
  };
}

const mostShown = 200;

export async function readBookStock(db: Queryable, currency: string): Promise<BookStock> {
  const accountOf = await loadRoles(db);
  const outside = outsideBooks;
  const [sums, account, differences, withoutCost] = await Promise.all([
    db.query<{ units: number; value: number }>({
      name: 'book-stock-sums',
      text: 'SELECT coalesce(sum(quantity), 0)::bigint AS units, coalesce(sum(value_minor), 0)::bigint AS value FROM stock_cost',
    }),
    db.query<{ base: number }>({
      name: 'book-stock-account',
      text: 'SELECT coalesce(sum(base_debit_minor - base_credit_minor), 0)::bigint AS base FROM book_balance WHERE account = $1',
      values: [accountOf('inventory')],
    }),
    db.query<BookStock['differences'][number]>({
      name: 'book-stock-differences',
      text: `SELECT stream_id AS "warehouseId", sku, coalesce(l.units, 0)::bigint AS ledger, coalesce(c.quantity, 0)::bigint AS books
             FROM (SELECT stream_id, sku, sum(on_hand)::bigint AS units FROM stock_level WHERE location_id <> ALL ($1) GROUP BY stream_id, sku) AS l
             FULL JOIN stock_cost c USING (stream_id, sku) WHERE coalesce(l.units, 0) <> coalesce(c.quantity, 0) ORDER BY 1, 2 LIMIT ${mostShown}`,
      values: [outside],
    }),
    db.query<BookStock['withoutCost'][number]>({
      name: 'book-stock-without-cost',
      text: `SELECT stream_id AS "warehouseId", sku, quantity AS units FROM stock_cost WHERE quantity > 0 AND value_minor = 0 ORDER BY 1, 2 LIMIT ${mostShown}`,
    }),
  ]);
  return {
    currency,
    units: sums.rows[0]?.units ?? 0,
    valueMinor: sums.rows[0]?.value ?? 0,
    accountMinor: account.rows[0]?.base ?? 0,
    differences: differences.rows,
    withoutCost: withoutCost.rows,
  };
}
