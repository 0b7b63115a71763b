// The newest link of each station's chain of ops, and where the chain was broken first.
export const sql = `
ALTER TABLE station ADD COLUMN chain_head text, ADD COLUMN chain_broken_at bigint;
`;
