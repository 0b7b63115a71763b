// Codes that nobody knew and somebody said what they are, the office's verdicts about them, and wrong products that were
// scanned where another one was wanted.
export const sql = `
CREATE TABLE code_proposal (
  op_id uuid PRIMARY KEY,
  stream_id text NOT NULL REFERENCES stream,
  code text NOT NULL,
  sku text NOT NULL,
  read_as text NOT NULL,
  raw text NOT NULL,
  aim text,
  parcel_id uuid,
  quantity int NOT NULL,
  counted boolean NOT NULL,
  supervisor text,
  at timestamptz NOT NULL,
  actor text,
  station_id uuid
);
CREATE INDEX code_proposal_code ON code_proposal (code, sku, at DESC);
CREATE TABLE code_verdict (
  code text NOT NULL,
  sku text NOT NULL,
  state text NOT NULL CHECK (state IN ('approved', 'rejected')),
  units int NOT NULL DEFAULT 1,
  is_new boolean NOT NULL DEFAULT false,
  at timestamptz NOT NULL,
  station_id uuid,
  PRIMARY KEY (code, sku)
);
CREATE TABLE wrong_item (
  stream_id text NOT NULL REFERENCES stream,
  op_id uuid NOT NULL,
  wanted text NOT NULL,
  scanned text NOT NULL,
  at timestamptz NOT NULL,
  actor text,
  station_id uuid,
  PRIMARY KEY (stream_id, op_id)
);
CREATE INDEX wrong_item_pair ON wrong_item (stream_id, wanted, at DESC);
`;
