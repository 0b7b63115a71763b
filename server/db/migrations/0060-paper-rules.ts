// Which papers go with boxes and sales of a warehouse: every version that was set, by whom and when.
export const sql = `
CREATE TABLE paper_rules (
  stream_id text NOT NULL REFERENCES stream,
  version integer NOT NULL CHECK (version > 0),
  doc jsonb NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by uuid,
  PRIMARY KEY (stream_id, version)
);
`;
