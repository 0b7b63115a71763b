// Goods that came without an order to a supplier, one receiving a row: counted by stations, closed when the lorry is empty, and
// found to be of an order later. Its units are its receipts.
export const sql = `
CREATE TABLE receiving (
  stream_id text NOT NULL,
  receiving_id uuid NOT NULL,
  number int NOT NULL,
  station_id uuid NOT NULL,
  begun_at timestamptz NOT NULL,
  closed_at timestamptz,
  -- The person at the bench; null: the office.
  closed_by text,
  -- The order it was found to be of.
  purchase_id uuid,
  PRIMARY KEY (stream_id, receiving_id),
  UNIQUE (number)
);
CREATE UNIQUE INDEX receiving_by_id ON receiving (receiving_id);

-- The order that units were found to be of which came without one. What a bench said stays in purchase_id.
ALTER TABLE receipt ADD COLUMN matched_to uuid;
CREATE INDEX receipt_receiving ON receipt (stream_id, receiving_id);
CREATE INDEX receipt_matched ON receipt (matched_to, at) WHERE matched_to IS NOT NULL;

WITH ended AS (
  SELECT stream_id, lower(body->>'receivingId') AS receiving_id, min(at) AS at, min(actor) AS actor
  FROM op WHERE type = 'receipt.finish' GROUP BY 1, 2
), begun AS (
  SELECT stream_id, receiving_id, min(station_id::text)::uuid AS station_id, min(at) AS at
  FROM receipt WHERE purchase_id IS NULL GROUP BY 1, 2
)
INSERT INTO receiving (stream_id, receiving_id, number, station_id, begun_at, closed_at, closed_by)
SELECT b.stream_id, b.receiving_id, row_number() OVER (ORDER BY b.at, b.receiving_id), b.station_id, b.at, e.at, e.actor
FROM begun b LEFT JOIN ended e ON e.stream_id = b.stream_id AND e.receiving_id = b.receiving_id::text;

-- For the office: each with what of it was not taken back.
CREATE VIEW receiving_units AS
SELECT v.stream_id, v.receiving_id, v.number, coalesce(s.name, '') AS station, v.begun_at, v.closed_at,
  coalesce(who.doc->'person'->>'name', v.closed_by) AS closed_by,
  v.purchase_id, p.number AS purchase_number, p.supplier, sums.*
FROM receiving v
LEFT JOIN station s ON s.station_id = v.station_id
LEFT JOIN directory who ON who.kind = 'person' AND NOT who.deleted AND who.doc->'person'->>'personId' = v.closed_by
LEFT JOIN purchase p ON p.purchase_id = v.purchase_id
CROSS JOIN LATERAL (
  SELECT count(DISTINCT r.sku)::int AS products, coalesce(sum(r.quantity), 0)::int AS units,
    coalesce(sum(r.quantity) FILTER (WHERE r.condition = 'damaged'), 0)::int AS damaged,
    coalesce(sum(r.quantity) FILTER (WHERE r.matched_to IS NULL), 0)::int AS unmatched,
    coalesce(array_agg(DISTINCT r.sku), '{}') AS skus
  FROM receipt r
  WHERE r.stream_id = v.stream_id AND r.receiving_id = v.receiving_id AND r.purchase_id IS NULL AND r.undone_by IS NULL
) AS sums;
`;
