// Writes parcels with what happened to them. A document is the largest thing here and changes with every scan: it goes
// over once, is parsed once, and its columns are read from it.
import type { StreamTx } from '../../db/stream-writer';
import type { ChangeSet } from './change-set';
import { jsonLines } from './json-rows';
import { eventRowsOf, eventsBy, storeEvents } from './store-events';

export function storeParcels(tx: StreamTx, changes: ChangeSet): Promise<unknown>[] {
  if (changes.touchedParcels.size === 0) return [];
  const events = eventsBy(changes, 'parcel');
  const eventRows: object[] = [];
  const docs = newBoxesFirst(changes).map((parcelId) => {
    const parcel = changes.parcels.get(parcelId);
    if (!parcel) throw new Error(`parcel ${parcelId} was touched but is not there`);
    const { warehouseId, orderId } = parcel;
    eventRows.push(...eventRowsOf(tx, events.get(parcelId), warehouseId, orderId));
    const seq = tx.nextSeq(warehouseId);
    const doc = { ...parcel, seq };
    changes.parcels.set(parcelId, doc);
    tx.announce({
      streamId: warehouseId,
      collection: 'parcels',
      seq,
      document: doc,
      stationId: null,
      warehouseIds: null,
    });
    return doc;
  });
  return [
    tx.client.query({
      name: 'store-parcels',
      text: `WITH told AS MATERIALIZED (SELECT line::jsonb AS doc FROM string_to_table($1, E'\\n') AS line)
             INSERT INTO parcel (stream_id, parcel_id, order_id, order_number, state, priority, placed_at, holder_station_id, fence, lease_until, sscc, doc, seq)
             SELECT doc->>'warehouseId', (doc->>'parcelId')::uuid, (doc->>'orderId')::uuid, doc->>'orderNumber', doc->>'state', doc->>'priority',
               (doc->>'placedAt')::timestamptz, (doc->>'holder')::uuid, (doc->>'fence')::bigint, (doc->>'leaseUntil')::timestamptz, doc->>'sscc', doc, (doc->>'seq')::bigint
             FROM told
             ON CONFLICT (stream_id, parcel_id) DO UPDATE SET state = excluded.state, holder_station_id = excluded.holder_station_id,
               fence = excluded.fence, lease_until = excluded.lease_until, sscc = excluded.sscc, doc = excluded.doc, seq = excluded.seq`,
      values: [jsonLines(docs)],
    }),
    ...storeEvents(tx, eventRows),
  ];
}

function newBoxesFirst(changes: ChangeSet): string[] {
  const isNew = (parcelId: string): boolean => changes.parcels.get(parcelId)?.seq === 0;
  const all = [...changes.touchedParcels];
  return [...all.filter(isNew), ...all.filter((parcelId) => !isNew(parcelId))];
}
