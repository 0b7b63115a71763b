// Who got which lot and which serial: what was taken for a parcel, as its document says. Serials are rows of one unit.
export const sql = `
CREATE TABLE parcel_goods (
  stream_id text NOT NULL,
  parcel_id uuid NOT NULL,
  line_no int NOT NULL,
  sku text NOT NULL,
  lot text NOT NULL,
  best_before text NOT NULL,
  serial text NOT NULL,
  units int NOT NULL,
  PRIMARY KEY (stream_id, parcel_id, line_no, lot, best_before, serial)
);
CREATE INDEX parcel_goods_parcel ON parcel_goods (parcel_id);
CREATE INDEX parcel_goods_lot ON parcel_goods (lot) WHERE lot <> '';
CREATE INDEX parcel_goods_serial ON parcel_goods (serial) WHERE serial <> '';
`;
