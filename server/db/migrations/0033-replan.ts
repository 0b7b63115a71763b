// Plans of orders that wait together, with every order of them; orders that gather before their parcels are made; what a
// unit of stock is worth to later orders; prices of carriers by lane; and what the money pages keep.
export const sql = `
CREATE TABLE routing_plan (
  plan_id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('proposal', 'what-if')),
  cause text NOT NULL,
  state text NOT NULL CHECK (state IN ('planning', 'ready', 'cancelled', 'failed')),
  progress real NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  doc jsonb NOT NULL
);
CREATE INDEX routing_plan_newest ON routing_plan (kind, started_at DESC);

CREATE TABLE routing_plan_row (
  plan_id uuid NOT NULL REFERENCES routing_plan ON DELETE CASCADE,
  position integer NOT NULL,
  order_id uuid NOT NULL,
  number text NOT NULL,
  risk text,
  group_no integer,
  doc jsonb NOT NULL,
  PRIMARY KEY (plan_id, position)
);
CREATE INDEX routing_plan_row_group ON routing_plan_row (plan_id, group_no) WHERE group_no IS NOT NULL;

CREATE TABLE gathering_order (
  stream_id text NOT NULL,
  order_id uuid NOT NULL,
  release_at timestamptz NOT NULL,
  woken_at timestamptz,
  PRIMARY KEY (stream_id, order_id)
);
CREATE INDEX gathering_order_due ON gathering_order (release_at) WHERE woken_at IS NULL;

CREATE TABLE stock_price (
  stream_id text NOT NULL,
  sku text NOT NULL,
  price_minor double precision NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (stream_id, sku)
);

-- How often a line was matched: taken back and matched again, its money has another key.
ALTER TABLE bank_line ADD COLUMN matches integer NOT NULL DEFAULT 0;
CREATE TABLE money_setting (name text PRIMARY KEY, doc jsonb NOT NULL);

-- What a carrier that is asked for its prices takes on a lane, by weight; asked now and then, used when orders are routed.
CREATE TABLE lane_rate (
  carrier_id text NOT NULL,
  service_id text NOT NULL,
  warehouse_id text NOT NULL,
  lane text NOT NULL,
  upto_grams integer NOT NULL,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  asked_at timestamptz NOT NULL,
  PRIMARY KEY (carrier_id, service_id, warehouse_id, lane, upto_grams)
);

-- Minutes from release to seal in which nine of ten parcels of a warehouse were ready, looked at now and then.
CREATE TABLE warehouse_handling (
  stream_id text PRIMARY KEY,
  minutes double precision NOT NULL,
  made_at timestamptz NOT NULL
);

-- Who changed the rules, by name where somebody answered for it.
ALTER TABLE routing_policy ADD COLUMN changed_by_person text;
`;
