// By which pieces the numbers of each stream were written: what a reader saw of a piece that is not here was lost.
export const sql = `
ALTER TABLE stream ADD COLUMN era uuid;
CREATE TABLE stream_era (
  stream_id text NOT NULL REFERENCES stream,
  from_seq bigint NOT NULL,
  era uuid NOT NULL,
  begun_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (stream_id, from_seq)
);
`;
