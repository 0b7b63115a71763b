// Sales channels: how each is reached, what was agreed for it, what it sent (kept as it came), what is remembered of its
// orders, and what was told it. Secrets have a column of their own, which no list reads.
export const sql = `
ALTER TABLE channel ADD COLUMN policy jsonb NOT NULL DEFAULT '{}';
ALTER TABLE channel ADD COLUMN fields jsonb NOT NULL DEFAULT '{}';
ALTER TABLE channel ADD COLUMN secrets jsonb NOT NULL DEFAULT '{}';
ALTER TABLE channel ADD COLUMN mappings jsonb NOT NULL DEFAULT '[]';

CREATE TABLE channel_inbox (
  channel_id text NOT NULL REFERENCES channel,
  delivery_id text NOT NULL,
  source text NOT NULL CHECK (source IN ('webhook', 'pulled', 'api', 'file')),
  topic text NOT NULL,
  body bytea NOT NULL,
  body_hash text NOT NULL,
  received_at timestamptz NOT NULL,
  available_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'taken', 'unchanged', 'quarantined', 'superseded', 'dropped')),
  attempts int NOT NULL DEFAULT 0,
  external_id text,
  number text,
  order_id uuid,
  problems jsonb NOT NULL DEFAULT '[]',
  done_at timestamptz,
  PRIMARY KEY (channel_id, delivery_id)
);
CREATE INDEX channel_inbox_waiting ON channel_inbox (available_at, channel_id, delivery_id) WHERE state = 'waiting';
CREATE INDEX channel_inbox_list ON channel_inbox (channel_id, received_at DESC, delivery_id);
CREATE INDEX channel_inbox_quarantined ON channel_inbox (channel_id, external_id) WHERE state = 'quarantined';
CREATE INDEX channel_inbox_done ON channel_inbox (done_at) WHERE done_at IS NOT NULL;

-- json, not jsonb: two pictures are compared as they were written.
CREATE TABLE channel_order (
  stream_id text NOT NULL,
  channel_id text NOT NULL,
  external_id text NOT NULL,
  order_id uuid NOT NULL,
  source text NOT NULL,
  told json NOT NULL,
  line_nos jsonb NOT NULL,
  placed boolean NOT NULL,
  PRIMARY KEY (stream_id, channel_id, external_id)
);
CREATE INDEX channel_order_order ON channel_order (order_id);

CREATE TABLE channel_pull (
  channel_id text PRIMARY KEY REFERENCES channel,
  changed_at timestamptz NOT NULL,
  tried_at timestamptz,
  failed_at timestamptz,
  error text
);

CREATE TABLE channel_listing (
  channel_id text NOT NULL REFERENCES channel,
  sku text NOT NULL,
  -- Null: the channel does not sell it.
  told int,
  told_at timestamptz NOT NULL,
  PRIMARY KEY (channel_id, sku)
);

CREATE TABLE channel_push (
  push_id uuid PRIMARY KEY,
  channel_id text NOT NULL REFERENCES channel,
  kind text NOT NULL CHECK (kind IN ('stock', 'shipment')),
  subject text NOT NULL,
  detail text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('done', 'failed', 'refused')),
  attempt int NOT NULL,
  status int,
  answer text NOT NULL,
  ms int NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX channel_push_list ON channel_push (channel_id, at DESC, push_id);
`;
