// The company as its invoices name it.
export const sql = `
ALTER TABLE books ADD COLUMN company jsonb;
`;
