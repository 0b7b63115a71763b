// Suppliers with their terms, what is bought of whom, how much service is wanted, and what a run proposes to buy and to move.
export const sql = `
CREATE TABLE supplier (
  stream_id text NOT NULL,
  supplier_id uuid NOT NULL,
  name text NOT NULL,
  doc jsonb NOT NULL,
  PRIMARY KEY (stream_id, supplier_id),
  -- Orders and bills know a supplier by its name.
  UNIQUE (stream_id, name)
);

CREATE TABLE supplied_item (
  stream_id text NOT NULL,
  sku text NOT NULL,
  supplier_id uuid NOT NULL,
  doc jsonb NOT NULL,
  PRIMARY KEY (stream_id, sku)
);
CREATE INDEX supplied_item_supplier ON supplied_item (stream_id, supplier_id, sku);

CREATE TABLE reorder_rules (
  stream_id text PRIMARY KEY,
  doc jsonb NOT NULL
);

CREATE TABLE reorder_run (
  stream_id text NOT NULL,
  run_id uuid NOT NULL,
  cause text NOT NULL CHECK (cause IN ('night', 'person')),
  state text NOT NULL CHECK (state IN ('running', 'ready', 'stopped', 'failed')),
  items int NOT NULL DEFAULT 0,
  done int NOT NULL DEFAULT 0,
  lines int NOT NULL DEFAULT 0,
  failure text,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (stream_id, run_id)
);
CREATE INDEX reorder_run_newest ON reorder_run (stream_id, started_at DESC);

-- What the newest run proposes to buy; a run replaces all of it.
CREATE TABLE reorder_line (
  stream_id text NOT NULL,
  supplier_id uuid NOT NULL,
  warehouse_id text NOT NULL,
  -- What runs out first before others.
  place int NOT NULL,
  sku text NOT NULL,
  units int NOT NULL CHECK (units >= 0),
  unit_cost_minor bigint NOT NULL,
  doc jsonb NOT NULL,
  -- The draft that it became.
  purchase_id uuid,
  PRIMARY KEY (stream_id, supplier_id, warehouse_id, sku)
);
CREATE INDEX reorder_line_taken ON reorder_line (stream_id, purchase_id) WHERE purchase_id IS NOT NULL;

CREATE TABLE reorder_transfer (
  stream_id text NOT NULL,
  sku text NOT NULL,
  from_warehouse text NOT NULL,
  to_warehouse text NOT NULL,
  units int NOT NULL CHECK (units > 0),
  PRIMARY KEY (stream_id, sku, from_warehouse, to_warehouse)
);

CREATE INDEX receipt_at ON receipt (at) WHERE purchase_id IS NOT NULL AND undone_by IS NULL;
`;
