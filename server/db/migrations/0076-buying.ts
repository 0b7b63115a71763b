// Buying by itself: the limits a manager set, what went out within them, mails to suppliers, what they confirmed, and the point at
// which each product is ordered at each site.
export const sql = `
ALTER TABLE reorder_run DROP CONSTRAINT reorder_run_cause_check;
ALTER TABLE reorder_run ADD CONSTRAINT reorder_run_cause_check CHECK (cause IN ('night', 'person', 'position'));

CREATE TABLE reorder_point (
  stream_id text NOT NULL,
  sku text NOT NULL,
  warehouse_id text NOT NULL,
  supplier_id uuid NOT NULL,
  point int NOT NULL,
  PRIMARY KEY (stream_id, sku, warehouse_id)
);
CREATE INDEX reorder_point_supplier ON reorder_point (stream_id, supplier_id);

CREATE TABLE buying_limits (
  stream_id text PRIMARY KEY,
  doc jsonb NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL
);

-- Written before anything is sent: a day never comes to more than its limit.
CREATE TABLE self_purchase (
  stream_id text NOT NULL,
  purchase_id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  day date NOT NULL,
  currency text NOT NULL,
  value_minor bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('begun', 'sent')),
  PRIMARY KEY (stream_id, purchase_id)
);
CREATE INDEX self_purchase_day ON self_purchase (stream_id, day);

CREATE TABLE purchase_letter (
  stream_id text NOT NULL,
  mail_id uuid NOT NULL,
  purchase_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('order', 'changed', 'cancelled')),
  language text NOT NULL,
  to_name text NOT NULL,
  to_address text NOT NULL,
  -- The order as it was then.
  doc jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'failed')),
  answer text,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (stream_id, mail_id)
);
CREATE INDEX purchase_letter_of ON purchase_letter (stream_id, purchase_id, created_at);

CREATE TABLE purchase_confirmation (
  stream_id text NOT NULL,
  purchase_id uuid NOT NULL,
  confirmation_id uuid NOT NULL,
  doc jsonb NOT NULL,
  by text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (stream_id, purchase_id, confirmation_id)
);
`;
