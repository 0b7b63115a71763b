// Returns: what the office set (one row a version), who makes labels for the way back, and the payment that carries the worth
// of exchanged goods to the order they are exchanged for; nobody chooses that one by hand.
export const sql = `
CREATE TABLE return_policy (
  stream_id text NOT NULL,
  version integer NOT NULL,
  doc jsonb NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by uuid,
  PRIMARY KEY (stream_id, version)
);

CREATE TABLE return_provider (
  provider_id text PRIMARY KEY CHECK (length(provider_id) BETWEEN 1 AND 40),
  kind text NOT NULL,
  name text NOT NULL,
  settings jsonb NOT NULL DEFAULT '{}',
  secrets jsonb NOT NULL DEFAULT '{}',
  in_use boolean NOT NULL DEFAULT false,
  changed_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX return_provider_in_use ON return_provider (in_use) WHERE in_use;

INSERT INTO payment_provider (provider_id, method, name, enabled) VALUES ('exchange', 'exchange', 'Exchange', false)
  ON CONFLICT DO NOTHING;
`;
