// Who takes payments and with which secrets, what came in on bank statements, accounts of customers, what placing an order
// looks at, rates of currencies, and invoices. Payments, refunds and quotes themselves are records (0019).
export const sql = `
CREATE TABLE payment_provider (
  provider_id text PRIMARY KEY CHECK (length(provider_id) BETWEEN 1 AND 40),
  method text NOT NULL,
  name text NOT NULL,
  settings jsonb NOT NULL DEFAULT '{}',
  secrets jsonb NOT NULL DEFAULT '{}',
  enabled boolean NOT NULL DEFAULT true
);

CREATE TABLE bank_line (
  line_id uuid PRIMARY KEY,
  provider_id text NOT NULL REFERENCES payment_provider,
  booked_on date NOT NULL,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  payer text NOT NULL,
  reference text NOT NULL,
  payment_id uuid,
  entered_at timestamptz NOT NULL,
  entered_by text NOT NULL,
  content_key text NOT NULL UNIQUE
);
CREATE INDEX bank_line_open ON bank_line (entered_at DESC) WHERE payment_id IS NULL;

CREATE TABLE parcel_cash (
  parcel_id uuid PRIMARY KEY,
  order_id uuid NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  currency text NOT NULL
);
CREATE INDEX parcel_cash_order ON parcel_cash (order_id);

CREATE TABLE customer_account (
  customer_id text PRIMARY KEY CHECK (length(customer_id) BETWEEN 1 AND 40),
  name text NOT NULL,
  currency text NOT NULL,
  limit_minor bigint NOT NULL CHECK (limit_minor >= 0),
  terms_days integer NOT NULL CHECK (terms_days BETWEEN 0 AND 365),
  is_open boolean NOT NULL DEFAULT true
);

CREATE TABLE placement_setting (name text PRIMARY KEY, doc jsonb NOT NULL);
CREATE INDEX sales_order_email ON sales_order (stream_id, lower(doc #>> '{shipTo,email}'), placed_at)
  WHERE doc #>> '{shipTo,email}' IS NOT NULL;
CREATE INDEX sales_order_held ON sales_order (stream_id, placed_at) WHERE doc -> 'holds' <> '[]'::jsonb;

CREATE TABLE exchange_rate (
  base text NOT NULL,
  currency text NOT NULL,
  day date NOT NULL,
  rate text NOT NULL,
  source text NOT NULL,
  entered_at timestamptz NOT NULL,
  PRIMARY KEY (base, currency, day)
);

CREATE TABLE invoice_series (series text PRIMARY KEY, last bigint NOT NULL);
CREATE TABLE invoice (
  number text PRIMARY KEY,
  order_id uuid NOT NULL UNIQUE,
  customer_id text,
  issued_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  currency text NOT NULL,
  total_minor bigint NOT NULL,
  doc jsonb NOT NULL
);
CREATE INDEX invoice_list ON invoice (issued_at DESC, number);
CREATE INDEX invoice_customer ON invoice (customer_id, due_at);
`;
