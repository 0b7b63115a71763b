// The floor as it was drawn. Bins stay what they were, locations of the ledger, and their place is in their document; what
// is drawn around them is one document a warehouse. Every edit is kept with what undoes it.
export const sql = `
CREATE TABLE floor_plan (
  stream_id text PRIMARY KEY REFERENCES stream,
  version int NOT NULL,
  doc jsonb NOT NULL
);
CREATE TABLE floor_edit (
  stream_id text NOT NULL REFERENCES stream,
  version int NOT NULL,
  change jsonb NOT NULL,
  inverse jsonb NOT NULL,
  undoes int,
  at timestamptz NOT NULL,
  by_station uuid NOT NULL,
  PRIMARY KEY (stream_id, version)
);
`;
