// Stations prove who they are with a key of their own. Head office keeps the public half, and for a quarter of an hour
// the hash of a token. `token_hash` of the station is a token of the time before keys: it is worth one key.
// Challenges and tokens are unlogged: no backup holds them, and after a crash every station simply asks again.
export const sql = `
ALTER TABLE station ALTER COLUMN token_hash DROP NOT NULL;
ALTER TABLE station ADD COLUMN public_key text UNIQUE;

CREATE TABLE head_office (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  head_office_id uuid NOT NULL
);
INSERT INTO head_office (head_office_id) VALUES (gen_random_uuid());

CREATE UNLOGGED TABLE station_challenge (
  nonce_hash text PRIMARY KEY,
  station_id uuid NOT NULL,
  audience uuid NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX station_challenge_end ON station_challenge (expires_at);

CREATE UNLOGGED TABLE station_token (
  token_hash text PRIMARY KEY,
  station_id uuid NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX station_token_end ON station_token (expires_at);
CREATE INDEX station_token_station ON station_token (station_id);
`;
