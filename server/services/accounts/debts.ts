// What customers owe on account: promised or due and not paid, and fees of reminders. Said once, for placing orders, for the customer's page and for
// the list of accounts; written as the index `record_account_debt` is, so that only what is owed is read.

const evenMinor = (record: string): string =>
  `(${record}.doc ->> 'authorisedMinor')::bigint - (${record}.doc ->> 'refundedMinor')::bigint - coalesce((${record}.doc ->> 'paidMinor')::bigint, 0)`;

/** Rows of customer_id, payment_id, order_id, currency, owed (minor units; below zero: to the customer's credit) and due_at. `$1` is the company's stream. */
export const debtRows = `
  SELECT o.doc #>> '{customer,customerId}' AS customer_id, r.record_id AS payment_id, r.order_id, r.doc ->> 'currency' AS currency,
    ${evenMinor('r')} AS owed, (r.doc ->> 'dueAt')::timestamptz AS due_at
  FROM record r JOIN sales_order o ON o.stream_id = r.stream_id AND o.order_id = r.order_id
  WHERE r.stream_id = $1 AND r.kind = 'payment' AND r.state IN ('authorised', 'captured') AND r.doc ->> 'method' = 'account'
    AND ${evenMinor('r')} <> 0`;

/** Fees of reminders that are open, as rows of the same columns. They are never overdue: no order is held for one. */
const feeRows = `
  SELECT r.doc ->> 'customerId' AS customer_id, r.record_id AS payment_id, NULL::uuid AS order_id, r.doc ->> 'currency' AS currency,
    (r.doc ->> 'amountMinor')::bigint - (r.doc ->> 'paidMinor')::bigint AS owed, NULL::timestamptz AS due_at
  FROM record r WHERE r.stream_id = $1 AND r.kind = 'reminder-fee' AND r.state = 'open'`;

/** All that stands on accounts: debts of orders, and fees. */
export const owedRows = `${debtRows} UNION ALL ${feeRows}`;
