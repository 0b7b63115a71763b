// Bins that the office has described, with what lies in them as stations pull it, and how far that is worked out.
export const sql = `
CREATE TABLE shelf (
  stream_id text NOT NULL,
  location_id text NOT NULL,
  doc jsonb NOT NULL,
  seq bigint NOT NULL,
  deleted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (stream_id, location_id)
);
CREATE INDEX shelf_pull ON shelf (stream_id, seq);

CREATE TABLE shelf_place (
  stream_id text PRIMARY KEY,
  seq bigint NOT NULL
);
-- What stations pull for goods that come in: orders that were sent, and bins.
CREATE VIEW inbound_entry AS
  SELECT stream_id, seq, deleted, jsonb_build_object('kind', 'purchase', 'entryId', 'purchase ' || purchase_id, 'seq', seq, 'purchase', doc) AS doc
  FROM purchase WHERE state <> 'draft'
  UNION ALL
  SELECT stream_id, seq, deleted, jsonb_build_object('kind', 'shelf', 'entryId', 'shelf ' || location_id, 'seq', seq, 'shelf', doc)
  FROM shelf;
CREATE INDEX task_replenish ON task (stream_id) WHERE kind = 'replenish' AND state = 'open';
`;
