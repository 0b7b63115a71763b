// Money that is for no order (a refund of tax, a mistake of the bank): put aside with a note, so that what waits is what
// somebody has to look at.
export const sql = `
ALTER TABLE bank_line ADD COLUMN aside jsonb;
DROP INDEX bank_line_open;
CREATE INDEX bank_line_open ON bank_line (entered_at DESC) WHERE payment_id IS NULL AND aside IS NULL;
`;
