// What allocation needs to know without reading every order (units already planned into parcels, lines that wait for
// stock), tries of an enrolment code, and the indexes of the office lists.
export const sql = `
ALTER TABLE reservation ADD COLUMN in_parcels int NOT NULL DEFAULT 0 CHECK (in_parcels >= 0 AND in_parcels <= quantity);
CREATE INDEX reservation_order ON reservation (order_id);

CREATE TABLE backorder_line (
  stream_id text NOT NULL,
  order_id uuid NOT NULL,
  line_no int NOT NULL,
  sku text NOT NULL,
  quantity int NOT NULL CHECK (quantity > 0),
  priority text NOT NULL,
  placed_at timestamptz NOT NULL,
  PRIMARY KEY (stream_id, order_id, line_no)
);
CREATE INDEX backorder_line_sku ON backorder_line (stream_id, sku, priority DESC, placed_at, order_id);

ALTER TABLE enrolment_code ADD COLUMN code_id text NOT NULL UNIQUE;
ALTER TABLE enrolment_code ADD COLUMN tries int NOT NULL DEFAULT 0;

CREATE INDEX sales_order_external ON sales_order (stream_id, external_id text_pattern_ops);
CREATE INDEX parcel_list ON parcel (placed_at DESC, parcel_id);
CREATE INDEX task_order ON task (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX task_open ON task (stream_id, seq DESC) WHERE state = 'open';
CREATE INDEX op_parcel_station ON op (parcel_id, station_id, fence) WHERE type IN ('parcel.pack-item', 'parcel.undo');
`;
