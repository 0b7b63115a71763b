// What was cancelled, short or sent elsewhere leaves bins on tours of which nothing is wanted: a tour that nobody has begun
// is led past what is left, and one of which nothing is left is ended.
// Must never lead a picker who walks already another way.
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { floorMapOf } from '../../../shared/domain/tour/floor-map';
import { wayPast } from '../../../shared/domain/tour/plan';
import { stopsOf } from '../../../shared/domain/tour/stops';
import type { Tour } from '../../../shared/domain/tour/tour';
import type { TourId, WarehouseId } from '../../../shared/domain/ids';
import { newChangeSet } from '../changes/change-set';
import { loadParcels, loadTours } from '../changes/load';
import { storeChanges } from '../changes/store';
import { commandTour } from '../changes/tour-changes';
import { loadFloor } from './load-floor';
import type { TourTools } from './plan-tours';

/** For a job. @returns tours that were made shorter or ended */
export async function rerouteTours(tools: TourTools): Promise<number> {
  const { rows } = await tools.pool.query<{ stream_id: WarehouseId; tour_id: TourId }>({
    name: 'tours-past-nothing',
    text: `SELECT stream_id, tour_id FROM tour t
           WHERE state IN ('planned', 'claimed') AND NOT deleted AND EXISTS (
             SELECT 1 FROM jsonb_array_elements_text(t.doc->'route') AS bin (location_id)
             WHERE NOT EXISTS (
               SELECT 1 FROM jsonb_array_elements(t.doc->'places') AS place
               JOIN parcel p ON p.stream_id = t.stream_id AND p.parcel_id = (place->>'parcelId')::uuid AND p.state <> 'cancelled'
               CROSS JOIN LATERAL jsonb_array_elements(p.doc->'lines') AS line
               CROSS JOIN LATERAL jsonb_array_elements(line->'sources') AS source
               WHERE source->>'locationId' = bin.location_id
                 AND (line->>'expected')::int > (line->>'missing')::int + (line->>'damaged')::int + (line->>'cancelled')::int))
           ORDER BY number`,
  });
  let changed = 0;
  for (const { stream_id: warehouseId, tour_id: tourId } of rows)
    if (await reroute(tools, warehouseId, tourId)) changed += 1;
  return changed;
}

async function reroute(tools: TourTools, warehouseId: WarehouseId, tourId: TourId): Promise<boolean> {
  const map = floorMapOf(await loadFloor(tools.pool, warehouseId));
  return tools.writer.submit([warehouseId], async (tx) => {
    const changes = newChangeSet(tools.now().toISOString(), tools.newId);
    await loadTours(tx.client, changes, warehouseId, [tourId]);
    const tour = changes.tours.get(tourId);
    if (!tour || (tour.state !== 'planned' && tour.state !== 'claimed')) return false;
    await loadParcels(
      tx.client,
      changes,
      warehouseId,
      tour.places.map(({ parcelId }) => parcelId),
    );
    const left = [...new Set(stopsOf(tour, changes.parcels).map(({ locationId }) => locationId))];
    if (left.length === tour.route.length) return false;
    if (left.length === 0) {
      // What lies in a tote already is put down by whoever takes the tour.
      if (tour.places.some(({ totes }) => totes.length > 0)) return false;
      if (!commandTour(changes, { type: 'CancelTour', tourId })) return false;
    } else {
      const way = wayPast(left, parcelsOf(tour, changes.parcels), map, tour.zone);
      if (!commandTour(changes, { type: 'RerouteTour', tourId, ...way })) return false;
      if (!changes.touchedTours.has(tourId)) return false;
    }
    await storeChanges(tx, changes);
    return true;
  });
}

function parcelsOf({ places }: Tour, parcels: ReadonlyMap<string, Parcel>): Parcel[] {
  return places.flatMap(({ parcelId }) => parcels.get(parcelId) ?? []);
}
