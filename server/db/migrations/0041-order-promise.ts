// The day an order is promised for stands on the order, worked out by the database itself from its shipments, so that lists of
// a million orders filter by it out of any index they are walked in. Every change of a shipment holds the company's counter,
// and so the order. Indexes also carry the channel's own number, which a search line looks in.
const kept = 'channel_id, country_code, currency, total_minor, priority, promised_for';

export const sql = `
ALTER TABLE sales_order ADD COLUMN promised_for date;
CREATE FUNCTION order_promise(wanted uuid) RETURNS date LANGUAGE sql STABLE AS
$$ SELECT max(doc->>'promisedFor')::date FROM record WHERE order_id = wanted AND kind = 'shipment' $$;
CREATE FUNCTION keep_order_promise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE sales_order SET promised_for = order_promise(NEW.order_id)
  WHERE stream_id = NEW.stream_id AND order_id = NEW.order_id AND promised_for IS DISTINCT FROM order_promise(NEW.order_id);
  RETURN NULL;
END $$;
CREATE TRIGGER record_order_promise AFTER INSERT OR UPDATE OF doc ON record FOR EACH ROW
  WHEN (NEW.kind = 'shipment' AND NEW.order_id IS NOT NULL) EXECUTE FUNCTION keep_order_promise();
UPDATE sales_order o SET promised_for = r.promised
FROM (SELECT order_id, max(doc->>'promisedFor')::date AS promised FROM record WHERE kind = 'shipment' GROUP BY 1) AS r
WHERE r.order_id = o.order_id AND r.promised IS NOT NULL;

DROP INDEX record_promised;
DROP INDEX sales_order_list;
DROP INDEX sales_order_number;
DROP INDEX sales_order_customer;
DROP INDEX sales_order_total;
DROP INDEX sales_order_status;
DROP INDEX sales_order_channel;
DROP INDEX sales_order_country;
CREATE INDEX sales_order_list ON sales_order (stream_id, placed_at DESC, order_id)
  INCLUDE (status, warehouse_ids, hold_reasons, ${kept}) WHERE NOT deleted;
CREATE INDEX sales_order_number ON sales_order (stream_id, number COLLATE "C", order_id)
  INCLUDE (placed_at, status, external_id, ${kept}) WHERE NOT deleted;
CREATE INDEX sales_order_customer ON sales_order (stream_id, name_order, order_id)
  INCLUDE (placed_at, status, external_id, number, ${kept}) WHERE NOT deleted;
CREATE INDEX sales_order_total ON sales_order (stream_id, currency, total_minor DESC, order_id)
  INCLUDE (placed_at, status, channel_id, country_code, priority, promised_for) WHERE NOT deleted;
CREATE INDEX sales_order_status ON sales_order (stream_id, status, placed_at DESC, order_id)
  INCLUDE (${kept}) WHERE NOT deleted;
CREATE INDEX sales_order_channel ON sales_order (stream_id, channel_id, placed_at DESC, order_id)
  INCLUDE (status, country_code, currency, total_minor, priority, promised_for) WHERE NOT deleted;
CREATE INDEX sales_order_country ON sales_order (stream_id, country_code, placed_at DESC, order_id)
  INCLUDE (status, channel_id, currency, total_minor, priority, promised_for) WHERE NOT deleted;
CREATE INDEX sales_order_promised ON sales_order (stream_id, promised_for, order_id)
  INCLUDE (placed_at, status, channel_id, country_code, currency, total_minor, priority) WHERE NOT deleted AND promised_for IS NOT NULL;
`;
