// Demand as it was asked for, a row a line of an order; the days on which a warehouse had nothing of a product; what people
// said of single weeks; and the forecasts made of it, with what each run did.
export const sql = `
CREATE TABLE demand_line (
  stream_id text NOT NULL,
  order_id uuid NOT NULL,
  line_no int NOT NULL,
  sku text NOT NULL,
  channel_id text NOT NULL,
  -- Empty: no warehouse has had any for it so far.
  site text NOT NULL,
  day date NOT NULL,
  units int NOT NULL CHECK (units >= 0),
  PRIMARY KEY (stream_id, order_id, line_no)
);
CREATE INDEX demand_line_sku ON demand_line (stream_id, sku, day);
CREATE INDEX demand_line_day ON demand_line (stream_id, day);
CREATE INDEX event_lines ON event (order_id, type) WHERE type IN ('LinesAllocated', 'LinesCancelled');
CREATE INDEX stock_move_seq_sku ON stock_move (stream_id, seq, sku);

CREATE TABLE demand_reader (
  stream_id text PRIMARY KEY,
  seq bigint NOT NULL
);

CREATE TABLE stock_out (
  stream_id text NOT NULL,
  sku text NOT NULL,
  from_day date NOT NULL,
  -- The first day with stock again; null: there is still none.
  until_day date,
  PRIMARY KEY (stream_id, sku, from_day)
);
CREATE INDEX stock_out_sku ON stock_out (sku);

CREATE TABLE demand_mark (
  stream_id text NOT NULL,
  mark_id uuid NOT NULL,
  -- Null: of all products.
  sku text,
  from_week date NOT NULL,
  weeks int NOT NULL CHECK (weeks > 0),
  kind text NOT NULL CHECK (kind IN ('promotion', 'excluded')),
  reason text NOT NULL,
  by text NOT NULL,
  at timestamptz NOT NULL,
  removed_at timestamptz,
  PRIMARY KEY (stream_id, mark_id)
);
CREATE INDEX demand_mark_sku ON demand_mark (stream_id, sku) WHERE removed_at IS NULL;

CREATE TABLE demand_likeness (
  stream_id text NOT NULL,
  sku text NOT NULL,
  like_sku text NOT NULL,
  reason text NOT NULL,
  by text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (stream_id, sku)
);

CREATE TABLE forecast_run (
  stream_id text NOT NULL,
  run_id uuid NOT NULL,
  cause text NOT NULL CHECK (cause IN ('night', 'person')),
  state text NOT NULL CHECK (state IN ('running', 'ready', 'stopped', 'failed')),
  items int NOT NULL DEFAULT 0,
  done int NOT NULL DEFAULT 0,
  unchanged int NOT NULL DEFAULT 0,
  failure text,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (stream_id, run_id)
);
CREATE INDEX forecast_run_newest ON forecast_run (stream_id, started_at DESC);

CREATE TABLE forecast (
  stream_id text NOT NULL,
  sku text NOT NULL,
  -- The Monday of the first week that it speaks of.
  from_week date NOT NULL,
  -- Of the history, marks and horizon it was made of: the same again need not be made again.
  fingerprint text NOT NULL,
  method text NOT NULL,
  pattern text NOT NULL,
  -- Units expected over the whole horizon, for the list.
  expected double precision NOT NULL,
  mase double precision,
  doc jsonb NOT NULL,
  run_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (stream_id, sku)
);
CREATE INDEX forecast_list ON forecast (stream_id, expected DESC, sku);

-- What was said for a week before it came, the first of each week, so that accuracy is measured on what was believed.
CREATE TABLE forecast_said (
  stream_id text NOT NULL,
  sku text NOT NULL,
  week date NOT NULL,
  said double precision NOT NULL,
  overridden double precision,
  PRIMARY KEY (stream_id, sku, week)
);
`;
