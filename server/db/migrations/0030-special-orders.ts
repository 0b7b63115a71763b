// Special orders: kinds and rules as the office set them, every version kept with who set it; each order's code, which no
// other order may have; and which orders replace goods of a return.
export const sql = `
CREATE TABLE special_setting (
  stream_id text NOT NULL,
  version int NOT NULL,
  kinds jsonb NOT NULL,
  rules jsonb NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  PRIMARY KEY (stream_id, version)
);
CREATE UNIQUE INDEX sales_order_special ON sales_order (stream_id, (doc->'special'->>'code'))
  WHERE doc->'special'->>'code' IS NOT NULL;
-- Orders that a return was exchanged for are asked for by their id.
CREATE INDEX event_exchange ON event ((body->'exchange'->>'orderId')) WHERE type = 'ReturnExchanged';
`;
