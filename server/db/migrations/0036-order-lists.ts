// What keeps lists of orders quick among a million, whatever they are filtered by and ordered by. Every order of rows carries
// what most filters ask for, so that rows that do not fit are passed over in the index and never looked up; what is rare has
// an index of its own. An index of tags as a list tells the planner how common each one is.
export const sql = `
CREATE FUNCTION order_tags(doc jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT coalesce(array_agg(tag), '{}') FROM jsonb_array_elements_text(doc->'tags') AS tag $$;
DROP INDEX sales_order_tags;
DROP INDEX sales_order_skus;
DROP INDEX sales_order_number;
DROP INDEX sales_order_customer;
DROP INDEX sales_order_status;
DROP INDEX sales_order_channel;
DROP INDEX sales_order_country;
DROP INDEX sales_order_total;
DROP INDEX sales_order_held;
CREATE INDEX sales_order_marks ON sales_order USING gin (skus, warehouse_ids, order_tags(doc));
CREATE INDEX sales_order_number ON sales_order (stream_id, number COLLATE "C", order_id)
  INCLUDE (placed_at, status, channel_id, country_code, currency, total_minor, priority) WHERE NOT deleted;
CREATE INDEX sales_order_customer ON sales_order (stream_id, name_order, order_id)
  INCLUDE (placed_at, status, channel_id, country_code, currency, total_minor, priority) WHERE NOT deleted;
CREATE INDEX sales_order_status ON sales_order (stream_id, status, placed_at DESC, order_id)
  INCLUDE (channel_id, country_code, currency, total_minor, priority) WHERE NOT deleted;
CREATE INDEX sales_order_channel ON sales_order (stream_id, channel_id, placed_at DESC, order_id)
  INCLUDE (status, country_code, currency, total_minor, priority) WHERE NOT deleted;
CREATE INDEX sales_order_country ON sales_order (stream_id, country_code, placed_at DESC, order_id)
  INCLUDE (status, channel_id, currency, total_minor, priority) WHERE NOT deleted;
CREATE INDEX sales_order_total ON sales_order (stream_id, currency, total_minor DESC, order_id)
  INCLUDE (placed_at, status, channel_id, country_code, priority) WHERE NOT deleted;
CREATE INDEX sales_order_open ON sales_order (stream_id, placed_at DESC, order_id)
  INCLUDE (status, channel_id, country_code, currency, total_minor, priority)
  WHERE NOT deleted AND status NOT IN ('shipped', 'closed', 'cancelled');
CREATE INDEX sales_order_held ON sales_order (stream_id, placed_at DESC, order_id)
  INCLUDE (hold_reasons, status, channel_id, country_code, currency, total_minor, priority, warehouse_ids)
  WHERE NOT deleted AND hold_reasons <> '{}';
CREATE INDEX sales_order_vip ON sales_order (stream_id, placed_at DESC, order_id)
  INCLUDE (status, channel_id, country_code, currency, total_minor) WHERE NOT deleted AND priority = 'vip';
`;
