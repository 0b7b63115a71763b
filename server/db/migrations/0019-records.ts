// Machines of head office that no station pulls (payments, shipments, returns, quotes ...) share one shape: who it is,
// how far it is, the keys it is found by, when something of it is due. Events of any of them are told in one history.
// Followers remember how far they have read that history; the outbox remembers what became of what it did.
export const sql = `
CREATE TABLE record (
  stream_id text NOT NULL,
  kind text NOT NULL,
  record_id uuid NOT NULL,
  order_id uuid,
  state text NOT NULL,
  keys text[] NOT NULL DEFAULT '{}',
  due_at timestamptz,
  created_at timestamptz NOT NULL,
  doc jsonb NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (stream_id, kind, record_id)
);
CREATE INDEX record_list ON record (stream_id, kind, created_at DESC, record_id);
CREATE INDEX record_state ON record (stream_id, kind, state, created_at DESC, record_id);
CREATE INDEX record_due ON record (stream_id, kind, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX record_order ON record (order_id, kind) WHERE order_id IS NOT NULL;
CREATE INDEX record_keys ON record USING gin (keys);

ALTER TABLE event DROP CONSTRAINT event_aggregate_check;
ALTER TABLE event ADD CONSTRAINT event_aggregate_check CHECK (aggregate ~ '^[a-z][a-z-]{0,39}$');

CREATE TABLE follower (
  name text NOT NULL,
  stream_id text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (name, stream_id)
);

ALTER TABLE outbox ADD COLUMN gave_up_at timestamptz;
ALTER TABLE outbox ADD COLUMN answer text;
ALTER TABLE outbox ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE outbox ADD COLUMN tried_at timestamptz;
CREATE INDEX outbox_key ON outbox (topic, key, id) WHERE done_at IS NULL;
CREATE INDEX outbox_done ON outbox (topic, done_at DESC) WHERE done_at IS NOT NULL;
`;
