// Sales over the counter with what was asked and how it was paid, as their ops tell it; one row an op.
export const sql = `
CREATE TABLE counter_sale (
  stream_id text NOT NULL,
  op_id uuid NOT NULL,
  station_id uuid NOT NULL,
  -- Of its receipt.
  number text NOT NULL,
  -- By the clock of the station.
  at timestamptz NOT NULL,
  actor text,
  currency text NOT NULL,
  country text NOT NULL,
  units integer NOT NULL,
  total_minor bigint NOT NULL,
  tax_minor bigint NOT NULL,
  -- cash, or card: at the counter's own terminal, whose slip has this reference.
  method text NOT NULL CHECK (method IN ('cash', 'card')),
  tendered_minor bigint,
  change_minor bigint NOT NULL,
  reference text,
  -- Each product with units, price, tax and where the price came from.
  lines jsonb NOT NULL,
  PRIMARY KEY (stream_id, op_id)
);
CREATE INDEX counter_sale_newest ON counter_sale (at DESC, op_id DESC);
CREATE INDEX counter_sale_of_station ON counter_sale (station_id, at);

-- For the office: with the names of station and person.
CREATE VIEW counter_sale_told AS
SELECT c.*, coalesce(s.name, '') AS station, coalesce(who.doc->'person'->>'name', c.actor) AS by
FROM counter_sale c
LEFT JOIN station s ON s.station_id = c.station_id
LEFT JOIN directory who ON who.kind = 'person' AND NOT who.deleted AND who.doc->'person'->>'personId' = c.actor;
`;
