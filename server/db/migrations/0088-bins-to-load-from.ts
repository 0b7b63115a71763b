// Which bins hold what a transfer still has to load, as stations of the site that sends it pull it.
export const sql = `
CREATE TABLE transfer_bins (
  stream_id text NOT NULL,
  transfer_id uuid NOT NULL,
  doc jsonb NOT NULL,
  -- How far the moves of the warehouse were looked at; doc.asOf is how far they are in it.
  looked_to bigint NOT NULL,
  written_at timestamptz NOT NULL,
  -- It has left: there is nothing more to fetch.
  is_over boolean NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (stream_id, transfer_id)
);
CREATE INDEX transfer_bins_pull ON transfer_bins (stream_id, seq);

-- Upon the view that later migrations write anew: what they add is in here, and this stays.
CREATE VIEW inbound_document AS
  SELECT stream_id, seq, deleted, doc FROM inbound_entry
  UNION ALL
  SELECT stream_id, seq, false, jsonb_build_object('kind', 'load-bins', 'entryId', 'load-bins ' || transfer_id, 'seq', seq, 'loading', doc)
  FROM transfer_bins;
`;
