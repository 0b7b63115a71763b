// A country's orders are often all in one currency, behind those of the others: by total they are found out of an index of
// their own.
export const sql = `
CREATE INDEX sales_order_country_total ON sales_order (stream_id, country_code, currency, total_minor DESC, order_id)
  INCLUDE (placed_at, status, channel_id, priority, promised_for) WHERE NOT deleted;
`;
