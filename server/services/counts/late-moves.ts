// Goods that somebody carried while his station was cut off, and that are told of when a count of their bin has been booked: the
// counter stood before the bin without them, so what the count took off the books is put back. Which was first, the hand or the
// count, is told by the clocks of both stations, each less what head office knows it to be wrong by.
import type { WarehouseId } from '../../../shared/domain/ids';
import { carriedTo } from '../../../shared/domain/stock/count';
import { isOutside } from '../../../shared/domain/stock/ledger';
import type { OpEnvelope } from '../../../shared/sync/op';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import type { ChangeSet } from '../changes/change-set';
import { jsonRows } from '../changes/json-rows';
import { bookDifference } from './book-difference';

/** Goods are in the hand when the op is made. What leaves with a parcel does not: it left its bin when it was packed. */
export const handOps = [
  'tour.pick',
  'tour.put-back',
  'stock.move',
  'receipt.take',
  'transfer.load',
  'transfer.unload',
  'return.shelve',
] as const satisfies readonly OpEnvelope['type'][];
export const areHandOps: ReadonlySet<string> = new Set(handOps);

/** What the clock of each station of a warehouse is ahead of head office's, in milliseconds. */
export type Skews = ReadonlyMap<string, number>;

export async function loadSkews(db: Queryable, warehouseId: string): Promise<Skews> {
  const { rows } = await db.query<{ station_id: string; skew_ms: number }>({
    name: 'station-skews',
    text: `SELECT station_id, skew_ms FROM station WHERE stream_id = $1 AND skew_ms IS NOT NULL`,
    values: [warehouseId],
  });
  return new Map(rows.map((row) => [row.station_id, row.skew_ms]));
}

/** When something was done at a station, by head office's clock, in epoch milliseconds. */
export function reallyAtMs(
  { at, stationId }: { at: string; stationId: string | null },
  skews: Skews,
): number {
  return Date.parse(at) - (stationId === null ? 0 : (skews.get(stationId) ?? 0));
}

type Late = ChangeSet['moves'][number] & { locationId: string; carried: number; behind: number };

/** Before the change set is stored. */
export async function settleLateMoves(tx: StreamTx, changes: ChangeSet): Promise<void> {
  const hands = new Set(
    changes.ops.flatMap(({ envelope }) => (areHandOps.has(envelope.type) ? [envelope.opId as string] : [])),
  );
  if (hands.size === 0) return;
  const late = changes.moves.flatMap((record, index): Late[] =>
    record.cause.opId === null || !hands.has(record.cause.opId)
      ? []
      : [record.move.from, record.move.to]
          .filter((place) => !isOutside(place))
          .map((locationId) => ({
            ...record,
            locationId,
            carried: carriedTo(locationId, record.move),
            behind: index,
          }))
          .filter(({ carried }) => carried !== 0),
  );
  const [first] = late;
  if (!first) return;
  const { warehouseId } = first;
  const booked = [
    ...(await loadBooked(tx, warehouseId, late)),
    ...changes.counts.filter(({ state }) => state === 'booked'),
  ];
  if (booked.length === 0) return;
  const skews = await loadSkews(tx.client, warehouseId);
  for (const { move, cause, locationId, carried, behind } of late) {
    const movedAtMs = reallyAtMs(cause, skews);
    const isSeen = booked.some(
      (count) =>
        count.locationId === locationId &&
        count.sku === move.sku &&
        count.stationId !== cause.stationId &&
        // Of this delivery: one that was judged behind the movement has it in the level it was judged by.
        (count.behind ?? 0) <= behind &&
        reallyAtMs(count, skews) > movedAtMs,
    );
    if (isSeen)
      bookDifference(
        changes,
        {
          warehouseId,
          opId: cause.opId ?? '',
          locationId,
          sku: move.sku,
          difference: -carried,
          cost: null,
        },
        cause,
      );
  }
}

type Booked = { locationId: string; sku: string; stationId: string; at: string; behind?: number };

async function loadBooked(tx: StreamTx, warehouseId: WarehouseId, late: readonly Late[]): Promise<Booked[]> {
  const { rows } = await tx.client.query<{
    location_id: string;
    sku: string;
    station_id: string;
    at: Date | string;
  }>({
    name: 'counts-booked-since',
    text: `SELECT DISTINCT c.location_id, c.sku, c.station_id, c.at
           FROM json_to_recordset($2) AS m (sku text, location_id text, at timestamptz)
           JOIN stock_count c ON c.stream_id = $1 AND c.sku = m.sku AND c.location_id = m.location_id AND c.state = 'booked'
             AND c.at > m.at - interval '1 day'`,
    values: [
      warehouseId,
      jsonRows(
        late.map(({ move, locationId, cause }) => ({ sku: move.sku, location_id: locationId, at: cause.at })),
      ),
    ],
  });
  return rows.map((row) => ({
    locationId: row.location_id,
    sku: row.sku,
    stationId: row.station_id,
    at: new Date(row.at).toISOString(),
  }));
}
