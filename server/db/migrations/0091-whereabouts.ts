// Where products are that open orders of a site wait for, as its stations pull it: one row a product, and one row (without a
// product) that says when all of them were last looked at.
export const sql = `
CREATE TABLE whereabouts (
  stream_id text NOT NULL,
  sku text NOT NULL,
  doc jsonb NOT NULL,
  seq bigint NOT NULL,
  deleted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (stream_id, sku)
);
CREATE INDEX whereabouts_pull ON whereabouts (stream_id, seq);
-- Boxes that a bench has begun or is to begin; those that nobody has are in parcel_queue.
CREATE INDEX parcel_in_hand ON parcel (stream_id) WHERE state IN ('leased', 'packing');

CREATE OR REPLACE VIEW inbound_entry AS
  SELECT stream_id, seq, deleted, jsonb_build_object('kind', 'purchase', 'entryId', 'purchase ' || purchase_id, 'seq', seq, 'purchase', doc) AS doc
  FROM purchase WHERE state <> 'draft'
  UNION ALL
  SELECT stream_id, seq, deleted, jsonb_build_object('kind', 'shelf', 'entryId', 'shelf ' || location_id, 'seq', seq, 'shelf', doc)
  FROM shelf
  UNION ALL
  SELECT stream_id, seq, deleted, jsonb_build_object('kind', 'return', 'entryId', 'return ' || return_id, 'seq', seq, 'arrival', doc)
  FROM bench_return
  UNION ALL
  SELECT stream_id, seq, deleted, jsonb_build_object('kind', 'transfer', 'entryId', 'transfer ' || transfer_id, 'seq', seq, 'side', side, 'transfer', doc)
  FROM transfer_leg
  UNION ALL
  SELECT stream_id, seq, deleted, jsonb_build_object('kind', 'whereabouts', 'entryId', 'whereabouts ' || sku, 'seq', seq, 'whereabouts', doc)
  FROM whereabouts WHERE sku <> ''
  UNION ALL
  SELECT stream_id, seq, deleted, jsonb_build_object('kind', 'whereabouts-look', 'entryId', 'whereabouts-look', 'seq', seq, 'at', doc->>'at')
  FROM whereabouts WHERE sku = '';
`;
