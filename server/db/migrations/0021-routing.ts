// Routing: what the office set (one row a version, so that it is known who set what), why each order ships from where it
// does, and what a person said instead.
export const sql = `
CREATE TABLE routing_policy (
  stream_id text NOT NULL,
  version integer NOT NULL,
  doc jsonb NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by uuid,
  PRIMARY KEY (stream_id, version)
);

CREATE TABLE order_route (
  stream_id text NOT NULL,
  order_id uuid NOT NULL,
  decided_at timestamptz,
  doc jsonb,
  override jsonb,
  PRIMARY KEY (stream_id, order_id)
);
`;
