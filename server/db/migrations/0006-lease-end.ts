// When a lease ends, where the job that ends it finds it; and at most one open task about a second box of a parcel.
export const sql = `
ALTER TABLE parcel ADD COLUMN lease_until timestamptz;
UPDATE parcel SET doc = doc || '{"leaseUntil": null, "lastHolder": null, "takenBack": false, "provisional": null}'::jsonb;
CREATE INDEX parcel_lease ON parcel (stream_id, lease_until) WHERE state = 'leased' AND lease_until IS NOT NULL;
CREATE INDEX task_duplicate ON task (parcel_id) WHERE kind = 'duplicate-pack' AND state = 'open';
`;
