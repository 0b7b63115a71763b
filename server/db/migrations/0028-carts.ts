// What is promised besides reservations: stock that carts hold (and orders that took it over and cannot be given it yet),
// goods that are expected, and units that orders were promised out of them.
export const sql = `
CREATE TABLE stock_hold (
  stream_id text NOT NULL,
  holder_id uuid NOT NULL,
  sku text NOT NULL,
  holder text NOT NULL CHECK (holder IN ('cart', 'order')),
  channel_id text NOT NULL,
  units int NOT NULL CHECK (units > 0),
  -- Of an order's; a cart's own time is with the cart.
  until timestamptz,
  PRIMARY KEY (stream_id, holder_id, sku)
);
CREATE INDEX stock_hold_sku ON stock_hold (stream_id, sku);
CREATE INDEX stock_hold_holder ON stock_hold (holder_id);
CREATE INDEX stock_hold_until ON stock_hold (until) WHERE until IS NOT NULL;

CREATE TABLE dated_supply (
  stream_id text NOT NULL,
  source text NOT NULL,
  supply_id text NOT NULL,
  sku text NOT NULL,
  due_on date NOT NULL,
  units int NOT NULL CHECK (units > 0),
  PRIMARY KEY (stream_id, source, supply_id, sku)
);
CREATE INDEX dated_supply_sku ON dated_supply (stream_id, sku, due_on);

CREATE TABLE dated_demand (
  stream_id text NOT NULL,
  order_id uuid NOT NULL,
  line_no int NOT NULL,
  due_on date NOT NULL,
  sku text NOT NULL,
  units int NOT NULL CHECK (units > 0),
  PRIMARY KEY (stream_id, order_id, line_no, due_on)
);
CREATE INDEX dated_demand_sku ON dated_demand (stream_id, sku, due_on);
CREATE INDEX dated_demand_order ON dated_demand (order_id);

CREATE INDEX record_open_wish ON record (stream_id, (doc->>'channelId'), (doc->>'sku')) WHERE kind = 'wish' AND state = 'waiting';
`;
