// Orders to suppliers, what was taken in of them, and the place where goods lie that came in.
export const sql = `
CREATE TABLE purchase (
  stream_id text NOT NULL,
  purchase_id uuid NOT NULL,
  number int NOT NULL,
  supplier text NOT NULL,
  state text NOT NULL,
  deleted boolean NOT NULL DEFAULT false,
  expected_on date NOT NULL,
  doc jsonb NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (stream_id, purchase_id),
  UNIQUE (number)
);
CREATE INDEX purchase_pull ON purchase (stream_id, seq);
CREATE UNIQUE INDEX purchase_by_id ON purchase (purchase_id);
CREATE INDEX purchase_expected ON purchase (state, expected_on, number);

CREATE TABLE receipt (
  stream_id text NOT NULL,
  op_id uuid NOT NULL,
  receiving_id uuid NOT NULL,
  purchase_id uuid,
  station_id uuid NOT NULL,
  sku text NOT NULL,
  quantity int NOT NULL CHECK (quantity > 0),
  condition text NOT NULL CHECK (condition IN ('good', 'damaged')),
  location_id text NOT NULL,
  lot text,
  serial text,
  best_before text,
  actor text,
  at timestamptz NOT NULL,
  -- The op that took it back.
  undone_by uuid,
  PRIMARY KEY (stream_id, op_id)
);
CREATE INDEX receipt_purchase ON receipt (purchase_id, at) WHERE purchase_id IS NOT NULL;
CREATE INDEX receipt_serial ON receipt (stream_id, sku, serial) WHERE serial IS NOT NULL;
CREATE INDEX task_receipt ON task (stream_id, (doc->'values'->>'of')) WHERE kind = 'receipt-differs' AND state = 'open';

ALTER TABLE location DROP CONSTRAINT location_kind_check;
ALTER TABLE location ADD CONSTRAINT location_kind_check
  CHECK (kind IN ('bin', 'quarantine', 'bench', 'receiving', 'supplier', 'customer', 'scrap', 'adjustment'));
INSERT INTO location (stream_id, location_id, kind, walk_order)
  SELECT DISTINCT stream_id, 'receiving', 'receiving', 1000000 FROM location WHERE kind = 'quarantine'
  ON CONFLICT DO NOTHING;
`;
