// Boxes at warehouses: what packers chose against the plan, what was sealed in what, what is on the shelves and what boxes
// would suit better. The shelf is a ledger: its level is a sum of moves.
export const sql = `
CREATE TABLE box_override (
  stream_id text NOT NULL REFERENCES stream,
  parcel_id uuid NOT NULL,
  planned text NOT NULL,
  taken text NOT NULL,
  order_id uuid,
  reason text NOT NULL,
  sku text,
  fill_permille int NOT NULL,
  at timestamptz NOT NULL,
  actor text,
  station_id uuid,
  forgotten boolean NOT NULL DEFAULT false,
  PRIMARY KEY (stream_id, parcel_id, planned, taken)
);
CREATE INDEX box_override_newest ON box_override (stream_id, at DESC);
CREATE TABLE box_use (
  stream_id text NOT NULL REFERENCES stream,
  parcel_id uuid NOT NULL,
  box_id text NOT NULL,
  fill_permille int,
  at timestamptz NOT NULL,
  box_minor bigint NOT NULL DEFAULT 0,
  padding_minor bigint NOT NULL DEFAULT 0,
  currency text,
  PRIMARY KEY (stream_id, parcel_id)
);
CREATE INDEX box_use_box ON box_use (stream_id, box_id, at DESC);
CREATE TABLE supply_move (
  stream_id text NOT NULL REFERENCES stream,
  supply text NOT NULL,
  cause text NOT NULL,
  ref text NOT NULL,
  from_place text NOT NULL,
  to_place text NOT NULL,
  quantity int NOT NULL CHECK (quantity > 0),
  at timestamptz NOT NULL,
  actor text,
  PRIMARY KEY (stream_id, supply, cause, ref)
);
CREATE TABLE supply_level (
  stream_id text NOT NULL REFERENCES stream,
  supply text NOT NULL,
  on_hand int NOT NULL DEFAULT 0,
  counted boolean NOT NULL DEFAULT false,
  low_at int,
  told_low boolean NOT NULL DEFAULT false,
  PRIMARY KEY (stream_id, supply)
);
CREATE TABLE box_proposal (
  proposal_id uuid PRIMARY KEY,
  stream_id text NOT NULL REFERENCES stream,
  state text NOT NULL,
  progress double precision NOT NULL DEFAULT 0,
  wish jsonb NOT NULL,
  doc jsonb,
  failure text,
  started_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX box_proposal_newest ON box_proposal (stream_id, started_at DESC);
`;
