// The floor as the office sees it: boxes that wait by when their carriers leave, tours with how far they are, one tour with
// its way.
import type { Floor, Floors, TourPage, TourRow } from '../../../shared/contract/floor';
import type { TourId, WarehouseId } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { floorMapOf } from '../../../shared/domain/tour/floor-map';
import { type ParcelsById, stopsOf, tourProgress } from '../../../shared/domain/tour/stops';
import type { Tour } from '../../../shared/domain/tour/tour';
import type { Queryable } from '../../db/pool';
import { loadParcels } from '../changes/load';
import { loadFloor } from './load-floor';
import { newestRelease } from './release-store';
import { loadWaiting } from './waiting-work';

type Named = { doc: Tour; station: string | null; picker: string | null };

/** Tours that are shown: those under way, then those that wait. */
const mostTours = 1000;

const selectTours = `SELECT t.doc, s.name AS station,
    (SELECT d.doc->'person'->>'name' FROM directory d WHERE d.kind = 'person' AND d.doc->'person'->>'personId' = t.doc->>'pickerId' LIMIT 1) AS picker
  FROM tour t LEFT JOIN station s ON s.station_id = t.holder_station_id`;

/** Warehouses there are, by name. */
export async function readFloors(db: Queryable): Promise<Floors> {
  const { rows } = await db.query<Floors['warehouses'][number]>(
    `SELECT s.stream_id AS "warehouseId", coalesce(d.doc->'warehouse'->>'name', s.stream_id) AS name FROM stream s
     LEFT JOIN directory d ON d.kind = 'warehouse' AND d.doc->'warehouse'->>'warehouseId' = s.stream_id AND NOT d.deleted
     WHERE s.kind = 'warehouse' ORDER BY name, s.stream_id`,
  );
  return { warehouses: rows };
}

/** Tours that are not over, with the boxes they are for. */
export async function readTours(
  db: Queryable,
  warehouseId: WarehouseId,
): Promise<{ tours: Tour[]; rows: TourRow[]; parcels: ParcelsById }> {
  const { rows } = await db.query<Named>(
    `${selectTours} WHERE t.stream_id = $1 AND t.state NOT IN ('dropped', 'cancelled') AND NOT t.deleted
     ORDER BY (t.state = 'planned'), t.number LIMIT ${mostTours}`,
    [warehouseId],
  );
  const tours = rows.map(({ doc }) => doc);
  const parcels = await parcelsOf(db, warehouseId, tours);
  return { tours, rows: rows.map((row) => rowOf(row, parcels)), parcels };
}

export async function readFloor(db: Queryable, warehouseId: WarehouseId, at: string): Promise<Floor> {
  const { rows: tours } = await readTours(db, warehouseId);
  const [{ boxes, units, due }, release, floor] = await Promise.all([
    loadWaiting(db, warehouseId, at),
    newestRelease(db, warehouseId),
    loadFloor(db, warehouseId),
  ]);
  return {
    warehouseId,
    waiting: { boxes, units, due },
    zones: [...new Set(floor.bins.flatMap(({ zone }) => zone ?? []))].sort(),
    tours,
    release,
  };
}

export async function readTour(db: Queryable, tourId: TourId): Promise<TourPage | null> {
  const { rows } = await db.query<Named>(`${selectTours} WHERE t.tour_id = $1 AND NOT t.deleted`, [tourId]);
  const [named] = rows;
  if (!named) return null;
  const { doc: tour } = named;
  const parcels = await parcelsOf(db, tour.warehouseId, [tour]);
  const { area, stopAt } = floorMapOf(await loadFloor(db, tour.warehouseId));
  return {
    tour,
    row: rowOf(named, parcels),
    stops: stopsOf(tour, parcels).map(({ locationId, sku, name, quantity, lot, shares, isSkipped }) => ({
      lot: lot ?? null,
      locationId,
      sku,
      name,
      quantity,
      places: shares.map(({ position, quantity: units }) => ({ position, quantity: units })),
      isSkipped,
      at: stopAt(locationId),
    })),
    area: { ...area, aislesAt: [...area.aislesAt], crossingsAt: [...area.crossingsAt] },
  };
}

function rowOf({ doc: tour, station, picker }: Named, parcels: ParcelsById): TourRow {
  const { picked, all } = tourProgress(tour, parcels);
  const { tourId, number, method, zone, waveId, state, dueAt, leaseUntil, measure } = tour;
  return {
    tourId,
    number,
    method,
    zone,
    waveId,
    state,
    boxes: tour.places.length,
    picked,
    units: all,
    metres: measure?.metres ?? null,
    naiveMetres: measure?.naiveMetres ?? null,
    picker,
    station,
    dueAt,
    leaseUntil,
  };
}

async function parcelsOf(
  db: Queryable,
  warehouseId: WarehouseId,
  tours: readonly Tour[],
): Promise<ParcelsById> {
  const ids = [...new Set(tours.flatMap(({ places }) => places.map(({ parcelId }) => parcelId)))];
  const found = { parcels: new Map<string, Parcel>() };
  await loadParcels(db, found, warehouseId, ids);
  return found.parcels;
}
