// Customers as head office knows them: who they are, the sure keys they are known by, how they are reached, their orders in
// the company's currency, what they are worth, notes, consent, what was merged, what was erased and what is kept by law.
// A merge changes no key and no order: `root_id` says as whom a customer is shown, so that it can be undone.
export const sql = `
-- What a channel's files tell of its customers; the customers below are head office's own.
ALTER TABLE customer RENAME TO channel_customer;

CREATE TABLE customer (
  stream_id text NOT NULL,
  customer_id uuid NOT NULL,
  root_id uuid NOT NULL,
  merged_into uuid,
  name text NOT NULL,
  country_code text NOT NULL,
  vip_by_hand boolean,
  search text NOT NULL DEFAULT '',
  first_seen_at timestamptz NOT NULL,
  erased_at timestamptz,
  PRIMARY KEY (stream_id, customer_id)
);
CREATE INDEX customer_root ON customer (stream_id, root_id);
CREATE INDEX customer_search ON customer USING gin (search gin_trgm_ops);

CREATE TABLE customer_key (
  stream_id text NOT NULL,
  key text NOT NULL,
  customer_id uuid NOT NULL,
  since timestamptz NOT NULL,
  PRIMARY KEY (stream_id, key)
);
CREATE INDEX customer_key_of ON customer_key (stream_id, customer_id);

-- Where customers are compared who may be one: a mail without its dots, a name with a postcode.
CREATE TABLE customer_block (
  stream_id text NOT NULL,
  block text NOT NULL,
  customer_id uuid NOT NULL,
  PRIMARY KEY (stream_id, block, customer_id)
);
CREATE INDEX customer_block_of ON customer_block (stream_id, customer_id);

CREATE TABLE customer_contact (
  stream_id text NOT NULL,
  customer_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('channel', 'mail', 'phone')),
  value text NOT NULL,
  shown text NOT NULL,
  source text NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (stream_id, customer_id, kind, value)
);
CREATE INDEX customer_contact_value ON customer_contact (stream_id, value);

CREATE TABLE customer_address (
  stream_id text NOT NULL,
  customer_id uuid NOT NULL,
  address_key text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('delivery', 'invoice')),
  is_default boolean NOT NULL DEFAULT false,
  doc jsonb NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (stream_id, customer_id, kind, address_key)
);

CREATE TABLE customer_order (
  stream_id text NOT NULL,
  order_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  matched_by text NOT NULL,
  placed_at timestamptz NOT NULL,
  is_counted boolean NOT NULL,
  money_minor bigint,
  rate_day date,
  margin_minor bigint,
  shipped_units int NOT NULL,
  returned_units int NOT NULL,
  PRIMARY KEY (stream_id, order_id)
);
CREATE INDEX customer_order_of ON customer_order (stream_id, customer_id, placed_at);

CREATE TABLE customer_value (
  stream_id text NOT NULL,
  customer_id uuid NOT NULL,
  name text NOT NULL,
  orders int NOT NULL,
  money_minor bigint NOT NULL,
  margin_minor bigint,
  margin_orders int NOT NULL,
  unrated_orders int NOT NULL,
  shipped_units int NOT NULL,
  returned_units int NOT NULL,
  first_order_at timestamptz,
  last_order_at timestamptz,
  segment text,
  is_vip boolean NOT NULL,
  PRIMARY KEY (stream_id, customer_id)
);
CREATE INDEX customer_value_money ON customer_value (stream_id, money_minor DESC, customer_id);
CREATE INDEX customer_value_orders ON customer_value (stream_id, orders DESC, customer_id);
CREATE INDEX customer_value_last ON customer_value (stream_id, last_order_at DESC, customer_id);
CREATE INDEX customer_value_name ON customer_value (stream_id, name, customer_id);

CREATE TABLE customer_pair (
  stream_id text NOT NULL,
  one_id uuid NOT NULL,
  other_id uuid NOT NULL,
  reasons text[] NOT NULL,
  proposed_at timestamptz NOT NULL,
  dismissed_at timestamptz,
  dismissed_by text,
  PRIMARY KEY (stream_id, one_id, other_id),
  CHECK (one_id < other_id)
);
CREATE INDEX customer_pair_other ON customer_pair (stream_id, other_id);

CREATE TABLE customer_merge (
  stream_id text NOT NULL,
  merge_id uuid NOT NULL,
  from_id uuid NOT NULL,
  into_id uuid NOT NULL,
  at timestamptz NOT NULL,
  by text NOT NULL,
  undone_at timestamptz,
  undone_by text,
  PRIMARY KEY (stream_id, merge_id)
);

CREATE TABLE customer_note (
  stream_id text NOT NULL,
  note_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  text text NOT NULL,
  is_pinned boolean NOT NULL,
  at timestamptz NOT NULL,
  by text NOT NULL,
  PRIMARY KEY (stream_id, note_id)
);
CREATE INDEX customer_note_of ON customer_note (stream_id, customer_id, at DESC);

-- Who did what to a customer's file. Never holds a name, a contact or an address of theirs.
CREATE TABLE customer_act (
  stream_id text NOT NULL,
  act_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  type text NOT NULL,
  at timestamptz NOT NULL,
  by text NOT NULL,
  body jsonb NOT NULL,
  PRIMARY KEY (stream_id, act_id)
);
CREATE INDEX customer_act_of ON customer_act (stream_id, customer_id, at DESC);

CREATE TABLE customer_erasure (
  stream_id text NOT NULL,
  erasure_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  asked_how text NOT NULL,
  by text NOT NULL,
  kept jsonb NOT NULL,
  keep_until timestamptz,
  ended_at timestamptz,
  PRIMARY KEY (stream_id, erasure_id)
);
CREATE INDEX customer_erasure_due ON customer_erasure (keep_until) WHERE ended_at IS NULL;

-- 'rules': what a manager set. 'scale': limits of the fifths. 'lock': taken by whatever changes who a customer is.
CREATE TABLE customer_setting (name text PRIMARY KEY, doc jsonb NOT NULL);

CREATE TABLE product_cost (
  stream_id text NOT NULL,
  sku text NOT NULL,
  from_day date NOT NULL,
  cost_minor bigint NOT NULL CHECK (cost_minor >= 0),
  currency text NOT NULL,
  PRIMARY KEY (stream_id, sku, from_day)
);

-- One word of a customer after the other; the newest of each purpose and contact counts. Opt-outs of mail are such words.
CREATE TABLE consent (
  stream_id text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('mail', 'phone')),
  contact text NOT NULL,
  purpose text NOT NULL,
  at timestamptz NOT NULL,
  is_given boolean NOT NULL,
  source text NOT NULL,
  by text,
  PRIMARY KEY (stream_id, channel, contact, purpose, at)
);
INSERT INTO consent (stream_id, channel, contact, purpose, at, is_given, source)
SELECT stream_id, 'mail', address, topic, at, false, CASE asked_by WHEN 'customer' THEN 'link' ELSE 'office' END FROM mail_opt_out;
DROP TABLE mail_opt_out;
`;
