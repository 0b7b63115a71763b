// What people know better than a forecast, why, and what the forecast had said.
export const sql = `
CREATE TABLE forecast_override (
  stream_id text NOT NULL,
  override_id uuid NOT NULL,
  sku text NOT NULL,
  from_week date NOT NULL,
  weeks int NOT NULL CHECK (weeks > 0),
  -- Units a week.
  units double precision NOT NULL CHECK (units >= 0),
  reason text NOT NULL,
  by text NOT NULL,
  at timestamptz NOT NULL,
  removed_at timestamptz,
  -- The forecast of these weeks when it was overridden, one number a week.
  before jsonb NOT NULL,
  PRIMARY KEY (stream_id, override_id)
);
CREATE INDEX forecast_override_sku ON forecast_override (stream_id, sku, from_week);
`;
