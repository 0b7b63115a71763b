// Sums of the figures as they are looked at: for all or for one value of a filter, by each dimension, by day, week and month. A
// dashboard reads some hundred of these rows, however many cells they are the sum of. What an hour of hands costs, and what boxes
// and padding cost since when. What the past says differently every day (classes of products, forecasts beside what came, cohorts of
// customers) is worked out each night. Everything is counted again from the beginning.
export const sql = `
CREATE TABLE figure_sum (
  filter text NOT NULL,
  measure text NOT NULL,
  rung text NOT NULL CHECK (rung IN ('day', 'week', 'month')),
  at date NOT NULL,
  dimension text NOT NULL,
  name text NOT NULL,
  count bigint NOT NULL,
  amount bigint NOT NULL,
  PRIMARY KEY (filter, measure, rung, at, dimension, name)
) WITH (fillfactor = 70);

CREATE TABLE labour_rate (
  from_day date PRIMARY KEY,
  minor_per_hour bigint NOT NULL CHECK (minor_per_hour >= 0),
  currency text NOT NULL,
  by text NOT NULL,
  at timestamptz NOT NULL
);
CREATE TABLE material_cost (
  material text NOT NULL,
  since timestamptz NOT NULL,
  cost_minor double precision NOT NULL,
  currency text NOT NULL,
  PRIMARY KEY (material, since)
);

CREATE TABLE figure_night (
  name text PRIMARY KEY CHECK (name = 'night'),
  made_at timestamptz NOT NULL
);
INSERT INTO figure_night VALUES ('night', '-infinity');
CREATE TABLE product_figure (
  sku text PRIMARY KEY,
  abc text NOT NULL CHECK (abc IN ('A', 'B', 'C')),
  xyz text NOT NULL CHECK (xyz IN ('X', 'Y', 'Z')),
  -- Of the last 52 whole weeks.
  sold_units bigint NOT NULL,
  sold_minor bigint NOT NULL,
  units bigint NOT NULL,
  value_minor bigint NOT NULL,
  -- Units a day that the forecast expects; null: there is none.
  daily_units double precision
);
CREATE INDEX product_figure_value ON product_figure (value_minor DESC, sku);
CREATE TABLE forecast_week (
  week date NOT NULL,
  abc text NOT NULL CHECK (abc IN ('A', 'B', 'C')),
  items int NOT NULL,
  said double precision NOT NULL,
  came double precision NOT NULL,
  missed double precision NOT NULL,
  PRIMARY KEY (week, abc)
);
CREATE INDEX forecast_said_week ON forecast_said (stream_id, week);
CREATE TABLE customer_cohort (
  first_month date NOT NULL,
  month date NOT NULL,
  customers int NOT NULL,
  orders int NOT NULL,
  money_minor bigint NOT NULL,
  PRIMARY KEY (first_month, month)
);

UPDATE follower SET seq = 0 WHERE name = 'figures';
DELETE FROM figure;
DELETE FROM figure_month;
`;
