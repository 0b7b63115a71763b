// What the next posting builds on, as the last one left it: costs of goods, what is known of orders, debts to suppliers.
import { unitsOf, valueOf } from '../../../shared/domain/books/stock-cost';
import type { Client } from '../../db/pool';
import { jsonRows } from '../changes/json-rows';
import { partyOf } from './batch';
import type { BatchFacts } from './event-facts';

export async function storeStates(
  client: Client,
  { costs, orders, rights, debts, bills, fees, feeDebts, accruals }: BatchFacts,
  stockMonths: ReadonlyMap<string, number>,
): Promise<void> {
  const changedCosts = [...costs].filter(([, { isChanged }]) => isChanged);
  if (changedCosts.length > 0)
    await client.query({
      name: 'store-stock-costs',
      text: `INSERT INTO stock_cost (stream_id, sku, quantity, value_minor, doc)
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, sku text, quantity bigint, value_minor bigint, doc jsonb)
             ON CONFLICT (stream_id, sku) DO UPDATE SET quantity = excluded.quantity, value_minor = excluded.value_minor, doc = excluded.doc`,
      values: [
        jsonRows(
          changedCosts.map(([key, { cost }]) => {
            const [stream_id = '', sku = ''] = key.split('\n');
            return { stream_id, sku, quantity: unitsOf(cost), value_minor: valueOf(cost), doc: cost };
          }),
        ),
      ],
    });
  const changedOrders = [...orders].filter(([, { isChanged }]) => isChanged);
  if (changedOrders.length > 0)
    await client.query({
      name: 'store-order-books',
      text: `INSERT INTO order_books (order_id, currency, party, doc)
             SELECT * FROM json_to_recordset($1) AS r (order_id uuid, currency text, party text, doc jsonb)
             ON CONFLICT (order_id) DO UPDATE SET doc = excluded.doc`,
      values: [
        jsonRows(
          changedOrders.map(([order_id, { order, books }]) => ({
            order_id,
            currency: order.currency,
            party: partyOf(order),
            doc: books,
          })),
        ),
      ],
    });
  const changedRights = [...rights].filter(([, { isChanged }]) => isChanged);
  if (changedRights.length > 0)
    await client.query({
      name: 'store-order-rights',
      text: `INSERT INTO order_right (order_id, value_minor) SELECT * FROM json_to_recordset($1) AS r (order_id uuid, value_minor bigint)
             ON CONFLICT (order_id) DO UPDATE SET value_minor = excluded.value_minor`,
      values: [
        jsonRows(changedRights.map(([order_id, { valueMinor }]) => ({ order_id, value_minor: valueMinor }))),
      ],
    });
  await storeDebts(client, debts, bills);
  await storeFeeDebts(client, feeDebts, fees);
  await storeAccruals(client, accruals);
  if (stockMonths.size > 0)
    await client.query({
      name: 'store-stock-months',
      text: `INSERT INTO stock_month AS known (month, value_minor) SELECT month, value FROM unnest($1::text[], $2::bigint[]) AS r (month, value)
             ON CONFLICT (month) DO UPDATE SET value_minor = known.value_minor + excluded.value_minor`,
      values: [[...stockMonths.keys()], [...stockMonths.values()]],
    });
}

async function storeDebts(
  client: Client,
  debts: BatchFacts['debts'],
  bills: BatchFacts['bills'],
): Promise<void> {
  const rows = [...debts].flatMap(([bill_id, { pool, isChanged }]) => {
    const bill = bills.get(bill_id);
    if (!isChanged || !bill) return [];
    const { supplier, number, currency, dueOn } = bill;
    const { amountMinor: amount_minor, baseMinor: base_minor } = pool;
    return [{ bill_id, supplier, number, currency, amount_minor, base_minor, due_on: dueOn }];
  });
  if (rows.length === 0) return;
  await client.query({
    name: 'store-bill-debts',
    text: `INSERT INTO bill_debt (bill_id, supplier, number, currency, amount_minor, base_minor, due_on)
           SELECT * FROM json_to_recordset($1) AS r (bill_id uuid, supplier text, number text, currency text, amount_minor bigint, base_minor bigint, due_on date)
           ON CONFLICT (bill_id) DO UPDATE SET amount_minor = excluded.amount_minor, base_minor = excluded.base_minor`,
    values: [jsonRows(rows)],
  });
}

async function storeFeeDebts(
  client: Client,
  feeDebts: BatchFacts['feeDebts'],
  fees: BatchFacts['fees'],
): Promise<void> {
  const rows = [...feeDebts].flatMap(([fee_id, { pool, isChanged }]) => {
    const fee = fees.get(fee_id);
    if (!isChanged || !fee) return [];
    const { amountMinor: amount_minor, baseMinor: base_minor } = pool;
    return [
      {
        fee_id,
        party: fee.customerId,
        currency: fee.currency,
        amount_minor,
        base_minor,
        due_on: fee.chargedOn,
      },
    ];
  });
  if (rows.length === 0) return;
  await client.query({
    name: 'store-fee-debts',
    text: `INSERT INTO reminder_fee_debt (fee_id, party, currency, amount_minor, base_minor, due_on)
           SELECT * FROM json_to_recordset($1) AS r (fee_id uuid, party text, currency text, amount_minor bigint, base_minor bigint, due_on date)
           ON CONFLICT (fee_id) DO UPDATE SET amount_minor = excluded.amount_minor, base_minor = excluded.base_minor`,
    values: [jsonRows(rows)],
  });
}

async function storeAccruals(client: Client, accruals: BatchFacts['accruals']): Promise<void> {
  const rows = [...accruals].flatMap(([key, { units, pool, isChanged }]) => {
    if (!isChanged) return [];
    const [reference = '', sku = '', currency = ''] = key.split('\n');
    const { amountMinor: amount_minor, baseMinor: base_minor } = pool;
    return [{ reference, sku, currency, units, amount_minor, base_minor }];
  });
  if (rows.length === 0) return;
  await client.query({
    name: 'store-purchase-accruals',
    text: `INSERT INTO purchase_accrual (reference, sku, currency, units, amount_minor, base_minor)
           SELECT * FROM json_to_recordset($1) AS r (reference text, sku text, currency text, units bigint, amount_minor bigint, base_minor bigint)
           ON CONFLICT (reference, sku, currency) DO UPDATE SET units = excluded.units, amount_minor = excluded.amount_minor, base_minor = excluded.base_minor`,
    values: [jsonRows(rows)],
  });
}
