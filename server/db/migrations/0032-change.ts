// What a company configures instead of having it coded: tags and fields of its own, the flow of orders with every version
// it had, price lists and tax rules by name; and who else is told (webhooks) and may ask (keys). Secrets of webhooks are kept
// as they are, for they sign; keys are kept as hashes, for they are only compared.
export const sql = `
CREATE TABLE tag (
  stream_id text NOT NULL,
  key text NOT NULL,
  doc jsonb NOT NULL,
  PRIMARY KEY (stream_id, key)
);

CREATE TABLE field_definition (
  stream_id text NOT NULL,
  owner text NOT NULL CHECK (owner IN ('order', 'line', 'customer', 'product')),
  key text NOT NULL,
  doc jsonb NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (stream_id, owner, key)
);

CREATE TABLE marking (
  stream_id text NOT NULL,
  owner text NOT NULL CHECK (owner IN ('customer', 'product')),
  owner_id text NOT NULL,
  tags text[] NOT NULL DEFAULT '{}',
  fields jsonb NOT NULL DEFAULT '{}',
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (stream_id, owner, owner_id)
);

CREATE TABLE order_flow (
  stream_id text NOT NULL,
  version int NOT NULL,
  doc jsonb NOT NULL,
  changed_at timestamptz NOT NULL,
  person_id text,
  person_name text NOT NULL,
  note text NOT NULL,
  undoes int,
  PRIMARY KEY (stream_id, version)
);

CREATE TABLE price_list (
  stream_id text NOT NULL,
  name text NOT NULL,
  doc jsonb NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (stream_id, name)
);

CREATE TABLE tax_rule (
  stream_id text NOT NULL,
  name text NOT NULL,
  doc jsonb NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (stream_id, name)
);

CREATE TABLE webhook (
  stream_id text NOT NULL,
  webhook_id uuid NOT NULL,
  doc jsonb NOT NULL,
  secrets jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('on', 'off', 'stopped')),
  why text,
  failures int NOT NULL DEFAULT 0,
  paused_until timestamptz,
  delivered_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (stream_id, webhook_id)
);

CREATE TABLE webhook_delivery (
  stream_id text NOT NULL,
  delivery_id uuid NOT NULL,
  webhook_id uuid NOT NULL,
  type text NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'delivered', 'gave-up', 'left-out')),
  attempts int NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  done_at timestamptz,
  PRIMARY KEY (stream_id, delivery_id)
);
CREATE INDEX webhook_delivery_list ON webhook_delivery (webhook_id, created_at DESC, delivery_id);
CREATE INDEX webhook_delivery_done ON webhook_delivery (done_at) WHERE done_at IS NOT NULL;

CREATE TABLE webhook_try (
  delivery_id uuid NOT NULL,
  attempt int NOT NULL,
  at timestamptz NOT NULL,
  headers jsonb NOT NULL,
  status int,
  answer text NOT NULL,
  ms int NOT NULL,
  PRIMARY KEY (delivery_id, attempt)
);

CREATE TABLE api_key (
  stream_id text NOT NULL,
  key_id text NOT NULL,
  doc jsonb NOT NULL,
  hash bytea NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  used_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (stream_id, key_id)
);

CREATE TABLE api_request (
  key_id text NOT NULL,
  request_key text NOT NULL,
  content_hash text NOT NULL,
  status int,
  answer text,
  at timestamptz NOT NULL,
  PRIMARY KEY (key_id, request_key)
);
CREATE INDEX api_request_at ON api_request (at);

CREATE INDEX sales_order_tags ON sales_order USING gin ((doc->'tags')) WHERE doc ? 'tags';
CREATE INDEX sales_order_fields ON sales_order USING gin ((doc->'fields') jsonb_path_ops) WHERE doc ? 'fields';
CREATE INDEX event_rule ON event (at DESC, stream_id, seq) WHERE type = 'RuleFired';
`;
