// What a restore leaves behind: parcel numbers that a life of head office gave out of which the backup knows nothing, when
// the streams were restored and of when their data is, and which stations have told everything since.
export const sql = `
CREATE TABLE number_skip (
  prefix text PRIMARY KEY,
  upto bigint NOT NULL
);
ALTER TABLE stream ADD COLUMN restored_at timestamptz, ADD COLUMN data_of timestamptz;
ALTER TABLE station ADD COLUMN caught_up_at timestamptz;
`;
