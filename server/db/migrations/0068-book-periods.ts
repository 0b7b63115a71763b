// Months that are closed, with who closed and reopened them; debts to suppliers and goods received that nobody has billed;
// and what stock changed by in a month, for books that are corrected when a month closes.
export const sql = `
ALTER TABLE books ADD COLUMN closed_through text;
ALTER TABLE journal_entry ADD COLUMN event_day date;
CREATE TABLE book_period_act (
  act_no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  month text NOT NULL,
  act text NOT NULL CHECK (act IN ('closed', 'reopened')),
  reason text,
  at timestamptz NOT NULL,
  by text NOT NULL
);
CREATE TABLE purchase_accrual (
  reference text NOT NULL,
  sku text NOT NULL,
  currency text NOT NULL,
  units bigint NOT NULL,
  amount_minor bigint NOT NULL,
  base_minor bigint NOT NULL,
  PRIMARY KEY (reference, sku, currency)
);
CREATE TABLE bill_debt (
  bill_id uuid PRIMARY KEY,
  supplier text NOT NULL,
  number text NOT NULL,
  currency text NOT NULL,
  amount_minor bigint NOT NULL,
  base_minor bigint NOT NULL,
  due_on date NOT NULL
);
CREATE TABLE stock_month (
  month text PRIMARY KEY,
  value_minor bigint NOT NULL
);
-- What left is told of the order too, also where it was in no parcel of ours.
DROP INDEX event_goods;
CREATE INDEX event_goods ON event (stream_id, at)
  WHERE type IN ('ParcelHandedOver', 'LinesShipped', 'UnitsReceived', 'UnitsTakenBack', 'UnitsDisposed');
`;
