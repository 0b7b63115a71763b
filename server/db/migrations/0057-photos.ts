// Photographs: what they are of, the files by the hash of their bytes, and files of which parts are there.
export const sql = `
CREATE TABLE photo (
  op_id uuid PRIMARY KEY,
  stream_id text NOT NULL REFERENCES stream,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  hash text,
  at timestamptz NOT NULL,
  actor text,
  station_id uuid
);
CREATE INDEX photo_subject ON photo (subject_kind, subject_id, at);
CREATE INDEX photo_hash ON photo (hash) WHERE hash IS NOT NULL;
CREATE TABLE photo_file (
  hash text PRIMARY KEY,
  stream_id text NOT NULL REFERENCES stream,
  width_px int NOT NULL,
  height_px int NOT NULL,
  stored_at timestamptz NOT NULL,
  gone_at timestamptz,
  bytes bytea
);
CREATE INDEX photo_file_age ON photo_file (stream_id, stored_at) WHERE gone_at IS NULL;
CREATE TABLE photo_upload (
  hash text NOT NULL,
  station_id uuid NOT NULL,
  size int NOT NULL,
  bytes bytea NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (hash, station_id)
);
CREATE INDEX photo_upload_station ON photo_upload (station_id, changed_at);
`;
