// Who said another number than the forecast and for which kind of reason, so that their later accuracy can be summed. Those
// that are there already have no name: the PC they were said at stands in `by`.
export const sql = `
ALTER TABLE forecast_override ADD COLUMN kind text NOT NULL DEFAULT 'other';
ALTER TABLE forecast_override ADD COLUMN person_id text;
ALTER TABLE forecast_override ADD COLUMN person_name text;
CREATE INDEX forecast_override_week ON forecast_override (stream_id, from_week DESC, override_id);
`;
