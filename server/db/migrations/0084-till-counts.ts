// Counts of tills as their ops tell them, and the account that their differences come to where books are open already.
export const sql = `
CREATE TABLE till_count (
  stream_id text NOT NULL,
  op_id uuid NOT NULL,
  station_id uuid NOT NULL,
  station_seq bigint NOT NULL,
  -- By the clock of the station.
  at timestamptz NOT NULL,
  actor text,
  currency text NOT NULL,
  -- As head office reckons it, and as the station did.
  expected_minor bigint NOT NULL,
  told_minor bigint NOT NULL,
  counted_minor bigint NOT NULL,
  -- Stays in the till; the next count begins there.
  left_minor bigint NOT NULL,
  PRIMARY KEY (stream_id, op_id)
);
CREATE INDEX till_count_newest ON till_count (at DESC, op_id DESC);
CREATE INDEX till_count_of_station ON till_count (station_id, currency, station_seq);

-- For the office: with the names of station and person.
CREATE VIEW till_count_told AS
SELECT t.*, coalesce(s.name, '') AS station, coalesce(who.doc->'person'->>'name', t.actor) AS by
FROM till_count t
LEFT JOIN station s ON s.station_id = t.station_id
LEFT JOIN directory who ON who.kind = 'person' AND NOT who.deleted AND who.doc->'person'->>'personId' = t.actor;

-- The uniform chart has it below other extraordinary expenses; every other chart gets one beside fees.
WITH wanted AS (
  SELECT CASE WHEN EXISTS (SELECT 1 FROM book_role WHERE role = 'revenue' AND code = '600') THEN '689.20' ELSE '6110' END AS code
  WHERE EXISTS (SELECT 1 FROM book_role)
), made AS (
  INSERT INTO book_account (code, names, kind, is_active)
  SELECT code, '{"en": "Cash over and short", "tr": "Kasa sayım farkları"}', 'expense', true FROM wanted
  ON CONFLICT (code) DO NOTHING RETURNING code
)
INSERT INTO book_role (role, code) SELECT 'cash-difference', code FROM wanted ON CONFLICT (role) DO NOTHING;
`;
