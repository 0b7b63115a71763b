// The queue of parcels is about those that nobody holds yet: a parcel at a bench changes with every scan and must not
// drag an entry of the queue along.
export const sql = `
DROP INDEX parcel_queue;
CREATE INDEX parcel_queue ON parcel (stream_id, priority DESC, placed_at, parcel_id) WHERE state = 'released';
`;
