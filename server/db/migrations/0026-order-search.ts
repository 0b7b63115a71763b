// What the office's lists need among a million orders: any three letters of a customer's name, and a channel's orders by
// date. The extension is one of PostgreSQL's own (contrib); an owner of the database may create it.
export const sql = `
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX sales_order_name ON sales_order USING gin (lower(customer_name) gin_trgm_ops);
CREATE INDEX sales_order_channel ON sales_order (stream_id, channel_id, placed_at DESC, order_id);
`;
