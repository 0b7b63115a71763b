// Returns as the stations of their warehouse pull them, how far that is worked out, and what benches took in of them.
export const sql = `
CREATE TABLE bench_return (
  stream_id text NOT NULL,
  return_id uuid NOT NULL,
  doc jsonb NOT NULL,
  seq bigint NOT NULL,
  deleted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (stream_id, return_id)
);
CREATE INDEX bench_return_pull ON bench_return (stream_id, seq);
-- The number of the newest return of the company that benches were told of.
CREATE TABLE bench_return_place (stream_id text PRIMARY KEY, seq bigint NOT NULL);
CREATE INDEX record_returns ON record (stream_id, seq) WHERE kind = 'return';

CREATE TABLE return_take (
  stream_id text NOT NULL,
  op_id uuid NOT NULL,
  -- As the bench called it; the return that it was found to be, or null.
  given_id uuid NOT NULL,
  return_id uuid,
  station_id uuid NOT NULL,
  sku text NOT NULL,
  quantity int NOT NULL CHECK (quantity > 0),
  condition text NOT NULL CHECK (condition IN ('as-new', 'opened', 'damaged')),
  actor text,
  at timestamptz NOT NULL,
  -- The op that took it back.
  undone_by uuid,
  PRIMARY KEY (stream_id, op_id)
);
CREATE INDEX return_take_given ON return_take (stream_id, given_id);
CREATE INDEX task_return ON task (stream_id, (doc->'values'->>'of')) WHERE kind = 'return-differs' AND state = 'open';

CREATE OR REPLACE VIEW inbound_entry AS
  SELECT stream_id, seq, deleted, jsonb_build_object('kind', 'purchase', 'entryId', 'purchase ' || purchase_id, 'seq', seq, 'purchase', doc) AS doc
  FROM purchase WHERE state <> 'draft'
  UNION ALL
  SELECT stream_id, seq, deleted, jsonb_build_object('kind', 'shelf', 'entryId', 'shelf ' || location_id, 'seq', seq, 'shelf', doc)
  FROM shelf
  UNION ALL
  SELECT stream_id, seq, deleted, jsonb_build_object('kind', 'return', 'entryId', 'return ' || return_id, 'seq', seq, 'arrival', doc)
  FROM bench_return;
`;
