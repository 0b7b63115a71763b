// What sealed boxes weighed that hold one product only: what its weight is learned from. One row a box; opened again and sealed
// anew it is the newer weight.
export const sql = `
CREATE TABLE weighed_box (
  stream_id text NOT NULL REFERENCES stream,
  parcel_id uuid NOT NULL,
  sku text NOT NULL,
  units int NOT NULL CHECK (units > 0),
  net_grams int NOT NULL CHECK (net_grams > 0),
  at timestamptz NOT NULL,
  PRIMARY KEY (stream_id, parcel_id)
);
CREATE INDEX weighed_box_sku ON weighed_box (sku, at DESC);
`;
