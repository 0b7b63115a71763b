// What importing needs beyond the foundation: customers on file, the memory of every invoice a channel told (so that
// the same file changes nothing), and the rows of a file between reading and placing. The last are unlogged: losing
// them in a crash of the database costs sending the file again, and nothing else.
export const sql = `
ALTER TABLE import ADD COLUMN orders_changed int NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN units_cancelled int NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN products_new int NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN plan jsonb;
ALTER TABLE import ADD COLUMN placed_position int NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN groups_total int NOT NULL DEFAULT 0;
CREATE INDEX import_list ON import (started_at DESC, import_id);

-- The memory of invoices (channel_invoice) tells a line that was told before, so rows need no key of their own.
ALTER TABLE quarantine DROP COLUMN row_hash;
ALTER TABLE quarantine ADD COLUMN external_id text NOT NULL DEFAULT '';
CREATE INDEX quarantine_state ON quarantine (state, import_id DESC, row_no, quarantine_id);
CREATE INDEX quarantine_invoice ON quarantine (channel_id, external_id);

CREATE TABLE customer (
  stream_id text NOT NULL,
  channel_id text NOT NULL,
  customer_id text NOT NULL,
  name text NOT NULL,
  address jsonb NOT NULL,
  PRIMARY KEY (stream_id, channel_id, customer_id)
);

CREATE TABLE channel_invoice (
  stream_id text NOT NULL,
  channel_id text NOT NULL,
  external_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('sale', 'cancellation', 'adjustment', 'unreadable')),
  customer_id text,
  country_code text,
  placed_at timestamptz,
  fingerprint text NOT NULL,
  orders text[] NOT NULL,
  lines text NOT NULL,
  PRIMARY KEY (stream_id, channel_id, external_id)
);
CREATE INDEX channel_invoice_sales ON channel_invoice (stream_id, channel_id, customer_id, placed_at)
  WHERE kind = 'sale' AND customer_id IS NOT NULL;

CREATE UNLOGGED TABLE import_run (
  import_id uuid NOT NULL,
  run_no int NOT NULL,
  external_id text NOT NULL,
  kind text NOT NULL,
  customer_id text,
  placed_at timestamptz,
  line_no int NOT NULL,
  lines int NOT NULL,
  digest text NOT NULL,
  problem text,
  body text NOT NULL,
  PRIMARY KEY (import_id, run_no)
);

CREATE UNLOGGED TABLE import_group (
  import_id uuid NOT NULL,
  position int NOT NULL,
  external_id text NOT NULL,
  kind text NOT NULL,
  lines int NOT NULL,
  runs int[] NOT NULL,
  fingerprint text NOT NULL,
  PRIMARY KEY (import_id, position)
);

CREATE UNLOGGED TABLE import_product (
  import_id uuid NOT NULL,
  sku text NOT NULL,
  name text NOT NULL,
  price_minor bigint NOT NULL,
  PRIMARY KEY (import_id, sku)
);
`;
