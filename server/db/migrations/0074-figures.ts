// The figures: sums over the history, added to as it goes on. Dimensions that do not apply to a measure are empty.
export const sql = `
CREATE TABLE figure (
  measure text NOT NULL,
  day date NOT NULL,
  channel text NOT NULL,
  country text NOT NULL,
  currency text NOT NULL,
  warehouse text NOT NULL,
  key text NOT NULL,
  count bigint NOT NULL,
  amount bigint NOT NULL,
  PRIMARY KEY (measure, day, channel, country, currency, warehouse, key)
);
-- Sums of whole months, of what is told apart by more than a person reads in a year of days. Whose hands they were is left out.
CREATE TABLE figure_month (LIKE figure INCLUDING ALL);
-- What stands behind a number is looked for by kind and time.
CREATE INDEX event_counted ON event (type, at, stream_id, seq)
  WHERE type IN ('OrderPlaced', 'LinesCancelled', 'PaymentRefunded', 'RefundCameBack', 'UnitsPicked', 'ParcelSealed', 'ParcelReopened',
                 'ItemMissing', 'ItemDamaged', 'ParcelReleased', 'ParcelHandedOver', 'ShipmentDelivered', 'UnitsReceived', 'LabelBought', 'LabelVoided');
`;
