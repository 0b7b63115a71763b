// Stock by lot: every movement names the lot where that is known, and levels by lot are what these sum to. `best_before` is a
// day, or empty where a lot has none; `lot` is empty where only the day is known.
export const sql = `
ALTER TABLE stock_move ADD COLUMN lot text, ADD COLUMN best_before text,
  ADD CONSTRAINT stock_move_lot CHECK ((lot IS NULL) = (best_before IS NULL));
CREATE INDEX stock_move_lot ON stock_move (sku, lot) WHERE lot IS NOT NULL;

CREATE TABLE lot_level (
  stream_id text NOT NULL,
  sku text NOT NULL,
  location_id text NOT NULL,
  lot text NOT NULL,
  best_before text NOT NULL,
  on_hand int NOT NULL,
  PRIMARY KEY (stream_id, sku, location_id, lot, best_before)
);
CREATE INDEX lot_level_lot ON lot_level (lot, sku);

CREATE TABLE lot (
  stream_id text NOT NULL,
  sku text NOT NULL,
  lot text NOT NULL,
  best_before text NOT NULL,
  -- When a movement first named it here.
  since timestamptz NOT NULL,
  PRIMARY KEY (stream_id, sku, lot, best_before)
);
CREATE INDEX task_lot ON task (stream_id, (doc->'values'->>'sku')) WHERE kind = 'lot-past-date' AND state = 'open';
`;
