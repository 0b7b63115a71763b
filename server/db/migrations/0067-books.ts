// The books: chart of accounts, rates of tax, journal, and what the posting of the next event needs to know of stock and
// orders. Sums of an account stand by month beside its lines, so that a trial balance reads no line. A journal entry is
// caused once (cause, rule_version), numbered without holes, and never changed.
export const sql = `
CREATE TABLE books (
  name text PRIMARY KEY CHECK (name = 'books'),
  settings jsonb NOT NULL,
  opened_at timestamptz NOT NULL,
  opened_by text NOT NULL,
  -- Why posting waits: a refusal with its values; null while it does not.
  waits jsonb
);
CREATE TABLE book_account (
  code text PRIMARY KEY COLLATE "C" CHECK (length(code) BETWEEN 1 AND 20),
  names jsonb NOT NULL,
  kind text NOT NULL,
  is_active boolean NOT NULL DEFAULT true
);
CREATE TABLE book_role (role text PRIMARY KEY, code text NOT NULL COLLATE "C" REFERENCES book_account);
CREATE TABLE vat_rate (
  country text NOT NULL,
  sku text NOT NULL,
  from_day date NOT NULL,
  ppm int NOT NULL CHECK (ppm BETWEEN 0 AND 1000000),
  PRIMARY KEY (country, sku, from_day)
);

-- How far a stream is posted, whatever a follower remembers: what has no entry changes what goods stand at all the same.
CREATE TABLE book_place (
  stream_id text NOT NULL,
  rule_version int NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (stream_id, rule_version)
);
CREATE TABLE journal_series (series text PRIMARY KEY, last bigint NOT NULL);
CREATE TABLE journal_entry (
  entry_no bigint PRIMARY KEY,
  number text NOT NULL UNIQUE,
  cause text NOT NULL,
  rule_version int NOT NULL,
  kind text NOT NULL,
  day date NOT NULL,
  currency text NOT NULL,
  order_id uuid,
  reference text,
  text text NOT NULL,
  posted_at timestamptz NOT NULL,
  posted_by text,
  UNIQUE (cause, rule_version)
);
CREATE INDEX journal_entry_day ON journal_entry (day, entry_no);
CREATE INDEX journal_entry_order ON journal_entry (order_id, entry_no) WHERE order_id IS NOT NULL;
CREATE TABLE journal_line (
  entry_no bigint NOT NULL,
  line_no int NOT NULL,
  account text NOT NULL COLLATE "C",
  day date NOT NULL,
  currency text NOT NULL,
  amount_minor bigint NOT NULL,
  base_minor bigint NOT NULL,
  party text,
  sku text,
  quantity int,
  vat_country text,
  vat_ppm int,
  vat_net_minor bigint,
  PRIMARY KEY (entry_no, line_no)
);
CREATE INDEX journal_line_account ON journal_line (account, day, entry_no, line_no);
CREATE INDEX journal_line_vat ON journal_line (day) WHERE vat_country IS NOT NULL;
CREATE TABLE book_balance (
  account text NOT NULL COLLATE "C",
  month text NOT NULL,
  currency text NOT NULL,
  debit_minor bigint NOT NULL,
  credit_minor bigint NOT NULL,
  base_debit_minor bigint NOT NULL,
  base_credit_minor bigint NOT NULL,
  PRIMARY KEY (account, month, currency)
);

CREATE TABLE stock_cost (
  stream_id text NOT NULL,
  sku text NOT NULL,
  quantity bigint NOT NULL,
  value_minor bigint NOT NULL,
  doc jsonb NOT NULL,
  PRIMARY KEY (stream_id, sku)
);
CREATE TABLE order_books (
  order_id uuid PRIMARY KEY,
  currency text NOT NULL,
  party text NOT NULL,
  doc jsonb NOT NULL
);
CREATE TABLE order_right (order_id uuid PRIMARY KEY, value_minor bigint NOT NULL);

-- Which order or return a movement of goods was for.
CREATE INDEX event_goods ON event (stream_id, at)
  WHERE type IN ('ParcelHandedOver', 'UnitsReceived', 'UnitsTakenBack', 'UnitsDisposed');
`;
