// Labels as carriers sold them, in words for a printer, kept so that benches have them before they need them.
export const sql = `
CREATE TABLE carrier_label (
  reference text PRIMARY KEY CHECK (length(reference) BETWEEN 1 AND 80),
  parcel_id uuid NOT NULL,
  dpi integer NOT NULL,
  zpl text NOT NULL,
  kept_at timestamptz NOT NULL
);
CREATE INDEX carrier_label_parcel ON carrier_label (parcel_id);
`;
