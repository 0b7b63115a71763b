// What the office works with among a million orders. Columns that lists filter and sort by are worked out of the document
// by the database itself, so that they never differ from it (law 6). One index carries the whole grid: a filter that has no
// index of its own walks that instead of the documents. Saved filters, and work on many orders at once with what became of
// each of them.
export const sql = `
CREATE FUNCTION order_skus(doc jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT coalesce(array_agg(DISTINCT line->>'sku'), '{}') FROM jsonb_array_elements(doc->'lines') AS line $$;
CREATE FUNCTION order_units(doc jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT coalesce(sum((line->>'ordered')::bigint), 0)::bigint FROM jsonb_array_elements(doc->'lines') AS line $$;
CREATE FUNCTION order_open_units(doc jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT coalesce(sum((line->>'ordered')::bigint - (line->>'cancelled')::bigint - (line->>'shipped')::bigint), 0)::bigint
   FROM jsonb_array_elements(doc->'lines') AS line $$;
CREATE FUNCTION order_hold_reasons(doc jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT coalesce(array_agg(hold->>'reason'), '{}') FROM jsonb_array_elements(doc->'holds') AS hold $$;
-- Letters of both languages stand where a reader looks for them; the order of the bytes alone puts them behind z.
CREATE FUNCTION name_order(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT translate(lower(name), 'çğıöşüâäáàéèêëîïíóôñå', 'cgiosuaaaaeeeeiiioona') $$;

ALTER TABLE sales_order
  ADD COLUMN priority text GENERATED ALWAYS AS (doc->>'priority') STORED,
  ADD COLUMN skus text[] GENERATED ALWAYS AS (order_skus(doc)) STORED,
  ADD COLUMN units bigint GENERATED ALWAYS AS (order_units(doc)) STORED,
  ADD COLUMN open_units bigint GENERATED ALWAYS AS (order_open_units(doc)) STORED,
  ADD COLUMN hold_reasons text[] GENERATED ALWAYS AS (order_hold_reasons(doc)) STORED,
  ADD COLUMN name_order text COLLATE "C" GENERATED ALWAYS AS (name_order(customer_name)) STORED;

DROP INDEX sales_order_list;
DROP INDEX sales_order_number;
DROP INDEX sales_order_customer;
DROP INDEX sales_order_held;
CREATE INDEX sales_order_list ON sales_order (stream_id, placed_at DESC, order_id)
  INCLUDE (status, channel_id, country_code, currency, total_minor, priority, warehouse_ids, hold_reasons) WHERE NOT deleted;
CREATE INDEX sales_order_number ON sales_order (stream_id, number COLLATE "C", order_id);
CREATE INDEX sales_order_customer ON sales_order (stream_id, name_order, order_id);
CREATE INDEX sales_order_held ON sales_order (stream_id, placed_at DESC, order_id) WHERE hold_reasons <> '{}';
CREATE INDEX sales_order_country ON sales_order (stream_id, country_code, placed_at DESC, order_id);
CREATE INDEX sales_order_total ON sales_order (stream_id, currency, total_minor DESC, order_id);
CREATE INDEX sales_order_skus ON sales_order USING gin (skus);
CREATE INDEX record_promised ON record (stream_id, (doc->>'promisedFor'), order_id) WHERE kind = 'shipment';

CREATE TABLE saved_filter (
  stream_id text NOT NULL,
  filter_id uuid NOT NULL,
  page text NOT NULL,
  name text NOT NULL,
  /** The computer it belongs to; null: everybody's. */
  station_id uuid REFERENCES station,
  filter jsonb NOT NULL,
  look jsonb NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (stream_id, filter_id)
);
CREATE INDEX saved_filter_page ON saved_filter (stream_id, page, name);

CREATE TABLE bulk_run (
  stream_id text NOT NULL,
  run_id uuid NOT NULL,
  state text NOT NULL,
  act jsonb NOT NULL,
  /** The run that this one takes back. */
  undoes uuid,
  station_id uuid,
  actor text,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  ended_at timestamptz,
  PRIMARY KEY (stream_id, run_id)
);
CREATE INDEX bulk_run_list ON bulk_run (stream_id, created_at DESC, run_id);
CREATE INDEX bulk_run_open ON bulk_run (stream_id, created_at) WHERE state IN ('looking', 'running');

CREATE TABLE bulk_item (
  stream_id text NOT NULL,
  run_id uuid NOT NULL,
  place int NOT NULL,
  order_id uuid NOT NULL,
  number text NOT NULL,
  state text NOT NULL,
  code text,
  reason_values jsonb NOT NULL DEFAULT '{}',
  /** What to do to this order; the act of the run when null. */
  act jsonb,
  undo jsonb,
  PRIMARY KEY (stream_id, run_id, place)
);
CREATE INDEX bulk_item_state ON bulk_item (stream_id, run_id, state, place);
`;
