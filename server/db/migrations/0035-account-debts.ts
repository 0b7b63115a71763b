// What customers owe on account is asked for with each order of theirs: only payments that are not even are in
// this index, so that it stays as small as the debts are.
export const sql = `
CREATE INDEX record_account_debt ON record (stream_id, order_id)
  WHERE kind = 'payment' AND state IN ('authorised', 'captured') AND doc ->> 'method' = 'account'
    AND (doc ->> 'authorisedMinor')::bigint - (doc ->> 'refundedMinor')::bigint - coalesce((doc ->> 'paidMinor')::bigint, 0) <> 0;
ALTER TABLE customer_account ADD COLUMN changed_at timestamptz;
ALTER TABLE customer_account ADD COLUMN changed_by text;
`;
