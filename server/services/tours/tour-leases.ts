// How long a station may walk a tour by itself: renewed with its greeting, freed when nobody has begun it in time, and when
// the station goes. A tour with goods on its trolley stays with its station until another one claims it, as a box does.
import { isDue, leaseEndAfter } from '../../../shared/domain/parcel/lease';
import type { StationId, WarehouseId } from '../../../shared/domain/ids';
import type { Tour, TourCommand } from '../../../shared/domain/tour/tour';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import { newChangeSet } from '../changes/change-set';
import { storeChanges } from '../changes/store';
import { commandTour } from '../changes/tour-changes';
import type { LeaseTools } from '../stations/end-leases';
import type { KnownStation } from '../stations/tokens';

/** With the greeting of a station. */
export async function renewTours(tools: LeaseTools, station: KnownStation): Promise<void> {
  const { stationId, warehouseId } = station;
  const nowMs = tools.now().getTime();
  const due = (tours: readonly Tour[]): Tour[] =>
    tours.filter(({ leaseUntil }) => leaseUntil === null || isDue(leaseUntil, nowMs));
  if (due(await toursOf(tools.pool, warehouseId, stationId)).length === 0) return;
  await tools.writer.submit([warehouseId], async (tx) => {
    const until = leaseEndAfter(nowMs);
    await tell(tx, tools, due(await toursOf(tx.client, warehouseId, stationId)), ({ tourId }) => ({
      type: 'RenewTour',
      tourId,
      until,
    }));
  });
}

/** For a job: tours that were claimed and not begun. */
export async function expireTours(tools: LeaseTools): Promise<void> {
  const { rows } = await tools.pool.query<{ stream_id: WarehouseId }>({
    name: 'streams-with-tours-over',
    text: `SELECT DISTINCT stream_id FROM tour WHERE state = 'claimed' AND lease_until <= $1`,
    values: [tools.now().toISOString()],
  });
  for (const { stream_id: warehouseId } of rows)
    await tools.writer.submit([warehouseId], async (tx) => {
      const over = await tx.client.query<{ doc: Tour }>({
        name: 'tours-over',
        text: `SELECT doc FROM tour WHERE stream_id = $1 AND state = 'claimed' AND lease_until <= $2 ORDER BY number`,
        values: [warehouseId, tools.now().toISOString()],
      });
      await tell(tx, tools, docsOf(over.rows), ({ tourId }) => ({ type: 'FreeTour', tourId }));
    });
}

/** The unit of work must name the warehouse's stream. */
export async function freeToursOf(
  tx: StreamTx,
  tools: Pick<LeaseTools, 'now' | 'newId'>,
  warehouseId: WarehouseId,
  stationId: StationId,
): Promise<void> {
  await tell(tx, tools, await toursOf(tx.client, warehouseId, stationId), ({ tourId }) => ({
    type: 'FreeTour',
    tourId,
  }));
}

async function toursOf(db: Queryable, warehouseId: WarehouseId, stationId: StationId): Promise<Tour[]> {
  const { rows } = await db.query<{ doc: Tour }>({
    name: 'tours-of-station',
    text: `SELECT doc FROM tour WHERE stream_id = $1 AND holder_station_id = $2 AND state IN ('claimed', 'picking') ORDER BY number`,
    values: [warehouseId, stationId],
  });
  return docsOf(rows);
}

async function tell(
  tx: StreamTx,
  tools: Pick<LeaseTools, 'now' | 'newId'>,
  tours: readonly Tour[],
  command: (tour: Tour) => TourCommand,
): Promise<void> {
  if (tours.length === 0) return;
  const changes = newChangeSet(tools.now().toISOString(), tools.newId);
  for (const tour of tours) {
    changes.tours.set(tour.tourId, tour);
    commandTour(changes, command(tour));
  }
  await storeChanges(tx, changes);
}

function docsOf(rows: readonly { doc: Tour }[]): Tour[] {
  return rows.map(({ doc }) => doc);
}
