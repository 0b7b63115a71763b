// Dashboards kept under a name, when they are sent to whom, every mail of each of those times once, and whose own figures may be
// seen by a supervisor.
export const sql = `
CREATE TABLE saved_report (
  report_id uuid PRIMARY KEY,
  -- The computer that it is of; null: everybody's.
  station_id uuid,
  report jsonb NOT NULL,
  schedule jsonb,
  scheduled_by text,
  next_at timestamptz,
  changed_at timestamptz NOT NULL,
  CHECK ((schedule IS NULL) = (next_at IS NULL))
);
CREATE INDEX saved_report_due ON saved_report (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE report_mail (
  report_id uuid NOT NULL,
  due_at timestamptz NOT NULL,
  to_address text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'failed')),
  answer text,
  sent_at timestamptz,
  PRIMARY KEY (report_id, due_at, to_address)
);

CREATE TABLE shared_own_figures (
  person_id text PRIMARY KEY,
  at timestamptz NOT NULL
);
`;
