// What stations get ahead: numbers in ranges of any kind (the parcel numbers they have had so far become such ranges, and
// what restores have skipped is skipped on), and quotas of units to sell over the counter. Counts, with what was seen.
export const sql = `
CREATE TABLE number_series (
  series text PRIMARY KEY,
  last bigint NOT NULL
);
CREATE TABLE number_range (
  series text NOT NULL,
  from_no bigint NOT NULL,
  to_no bigint NOT NULL CHECK (to_no >= from_no),
  next_no bigint NOT NULL,
  turn int NOT NULL,
  station_id uuid REFERENCES station,
  state text NOT NULL CHECK (state IN ('given', 'ended', 'free')),
  told boolean NOT NULL,
  confirmed boolean NOT NULL,
  may_return boolean NOT NULL,
  PRIMARY KEY (series, from_no)
);
CREATE INDEX number_range_station ON number_range (station_id) WHERE state = 'given';
CREATE INDEX number_range_free ON number_range (series) WHERE state = 'free';

INSERT INTO number_range (series, from_no, to_no, next_no, turn, station_id, state, told, confirmed, may_return)
SELECT 'sscc ' || s.sscc_prefix, s.sscc_from, s.sscc_to,
  coalesce((SELECT max(substr(o.body->>'sscc', length(s.sscc_prefix) + 1, 17 - length(s.sscc_prefix))::bigint) + 1
            FROM op o WHERE o.station_id = s.station_id AND o.type = 'parcel.seal' AND o.body->>'sscc' ~ '^[0-9]{18}$'
              AND starts_with(o.body->>'sscc', s.sscc_prefix)
              AND substr(o.body->>'sscc', length(s.sscc_prefix) + 1, 17 - length(s.sscc_prefix))::bigint BETWEEN s.sscc_from AND s.sscc_to),
           s.sscc_from),
  1, s.station_id, CASE WHEN s.revoked_at IS NULL THEN 'given' ELSE 'ended' END, true, false, true
FROM station s;
INSERT INTO number_series (series, last)
SELECT series, max(last) FROM (
  SELECT 'sscc ' || prefix AS series, upto AS last FROM number_skip
  UNION ALL SELECT 'sscc ' || sscc_prefix, sscc_to FROM station
) AS known GROUP BY series;
DROP TABLE number_skip;
ALTER TABLE station ADD COLUMN signed_off_at timestamptz;

CREATE TABLE quota_target (
  stream_id text NOT NULL,
  station_id uuid NOT NULL REFERENCES station,
  sku text NOT NULL,
  units int NOT NULL CHECK (units > 0),
  PRIMARY KEY (stream_id, station_id, sku)
);
CREATE TABLE quota (
  stream_id text NOT NULL,
  grant_id uuid NOT NULL,
  station_id uuid NOT NULL REFERENCES station,
  sku text NOT NULL,
  location_id text NOT NULL,
  units int NOT NULL,
  used int NOT NULL CHECK (used >= 0 AND used <= units),
  until timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'returned')),
  told boolean NOT NULL,
  confirmed boolean NOT NULL,
  PRIMARY KEY (stream_id, grant_id)
);
CREATE INDEX quota_station ON quota (station_id) WHERE state = 'open';
CREATE INDEX quota_sku ON quota (stream_id, sku) WHERE state = 'open';

CREATE TABLE stock_count (
  stream_id text NOT NULL,
  op_id uuid NOT NULL,
  station_id uuid NOT NULL,
  location_id text NOT NULL,
  sku text NOT NULL,
  counted int NOT NULL,
  in_boxes int NOT NULL,
  epoch uuid NOT NULL,
  seq bigint NOT NULL,
  difference int NOT NULL,
  state text NOT NULL CHECK (state IN ('booked', 'waiting', 'superseded', 'unplaced')),
  PRIMARY KEY (stream_id, op_id)
);
CREATE INDEX stock_count_place ON stock_count (stream_id, sku, location_id) WHERE state IN ('booked', 'waiting');

DROP INDEX stock_move_sku;
CREATE INDEX stock_move_sku ON stock_move (stream_id, sku, seq);
CREATE INDEX task_count ON task (stream_id, (doc->'values'->>'sku')) WHERE state = 'open' AND kind IN ('count-bin', 'count-again');
`;
