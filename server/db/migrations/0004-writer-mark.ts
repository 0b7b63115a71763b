// What a writer committed last, by the first stream of the group: when the connection breaks on the word COMMIT, this
// tells whether the group was taken, so that it is neither done twice nor forgotten.
export const sql = `
CREATE TABLE writer_mark (
  stream_id text NOT NULL,
  writer_id uuid NOT NULL,
  group_no bigint NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (stream_id, writer_id)
);
`;
