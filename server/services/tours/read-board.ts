// The supervisor's board: everything is counted from the boxes, tours and events as they are now; nothing is kept for it.
import { type Board, type BoardPerson, boardSteps } from '../../../shared/contract/floor-board';
import type { LocationId, StationId, WarehouseId } from '../../../shared/domain/ids';
import { silentAfterMs } from '../../../shared/domain/station/station-trouble';
import { benchLocation } from '../../../shared/domain/stock/ledger';
import type { TaskKind } from '../../../shared/domain/task/task';
import { cutOffsAhead, metresWalked } from '../../../shared/domain/tour/board';
import { floorMapOf } from '../../../shared/domain/tour/floor-map';
import { stopsOf } from '../../../shared/domain/tour/stops';
import type { Queryable } from '../../db/pool';
import { localTime } from '../routing/load-facts';
import { loadFloor } from './load-floor';
import { timeZoneOf } from './load-jobs';
import { nextCutOff } from './next-cut-off';
import { readTours } from './read-floor';
import { loadWaiting, type WaitingWork } from './waiting-work';

type Tours = Awaited<ReturnType<typeof readTours>>;
type Day = { warehouseId: WarehouseId; at: string; timeZone: string };

export async function readBoard(db: Queryable, warehouseId: WarehouseId, at: string): Promise<Board> {
  const day: Day = { warehouseId, at, timeZone: await timeZoneOf(db, warehouseId) };
  const [tours, waiting, floor, steps, work, due, stations, tasks] = await Promise.all([
    readTours(db, warehouseId),
    loadWaiting(db, warehouseId, at),
    loadFloor(db, warehouseId),
    readSteps(db, day),
    readPeople(db, day),
    readDue(db, day),
    readStations(db, day),
    readTasks(db, warehouseId),
  ]);
  const boxesPerHour = work.reduce((sum, { packed }) => sum + packed.hour, 0);
  return {
    warehouseId,
    at,
    steps,
    boxesPerHour,
    cutOffs: cutOffsAhead(due, boxesPerHour === 0 ? null : boxesPerHour, Date.parse(at)),
    zones: zonesOf(tours, waiting.bins, floorMapOf(floor).zoneOf),
    people: work.map((person) => onTour(person, tours)),
    tours: tours.rows,
    stations,
    tasks,
  };
}

async function readSteps(db: Queryable, { warehouseId, at, timeZone }: Day): Promise<Board['steps']> {
  const { rows } = await db.query<{ step: Board['steps'][number]['step']; boxes: number }>({
    name: 'board-steps',
    text: `SELECT step, count(*)::int AS boxes FROM (
       SELECT CASE
         WHEN state IN ('leased', 'packing') THEN 'packing'
         WHEN state IN ('sealed', 'labelled') THEN 'sealed'
         WHEN EXISTS (SELECT 1 FROM jsonb_array_elements_text(coalesce(p.doc->'tours', '[]')) AS own (tour_id) JOIN tour t
                      ON t.stream_id = p.stream_id AND t.tour_id = own.tour_id::uuid AND t.state IN ('claimed', 'picking')) THEN 'picking'
         WHEN coalesce(doc->'tours', '[]') <> '[]' THEN 'planned'
         WHEN jsonb_path_exists(doc, '$.lines[*].sources[*] ? (@.locationId == $bench && @.quantity > 0)', jsonb_build_object('bench', $2::text)) THEN 'to-pack'
         ELSE 'waiting' END AS step
       FROM parcel p WHERE stream_id = $1 AND state IN ('released', 'leased', 'packing', 'sealed', 'labelled') AND NOT deleted AND doc->'hold' = 'null'
       UNION ALL
       SELECT 'left' FROM event WHERE stream_id = $1 AND type = 'ParcelHandedOver' AND at >= date_trunc('day', $3::timestamptz AT TIME ZONE $4) AT TIME ZONE $4
     ) boxes GROUP BY step`,
    values: [warehouseId, benchLocation, at, timeZone],
  });
  const boxes = new Map(rows.map((row) => [row.step, row.boxes]));
  return boardSteps.map((step) => ({ step, boxes: boxes.get(step) ?? 0 }));
}

/** Who picked, packed or sent something today, the busiest hour first. */
async function readPeople(db: Queryable, { warehouseId, at, timeZone }: Day): Promise<BoardPerson[]> {
  const { rows } = await db.query<{
    person_id: string;
    name: string | null;
    station: string | null;
    packing: string | null;
    last_at: string;
    picked_hour: number;
    picked: number;
    packed_hour: number;
    packed: number;
    metres: number;
  }>({
    name: 'board-people',
    text: `WITH day AS (
       SELECT date_trunc('day', $2::timestamptz AT TIME ZONE $3) AT TIME ZONE $3 AS began
     ), work AS (
       SELECT e.actor, e.station_id, e.type, e.at, e.aggregate_id, (e.body->>'quantity')::int AS quantity, e.at > $2::timestamptz - interval '1 hour' AS is_late
       FROM event e, day WHERE e.stream_id = $1 AND e.at >= day.began AND e.at <= $2::timestamptz + interval '1 minute' AND e.actor IS NOT NULL
         AND e.type IN ('UnitsPicked', 'ParcelSealed', 'ParcelHandedOver', 'TourDropped')
     )
     SELECT * FROM (SELECT w.actor AS person_id, max(w.at) AS last_at,
       (SELECT d.doc->'person'->>'name' FROM directory d WHERE d.kind = 'person' AND d.doc->'person'->>'personId' = w.actor LIMIT 1) AS name,
       (SELECT s.name FROM station s WHERE s.station_id = (array_agg(w.station_id ORDER BY w.at DESC))[1]) AS station,
       (SELECT p.order_number FROM parcel p WHERE p.stream_id = $1 AND p.state = 'packing' AND p.doc->>'openedBy' = w.actor LIMIT 1) AS packing,
       coalesce(sum(w.quantity) FILTER (WHERE w.type = 'UnitsPicked' AND w.is_late), 0)::int AS picked_hour,
       coalesce(sum(w.quantity) FILTER (WHERE w.type = 'UnitsPicked'), 0)::int AS picked,
       (count(*) FILTER (WHERE w.type = 'ParcelSealed' AND w.is_late))::int AS packed_hour,
       (count(*) FILTER (WHERE w.type = 'ParcelSealed'))::int AS packed,
       coalesce((SELECT sum((t.doc->'measure'->>'metres')::float8) FROM tour t WHERE t.stream_id = $1
         AND t.tour_id = ANY(array_agg(w.aggregate_id) FILTER (WHERE w.type = 'TourDropped'))), 0)::float8 AS metres
     FROM work w GROUP BY w.actor) people ORDER BY picked_hour + packed_hour DESC, last_at DESC LIMIT 500`,
    values: [warehouseId, at, timeZone],
  });
  return rows.map((row) => ({
    personId: row.person_id,
    name: row.name ?? row.person_id,
    station: row.station,
    tour: null,
    packing: row.packing,
    lastAt: new Date(row.last_at).toISOString(),
    picked: { hour: row.picked_hour, today: row.picked },
    packed: { hour: row.packed_hour, today: row.packed },
    metres: row.metres,
  }));
}

/** What is not sealed yet, by when its carrier leaves next. */
async function readDue(
  db: Queryable,
  { warehouseId, at, timeZone }: Day,
): Promise<{ dueAt: string | null; boxes: number }[]> {
  const { rows } = await db.query<{ cut_off: string; boxes: number }>({
    name: 'board-due',
    text: `SELECT doc->'shipping'->>'cutOff' AS cut_off, count(*)::int AS boxes FROM parcel
           WHERE stream_id = $1 AND state IN ('released', 'leased', 'packing') AND NOT deleted AND doc->'hold' = 'null' GROUP BY 1`,
    values: [warehouseId],
  });
  const now = localTime(at, timeZone);
  const due = new Map<string | null, number>();
  for (const { cut_off: cutOff, boxes } of rows) {
    const dueAt = nextCutOff(at, now, cutOff);
    due.set(dueAt, (due.get(dueAt) ?? 0) + boxes);
  }
  return [...due].map(([dueAt, boxes]) => ({ dueAt, boxes }));
}

async function readStations(db: Queryable, { warehouseId, at }: Day): Promise<Board['stations']> {
  const { rows } = await db.query<{
    station_id: StationId;
    name: string;
    last_seen_at: string | null;
    unsent: number;
  }>({
    name: 'board-stations',
    text: `SELECT station_id, name, last_seen_at, unsent FROM station
           WHERE stream_id = $1 AND revoked_at IS NULL AND signed_off_at IS NULL AND 'station' = ANY(roles) ORDER BY name LIMIT 1000`,
    values: [warehouseId],
  });
  return rows.map(({ station_id: stationId, name, last_seen_at: lastSeenAt, unsent }) => ({
    stationId,
    name,
    lastSeenAt: lastSeenAt === null ? null : new Date(lastSeenAt).toISOString(),
    isSilent: lastSeenAt === null || Date.parse(at) - Date.parse(lastSeenAt) > silentAfterMs,
    unsent,
  }));
}

async function readTasks(db: Queryable, warehouseId: WarehouseId): Promise<Board['tasks']> {
  const { rows } = await db.query<{ kind: TaskKind; open: number }>({
    name: 'board-tasks',
    text: `SELECT kind, count(*)::int AS open FROM task WHERE stream_id = $1 AND state = 'open' AND NOT deleted
           GROUP BY kind ORDER BY open DESC, kind`,
    values: [warehouseId],
  });
  return rows;
}

function onTour(person: BoardPerson, { tours, rows }: Tours): BoardPerson {
  const at = tours.findIndex(({ pickerId, state }) => pickerId === person.personId && state === 'picking');
  const tour = tours[at];
  const row = rows[at];
  if (!tour || !row) return person;
  const walked = metresWalked(row.metres, row.picked, row.units);
  return {
    ...person,
    tour: { tourId: tour.tourId, number: tour.number },
    metres: person.metres + walked,
  };
}

/** Units that wait or are on tours, and who picks there, by the zone of their bin. */
function zonesOf(
  { tours, parcels }: Tours,
  waiting: WaitingWork['bins'],
  zoneOf: (locationId: LocationId) => string,
): Board['zones'] {
  const zones = new Map<string, { waiting: number; onTours: number; pickers: Set<string> }>();
  const zone = (name: string) => {
    const known = zones.get(name) ?? { waiting: 0, onTours: 0, pickers: new Set<string>() };
    zones.set(name, known);
    return known;
  };
  for (const { locationId, units } of waiting) zone(zoneOf(locationId)).waiting += units;
  for (const tour of tours) {
    const stops = stopsOf(tour, parcels);
    for (const { locationId, quantity } of stops) zone(zoneOf(locationId)).onTours += quantity;
    // A picker is where the next stop is.
    const [next] = stops;
    if (next && tour.state === 'picking' && tour.holder !== null)
      zone(zoneOf(next.locationId)).pickers.add(tour.holder);
  }
  return [...zones]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { waiting: units, onTours, pickers }]) => ({
      zone: name === '' ? null : name,
      waiting: units,
      onTours,
      pickers: pickers.size,
    }));
}
