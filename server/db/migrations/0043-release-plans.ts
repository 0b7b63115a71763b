// Plans of what is picked together, and templates of waves. A plan is kept to be looked at, released and explained later.
export const sql = `
CREATE TABLE release_plan (
  plan_id uuid PRIMARY KEY,
  stream_id text NOT NULL REFERENCES stream,
  state text NOT NULL,
  progress double precision NOT NULL DEFAULT 0,
  wish jsonb NOT NULL,
  doc jsonb,
  failure text,
  tours int,
  started_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX release_plan_newest ON release_plan (stream_id, started_at DESC);
CREATE TABLE wave_template (
  stream_id text NOT NULL REFERENCES stream,
  template_id text NOT NULL,
  doc jsonb NOT NULL,
  released_on date,
  PRIMARY KEY (stream_id, template_id)
);
`;
