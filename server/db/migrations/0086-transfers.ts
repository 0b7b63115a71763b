// Goods that go from one site to another: what was asked for, what each site's stations pull of it, and where goods are that
// left the one and are not at the other yet.
export const sql = `
ALTER TABLE location DROP CONSTRAINT location_kind_check;
ALTER TABLE location ADD CONSTRAINT location_kind_check
  CHECK (kind IN ('bin', 'quarantine', 'bench', 'receiving', 'supplier', 'customer', 'scrap', 'adjustment', 'transit', 'other-site'));
INSERT INTO location (stream_id, location_id, kind, walk_order)
  SELECT DISTINCT l.stream_id, place, place, 0 FROM location l, unnest(ARRAY['transit', 'other-site']) AS place WHERE l.kind = 'quarantine'
  ON CONFLICT DO NOTHING;

-- What is promised to another site is kept for it.
ALTER TABLE stock_hold DROP CONSTRAINT stock_hold_holder_check;
ALTER TABLE stock_hold ADD CONSTRAINT stock_hold_holder_check CHECK (holder IN ('cart', 'order', 'transfer'));

CREATE TABLE stock_transfer (
  stream_id text NOT NULL,
  transfer_id uuid NOT NULL,
  number int NOT NULL,
  from_warehouse text NOT NULL,
  to_warehouse text NOT NULL,
  state text NOT NULL,
  due_on date NOT NULL,
  doc jsonb NOT NULL,
  deleted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (stream_id, transfer_id),
  UNIQUE (stream_id, number)
);
CREATE INDEX stock_transfer_open ON stock_transfer (state, due_on) WHERE state IN ('draft', 'released', 'in-transit');

-- The place of a transfer in the streams of both sites.
CREATE TABLE transfer_leg (
  stream_id text NOT NULL,
  transfer_id uuid NOT NULL,
  side text NOT NULL CHECK (side IN ('send', 'receive')),
  doc jsonb NOT NULL,
  seq bigint NOT NULL,
  deleted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (stream_id, transfer_id)
);
CREATE INDEX transfer_leg_pull ON transfer_leg (stream_id, seq);

CREATE TABLE transfer_load (
  stream_id text NOT NULL,
  op_id uuid NOT NULL,
  transfer_id uuid,
  station_id uuid NOT NULL,
  sku text NOT NULL,
  quantity int NOT NULL CHECK (quantity > 0),
  location_id text NOT NULL,
  lot text,
  best_before text,
  actor text,
  at timestamptz NOT NULL,
  -- The op that took it back.
  undone_by uuid,
  PRIMARY KEY (stream_id, op_id)
);
CREATE INDEX transfer_load_of ON transfer_load (transfer_id, at);

ALTER TABLE receipt ADD COLUMN transfer_id uuid;
CREATE INDEX receipt_transfer ON receipt (transfer_id, at) WHERE transfer_id IS NOT NULL;
-- The draft that a proposal became.
ALTER TABLE reorder_transfer ADD COLUMN transfer_id uuid;

CREATE OR REPLACE VIEW inbound_entry AS
  SELECT stream_id, seq, deleted, jsonb_build_object('kind', 'purchase', 'entryId', 'purchase ' || purchase_id, 'seq', seq, 'purchase', doc) AS doc
  FROM purchase WHERE state <> 'draft'
  UNION ALL
  SELECT stream_id, seq, deleted, jsonb_build_object('kind', 'shelf', 'entryId', 'shelf ' || location_id, 'seq', seq, 'shelf', doc)
  FROM shelf
  UNION ALL
  SELECT stream_id, seq, deleted, jsonb_build_object('kind', 'return', 'entryId', 'return ' || return_id, 'seq', seq, 'arrival', doc)
  FROM bench_return
  UNION ALL
  SELECT stream_id, seq, deleted, jsonb_build_object('kind', 'transfer', 'entryId', 'transfer ' || transfer_id, 'seq', seq, 'side', side, 'transfer', doc)
  FROM transfer_leg;
`;
