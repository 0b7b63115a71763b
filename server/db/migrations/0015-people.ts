// People: what head office keeps of a PIN, who changed whom, and what is asked for with every op (roles of its actor) and
// for the list of people (locks, which are ops).
export const sql = `
CREATE TABLE person_pin (
  person_id text PRIMARY KEY,
  n int NOT NULL,
  r int NOT NULL,
  p int NOT NULL,
  salt text NOT NULL,
  hash text NOT NULL,
  set_at text NOT NULL
);

CREATE TABLE person_change (
  change_id uuid PRIMARY KEY,
  about text NOT NULL,
  what text NOT NULL CHECK (what IN ('added', 'changed', 'retired', 'returned', 'pin-set', 'pin-removed')),
  at timestamptz NOT NULL,
  station_id uuid NOT NULL REFERENCES station
);
CREATE INDEX person_change_of ON person_change (about, at DESC);

CREATE INDEX directory_person ON directory ((doc->'person'->>'personId')) WHERE kind = 'person';
CREATE INDEX op_lock ON op ((body->>'personId'), station_id, station_seq DESC)
  WHERE type IN ('bench.lock-person', 'bench.unlock-person');
`;
