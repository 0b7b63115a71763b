// Carriers as head office talks to them, their prices as they were told, customs data of products, calendars of work, and
// how long parcels took on which lane.
export const sql = `
CREATE TABLE carrier_connection (
  carrier_id text PRIMARY KEY,
  kind text NOT NULL,
  settings jsonb NOT NULL,
  secrets jsonb NOT NULL,
  buy_at text NOT NULL CHECK (buy_at IN ('released', 'box', 'sealed')),
  changed_at timestamptz NOT NULL
);
CREATE TABLE carrier_offer (
  carrier_id text NOT NULL,
  question text NOT NULL,
  asked_at timestamptz NOT NULL,
  offers jsonb NOT NULL,
  PRIMARY KEY (carrier_id, question)
);
CREATE INDEX carrier_offer_age ON carrier_offer (asked_at);
CREATE TABLE product_customs (
  stream_id text NOT NULL,
  sku text NOT NULL,
  hs_code text NOT NULL,
  origin_country text NOT NULL,
  description text NOT NULL,
  PRIMARY KEY (stream_id, sku)
);
-- What links of head office's own pages are signed with.
CREATE TABLE page_key (
  name text PRIMARY KEY,
  secret text NOT NULL
);
CREATE TABLE work_calendar (
  calendar_id text PRIMARY KEY,
  doc jsonb NOT NULL
);
CREATE TABLE lane_transit (
  stream_id text NOT NULL,
  carrier_id text NOT NULL,
  service_id text NOT NULL,
  lane text NOT NULL,
  days int NOT NULL CHECK (days >= 0),
  parcels int NOT NULL,
  PRIMARY KEY (stream_id, carrier_id, service_id, lane, days)
);
`;
