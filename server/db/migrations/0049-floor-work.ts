// What was picked, packed and sent lately: the supervisor's board asks for it every few seconds.
export const sql = `
CREATE INDEX event_floor_work ON event (stream_id, at)
  WHERE type IN ('UnitsPicked', 'ParcelSealed', 'ParcelHandedOver', 'TourDropped');
`;
