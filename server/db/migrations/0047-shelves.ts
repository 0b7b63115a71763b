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
CREATE INDEX task_replenish ON task (stream_id) WHERE kind = 'replenish' AND state = 'open';
`;
