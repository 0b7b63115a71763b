// Alerts are records of their own kind; here are their thresholds, every version kept with who set it, and what finds them
// quickly: the weeks of a forecast beside its document, orders that have a promise to keep, parcels on their way, goods that
// came back. What is told of alerts by mail is a row a telling and address, and belongs to one letter.
export const sql = `
CREATE TABLE alert_setting (
  stream_id text NOT NULL,
  version int NOT NULL,
  doc jsonb NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  PRIMARY KEY (stream_id, version)
);
CREATE INDEX record_alert ON record (stream_id, state, (doc->>'openedAt') DESC, record_id) WHERE kind = 'alert';
CREATE INDEX event_alert ON event (aggregate_id, seq) WHERE aggregate = 'alert';

CREATE FUNCTION forecast_weeks(doc jsonb) RETURNS double precision[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT coalesce(array_agg(units::double precision ORDER BY place), '{}')
   FROM jsonb_array_elements_text(doc->'expected') WITH ORDINALITY AS week (units, place) $$;
ALTER TABLE forecast ADD COLUMN weeks double precision[] GENERATED ALWAYS AS (forecast_weeks(doc)) STORED;

CREATE INDEX sales_order_to_keep ON sales_order (stream_id, promised_for)
  WHERE open_units > 0 AND promised_for IS NOT NULL AND NOT deleted;
CREATE INDEX record_on_its_way ON record (stream_id, (doc->>'handedOverAt')) WHERE kind = 'shipment' AND state = 'bought';
CREATE TABLE alert_letter (
  stream_id text NOT NULL,
  letter_id uuid NOT NULL,
  address text NOT NULL,
  language text NOT NULL,
  subject text NOT NULL,
  body_text text NOT NULL,
  body_html text NOT NULL,
  message_id text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'failed')),
  answer text,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (stream_id, letter_id)
);
CREATE INDEX alert_letter_waiting ON alert_letter (stream_id, address, created_at) WHERE state = 'waiting';
CREATE TABLE alert_due (
  stream_id text NOT NULL,
  alert_id uuid NOT NULL,
  -- The number of the event that told of it.
  telling bigint NOT NULL,
  address text NOT NULL,
  language text NOT NULL,
  at timestamptz NOT NULL,
  -- Null: it waits for the next letter.
  letter_id uuid,
  -- It was over, or put aside, before it was written.
  left_out boolean NOT NULL DEFAULT false,
  PRIMARY KEY (stream_id, alert_id, telling, address)
);
CREATE INDEX alert_due_waiting ON alert_due (stream_id, address, at) WHERE letter_id IS NULL AND NOT left_out;

CREATE INDEX stock_move_back ON stock_move (at, sku) WHERE from_location = 'customer';
`;
