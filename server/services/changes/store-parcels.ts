// Writes parcels with what happened to them. A document is the largest thing here and changes with every scan: it goes
// over once, is parsed once, and its columns are read from it.
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { benchParcel } from '../../../shared/sync/documents';
import type { StreamTx } from '../../db/stream-writer';
import type { ChangeSet } from './change-set';
import { jsonLines } from './json-rows';
import { eventRowsOf, eventsBy } from './store-events';

/** What happened to them goes to `eventRows`. */
export function storeParcels(tx: StreamTx, changes: ChangeSet, eventRows: object[]): Promise<unknown>[] {
  if (changes.touchedParcels.size === 0) return [];
  const events = eventsBy(changes, 'parcel');
  const made: Parcel[] = [];
  const changed: Parcel[] = [];
  for (const parcelId of newBoxesFirst(changes)) {
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
      document: benchParcel(doc),
      stationId: null,
      warehouseIds: null,
    });
    (parcel.seq === 0 ? made : changed).push(doc);
  }
  return [...storeMade(tx, made), ...storeChanged(tx, changed)];
}

function storeMade(tx: StreamTx, docs: readonly Parcel[]): Promise<unknown>[] {
  if (docs.length === 0) return [];
  return [
    tx.client.query({
      name: 'store-new-parcels',
      text: `WITH told AS MATERIALIZED (SELECT line::jsonb AS doc FROM string_to_table($1, E'\\n') AS line)
             INSERT INTO parcel (stream_id, parcel_id, order_id, order_number, state, priority, placed_at, holder_station_id, fence, lease_until, sscc, doc, seq)
             SELECT doc->>'warehouseId', (doc->>'parcelId')::uuid, (doc->>'orderId')::uuid, doc->>'orderNumber', doc->>'state', doc->>'priority',
               (doc->>'placedAt')::timestamptz, (doc->>'holder')::uuid, (doc->>'fence')::bigint, (doc->>'leaseUntil')::timestamptz, doc->>'sscc', doc, (doc->>'seq')::bigint
             FROM told`,
      values: [jsonLines(docs)],
    }),
  ];
}

/** An update and not an upsert: that would lock each row first, and write the lock to the log. */
function storeChanged(tx: StreamTx, docs: readonly Parcel[]): Promise<unknown>[] {
  if (docs.length === 0) return [];
  const storing = tx.client.query({
    name: 'store-parcels',
    // The lists say the same as the join: without them the planner takes the set for a thousand rows and reads the whole
    // table for it.
    text: `WITH told AS MATERIALIZED (SELECT line::jsonb AS doc FROM string_to_table($1, E'\\n') AS line),
                split AS MATERIALIZED (SELECT doc, doc->>'warehouseId' AS stream_id, (doc->>'parcelId')::uuid AS parcel_id FROM told)
           UPDATE parcel p SET state = s.doc->>'state', priority = s.doc->>'priority', holder_station_id = (s.doc->>'holder')::uuid, fence = (s.doc->>'fence')::bigint,
             lease_until = (s.doc->>'leaseUntil')::timestamptz, sscc = s.doc->>'sscc', doc = s.doc, seq = (s.doc->>'seq')::bigint
           FROM split s WHERE p.stream_id = ANY($2::text[]) AND p.parcel_id = ANY($3::uuid[])
             AND p.stream_id = s.stream_id AND p.parcel_id = s.parcel_id`,
    values: [
      jsonLines(docs),
      [...new Set(docs.map(({ warehouseId }) => warehouseId))],
      docs.map(({ parcelId }) => parcelId),
    ],
  });
  return [
    storing.then(({ rowCount }) => {
      if (rowCount !== docs.length) throw new Error(`${docs.length} parcels changed, ${rowCount} were there`);
    }),
  ];
}

function newBoxesFirst(changes: ChangeSet): string[] {
  const isNew = (parcelId: string): boolean => changes.parcels.get(parcelId)?.seq === 0;
  const all = [...changes.touchedParcels];
  return [...all.filter(isNew), ...all.filter((parcelId) => !isNew(parcelId))];
}
