// What was decided about the official waybills of a warehouse, by whom and when.
export const sql = `
CREATE TABLE waybill_rules (
  warehouse_id text PRIMARY KEY REFERENCES stream,
  doc jsonb NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL
);
`;
