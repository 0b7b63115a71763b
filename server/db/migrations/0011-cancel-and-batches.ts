// Cancellations asked of boxes in stations' hands; the zones a parcel's units lie in; which zone a station packs, and how
// many parcels it may hold. The index finds what is rare: a box being packed whose cancellation nobody answered.
export const sql = `
UPDATE parcel p SET doc = doc || jsonb_build_object('cancel', NULL, 'zones', coalesce((
  SELECT jsonb_agg(DISTINCT l.zone) FROM jsonb_array_elements(p.doc->'lines') AS line, jsonb_array_elements(line->'sources') AS source
  JOIN location l ON l.stream_id = p.stream_id AND l.location_id = source->>'locationId' WHERE l.zone IS NOT NULL), '[]'::jsonb));
ALTER TABLE station ADD COLUMN zone text;
ALTER TABLE station ADD COLUMN max_parcels int NOT NULL DEFAULT 60 CHECK (max_parcels BETWEEN 0 AND 200);
CREATE INDEX parcel_asked ON parcel (stream_id, lease_until) WHERE state = 'packing' AND doc->'cancel'->>'state' IN ('asked', 'too-late');
`;
