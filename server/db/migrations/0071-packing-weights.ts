// Sealed boxes that a scale weighed, with the padding that was prescribed for them: what padding, papers and boxes themselves weigh
// at a warehouse is learned from them. One row a box; opened again and sealed anew it is the newer weight.
export const sql = `
CREATE TABLE weighed_parcel (
  stream_id text NOT NULL REFERENCES stream,
  parcel_id uuid NOT NULL,
  box_id text NOT NULL,
  net_grams int NOT NULL,
  padding_id text,
  padding_units int CHECK (padding_units > 0),
  at timestamptz NOT NULL,
  PRIMARY KEY (stream_id, parcel_id),
  CHECK ((padding_id IS NULL) = (padding_units IS NULL))
);
CREATE INDEX weighed_parcel_newest ON weighed_parcel (stream_id, at DESC);
`;
