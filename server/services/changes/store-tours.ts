// Writes tours with what happened to them, and announces them to the stations of their warehouse.
import type { StreamTx } from '../../db/stream-writer';
import type { ChangeSet } from './change-set';
import { jsonRows } from './json-rows';
import { eventRowsOf, eventsBy } from './store-events';

/** What happened to them goes to `eventRows`. */
export function storeTours(tx: StreamTx, changes: ChangeSet, eventRows: object[]): Promise<unknown>[] {
  if (changes.touchedTours.size === 0) return [];
  const events = eventsBy(changes, 'tour');
  const rows = [...changes.touchedTours].map((tourId) => {
    const tour = changes.tours.get(tourId);
    if (!tour) throw new Error(`tour ${tourId} was touched but is not there`);
    const { warehouseId } = tour;
    eventRows.push(...eventRowsOf(tx, events.get(tourId), warehouseId, null));
    const seq = tx.nextSeq(warehouseId);
    const doc = { ...tour, seq };
    changes.tours.set(tourId, doc);
    tx.announce({
      streamId: warehouseId,
      collection: 'tours',
      seq,
      document: doc,
      stationId: null,
      warehouseIds: null,
    });
    return {
      stream_id: warehouseId,
      tour_id: tourId,
      number: doc.number,
      state: doc.state,
      holder_station_id: doc.holder,
      lease_until: doc.leaseUntil,
      due_at: doc.dueAt,
      doc,
      seq,
    };
  });
  return [
    tx.client.query({
      name: 'store-tours',
      text: `INSERT INTO tour (stream_id, tour_id, number, state, holder_station_id, lease_until, due_at, doc, seq)
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, tour_id uuid, number int, state text, holder_station_id uuid,
               lease_until timestamptz, due_at timestamptz, doc jsonb, seq bigint)
             ON CONFLICT (stream_id, tour_id) DO UPDATE SET state = excluded.state, holder_station_id = excluded.holder_station_id,
               lease_until = excluded.lease_until, doc = excluded.doc, seq = excluded.seq`,
      values: [jsonRows(rows)],
    }),
  ];
}
