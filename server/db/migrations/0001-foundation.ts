// The first shape of head office's database. Every key starts with the stream, so the same schema can be sharded by
// stream; nothing relies on serial numbers, clocks, NOTIFY, triggers or cross-stream uniqueness except uuid keys.
export const sql = `
CREATE TABLE stream (
  stream_id text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('company', 'warehouse')),
  epoch uuid NOT NULL,
  seq bigint NOT NULL DEFAULT 0,
  low_seq bigint NOT NULL DEFAULT 0
);

CREATE TABLE event (
  stream_id text NOT NULL,
  seq bigint NOT NULL,
  op_id uuid,
  aggregate text NOT NULL CHECK (aggregate IN ('order', 'parcel')),
  aggregate_id uuid NOT NULL,
  order_id uuid,
  type text NOT NULL,
  body jsonb NOT NULL,
  at timestamptz NOT NULL,
  actor text,
  station_id uuid,
  PRIMARY KEY (stream_id, seq)
);
CREATE INDEX event_order ON event (order_id, at);

CREATE TABLE station (
  station_id uuid PRIMARY KEY,
  stream_id text NOT NULL REFERENCES stream,
  name text NOT NULL,
  roles text[] NOT NULL,
  token_hash text NOT NULL UNIQUE,
  last_station_seq bigint NOT NULL DEFAULT 0,
  app_version text,
  skew_ms double precision,
  unsent int NOT NULL DEFAULT 0,
  oldest_unsent_at timestamptz,
  last_seen_at timestamptz,
  sscc_prefix text NOT NULL,
  sscc_from bigint NOT NULL,
  sscc_to bigint NOT NULL,
  enrolled_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);

CREATE TABLE enrolment_code (
  code_hash text PRIMARY KEY,
  stream_id text NOT NULL REFERENCES stream,
  roles text[] NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE TABLE op (
  op_id uuid PRIMARY KEY,
  stream_id text NOT NULL,
  seq bigint NOT NULL,
  station_id uuid NOT NULL REFERENCES station,
  station_seq bigint NOT NULL,
  type text NOT NULL,
  v int NOT NULL,
  actor text,
  fence bigint,
  parcel_id uuid,
  body jsonb NOT NULL,
  content_hash text NOT NULL,
  status text NOT NULL CHECK (status IN ('applied', 'refused', 'contradiction')),
  at timestamptz NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  doc jsonb NOT NULL,
  deleted boolean NOT NULL DEFAULT false,
  UNIQUE (station_id, station_seq)
);
CREATE INDEX op_pull ON op (stream_id, station_id, seq);
CREATE INDEX op_parcel ON op (parcel_id) WHERE parcel_id IS NOT NULL;

CREATE TABLE channel (
  channel_id text PRIMARY KEY,
  name text NOT NULL,
  kind text NOT NULL,
  formats text[] NOT NULL,
  currency text NOT NULL,
  settings jsonb NOT NULL DEFAULT '{}'
);

CREATE TABLE sales_order (
  stream_id text NOT NULL,
  order_id uuid NOT NULL,
  channel_id text NOT NULL,
  external_id text NOT NULL,
  number text NOT NULL,
  content_hash text NOT NULL,
  status text NOT NULL,
  customer_name text NOT NULL,
  country_code text NOT NULL,
  placed_at timestamptz NOT NULL,
  total_minor bigint NOT NULL,
  currency text NOT NULL,
  warehouse_ids text[] NOT NULL DEFAULT '{}',
  doc jsonb NOT NULL,
  seq bigint NOT NULL,
  deleted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (stream_id, order_id),
  UNIQUE (stream_id, channel_id, external_id)
);
CREATE INDEX sales_order_pull ON sales_order (stream_id, seq);
CREATE INDEX sales_order_list ON sales_order (stream_id, placed_at DESC, order_id);
CREATE INDEX sales_order_status ON sales_order (stream_id, status, placed_at DESC, order_id);
CREATE INDEX sales_order_number ON sales_order (stream_id, number text_pattern_ops);
CREATE INDEX sales_order_customer ON sales_order (stream_id, lower(customer_name) text_pattern_ops);

CREATE TABLE parcel (
  stream_id text NOT NULL,
  parcel_id uuid NOT NULL,
  order_id uuid NOT NULL,
  order_number text NOT NULL,
  state text NOT NULL,
  priority text NOT NULL,
  placed_at timestamptz NOT NULL,
  holder_station_id uuid,
  fence bigint NOT NULL,
  sscc text,
  doc jsonb NOT NULL,
  seq bigint NOT NULL,
  deleted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (stream_id, parcel_id)
);
CREATE INDEX parcel_pull ON parcel (stream_id, seq);
CREATE INDEX parcel_order ON parcel (order_id);
CREATE INDEX parcel_sscc ON parcel (stream_id, sscc) WHERE sscc IS NOT NULL;
CREATE INDEX parcel_queue ON parcel (stream_id, state, priority DESC, placed_at, parcel_id);
CREATE INDEX parcel_holder ON parcel (stream_id, holder_station_id) WHERE holder_station_id IS NOT NULL;

CREATE TABLE product (
  stream_id text NOT NULL,
  sku text NOT NULL,
  name text NOT NULL,
  weight_grams int NOT NULL,
  doc jsonb NOT NULL,
  seq bigint NOT NULL,
  deleted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (stream_id, sku)
);
CREATE INDEX product_pull ON product (stream_id, seq);

CREATE TABLE barcode (
  stream_id text NOT NULL,
  code text NOT NULL,
  sku text NOT NULL,
  quantity int NOT NULL,
  doc jsonb NOT NULL,
  seq bigint NOT NULL,
  deleted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (stream_id, code)
);
CREATE INDEX barcode_pull ON barcode (stream_id, seq);

CREATE TABLE location (
  stream_id text NOT NULL,
  location_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('bin', 'quarantine', 'bench', 'supplier', 'customer', 'scrap', 'adjustment')),
  zone text,
  aisle text,
  walk_order int NOT NULL DEFAULT 0,
  doc jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (stream_id, location_id)
);

CREATE TABLE stock_move (
  stream_id text NOT NULL,
  seq bigint NOT NULL,
  op_id uuid,
  cause text NOT NULL,
  sku text NOT NULL,
  from_location text NOT NULL,
  to_location text NOT NULL,
  quantity int NOT NULL CHECK (quantity > 0),
  at timestamptz NOT NULL,
  PRIMARY KEY (stream_id, seq)
);
CREATE INDEX stock_move_sku ON stock_move (stream_id, sku);

CREATE TABLE stock_level (
  stream_id text NOT NULL,
  sku text NOT NULL,
  location_id text NOT NULL,
  on_hand int NOT NULL,
  PRIMARY KEY (stream_id, sku, location_id)
);

CREATE TABLE reservation (
  stream_id text NOT NULL,
  order_id uuid NOT NULL,
  line_no int NOT NULL,
  sku text NOT NULL,
  location_id text NOT NULL,
  quantity int NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (stream_id, order_id, line_no, location_id)
);
CREATE INDEX reservation_sku ON reservation (stream_id, sku, location_id);

CREATE TABLE stock (
  stream_id text NOT NULL,
  sku text NOT NULL,
  on_hand int NOT NULL,
  quarantine int NOT NULL,
  allocated int NOT NULL,
  available int NOT NULL,
  doc jsonb NOT NULL,
  seq bigint NOT NULL,
  deleted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (stream_id, sku)
);
CREATE INDEX stock_pull ON stock (stream_id, seq);

CREATE TABLE directory (
  stream_id text NOT NULL,
  entry_id text NOT NULL,
  kind text NOT NULL,
  doc jsonb NOT NULL,
  seq bigint NOT NULL,
  deleted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (stream_id, entry_id)
);
CREATE INDEX directory_pull ON directory (stream_id, seq);

CREATE TABLE task (
  stream_id text NOT NULL,
  task_id uuid NOT NULL,
  kind text NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'done')),
  order_id uuid,
  parcel_id uuid,
  op_id uuid,
  doc jsonb NOT NULL,
  seq bigint NOT NULL,
  deleted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (stream_id, task_id)
);
CREATE INDEX task_pull ON task (stream_id, seq);

CREATE TABLE outbox (
  id uuid PRIMARY KEY,
  topic text NOT NULL,
  key text NOT NULL,
  payload jsonb NOT NULL,
  available_at timestamptz NOT NULL DEFAULT now(),
  attempts int NOT NULL DEFAULT 0,
  error text,
  done_at timestamptz
);
CREATE INDEX outbox_open ON outbox (topic, available_at, id) WHERE done_at IS NULL;

CREATE TABLE import (
  import_id uuid PRIMARY KEY,
  channel_id text NOT NULL REFERENCES channel,
  format text NOT NULL,
  file_name text NOT NULL,
  state text NOT NULL,
  bytes bigint NOT NULL DEFAULT 0,
  bytes_total bigint,
  rows_read int NOT NULL DEFAULT 0,
  rows_taken int NOT NULL DEFAULT 0,
  rows_unchanged int NOT NULL DEFAULT 0,
  rows_quarantined int NOT NULL DEFAULT 0,
  orders_new int NOT NULL DEFAULT 0,
  orders_unchanged int NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  error jsonb
);

CREATE TABLE quarantine (
  quarantine_id uuid PRIMARY KEY,
  import_id uuid NOT NULL REFERENCES import,
  channel_id text NOT NULL,
  row_hash text NOT NULL,
  row_no int NOT NULL,
  reason_code text NOT NULL,
  reason_values jsonb NOT NULL DEFAULT '{}',
  original_text text NOT NULL,
  corrected_text text,
  state text NOT NULL CHECK (state IN ('open', 'taken', 'dropped')),
  UNIQUE (channel_id, row_hash)
);
CREATE INDEX quarantine_list ON quarantine (import_id, state, row_no);
`;
