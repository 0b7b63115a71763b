// Contacts and addresses that the office puts into a customer's file or takes out of it by hand. Nothing is deleted: what was
// taken out can be put back by its act, and still counts as theirs when they ask for their data or want to be erased. And costs that
// came later than the orders they are of.
export const sql = `
ALTER TABLE customer_contact ADD COLUMN put_by uuid, ADD COLUMN removed_by uuid, ADD COLUMN removed_at timestamptz;
ALTER TABLE customer_address ADD COLUMN put_by uuid, ADD COLUMN removed_by uuid, ADD COLUMN removed_at timestamptz;

-- A cost that older orders do not have in their margin yet.
ALTER TABLE product_cost ADD COLUMN is_counted boolean NOT NULL DEFAULT false;
CREATE INDEX product_cost_new ON product_cost (stream_id, from_day) WHERE NOT is_counted;
`;
