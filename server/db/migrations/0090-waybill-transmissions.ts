// Waybills posted to an integrator: on which turn, and when last. Noted before the first byte leaves.
export const sql = `
CREATE TABLE waybill_transmission (
  waybill_id uuid PRIMARY KEY,
  turn integer NOT NULL CHECK (turn > 0),
  posted_at timestamptz
);
`;
