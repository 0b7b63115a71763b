// What came out when stock was last rebuilt from its movements, a row a warehouse.
export const sql = `
CREATE TABLE ledger_proof (
  stream_id text PRIMARY KEY,
  at timestamptz NOT NULL,
  movements bigint NOT NULL,
  differences jsonb NOT NULL
);
`;
