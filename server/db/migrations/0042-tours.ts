// Tours of pickers. Stations pull them with the warehouse; what is still to be picked is asked of the parcels.
export const sql = `
CREATE TABLE tour (
  stream_id text NOT NULL,
  tour_id uuid NOT NULL,
  number int NOT NULL,
  state text NOT NULL,
  holder_station_id uuid,
  lease_until timestamptz,
  due_at timestamptz,
  doc jsonb NOT NULL,
  seq bigint NOT NULL,
  deleted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (stream_id, tour_id),
  UNIQUE (stream_id, number)
);
CREATE INDEX tour_pull ON tour (stream_id, seq);
CREATE INDEX tour_open ON tour (stream_id, state, number) WHERE state NOT IN ('dropped', 'cancelled');
CREATE INDEX tour_lease ON tour (lease_until) WHERE state IN ('claimed', 'picking');
`;
