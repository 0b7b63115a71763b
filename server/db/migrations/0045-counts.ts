// Rules of counting a warehouse, classes of its products, and what became of every count: by whom, how far off, what it was
// worth, and who approved it.
export const sql = `
CREATE TABLE count_policy (
  stream_id text PRIMARY KEY REFERENCES stream,
  doc jsonb NOT NULL,
  handed_on date
);
CREATE TABLE count_class (
  stream_id text NOT NULL,
  sku text NOT NULL,
  class text NOT NULL CHECK (class IN ('A', 'B', 'C')),
  PRIMARY KEY (stream_id, sku)
);
ALTER TABLE stock_count
  ADD COLUMN at timestamptz,
  ADD COLUMN actor text,
  ADD COLUMN expected int,
  ADD COLUMN class text,
  ADD COLUMN is_within boolean,
  ADD COLUMN cost_minor bigint,
  ADD COLUMN currency text,
  ADD COLUMN decided_by text,
  ADD COLUMN decided_at timestamptz;
UPDATE stock_count c SET at = o.at, actor = o.actor FROM op o WHERE o.op_id = c.op_id;
ALTER TABLE stock_count DROP CONSTRAINT stock_count_state_check;
ALTER TABLE stock_count ADD CONSTRAINT stock_count_state_check
  CHECK (state IN ('booked', 'waiting', 'approval', 'again', 'superseded', 'unplaced'));
DROP INDEX stock_count_place;
CREATE INDEX stock_count_place ON stock_count (stream_id, sku, location_id);
CREATE INDEX stock_count_newest ON stock_count (stream_id, at DESC);
CREATE INDEX stock_count_approval ON stock_count (stream_id) WHERE state = 'approval';
DROP INDEX task_count;
CREATE INDEX task_count ON task (stream_id, (doc->'values'->>'sku')) WHERE state = 'open' AND kind IN ('count-bin', 'count-again', 'count-cycle');
`;
