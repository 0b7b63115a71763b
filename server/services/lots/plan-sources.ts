// Before a tour is made of boxes: which bin and lot each of their units is taken from, so that goods go out in turn. What a
// line was promised goes along to another bin only where units are free; goods past their day are proposed to nobody.
import type { LocationId, ParcelId, Sku, WarehouseId } from '../../../shared/domain/ids';
import type { Parcel, ParcelLine } from '../../../shared/domain/parcel/parcel';
import { toPick } from '../../../shared/domain/parcel/picked-units';
import { isSameLot } from '../../../shared/domain/stock/lot';
import {
  promiseKey,
  proposeSources,
  type RotatingBin,
  type RotatingLine,
} from '../../../shared/domain/stock/rotation';
import type { Queryable } from '../../db/pool';
import type { ChangeSet } from '../changes/change-set';
import { loadOrders } from '../changes/load';
import { commandParcel } from '../changes/parcel-changes';
import { loadLots, loadRotations } from './load-rotating';
import { siteDays } from './site-days';

/**
 * @param parcels of the warehouse, loaded into `changes`
 * @param keepsBins zones are released by themselves: no unit changes its bin, and only lots are chosen
 */
export async function planSources(
  db: Queryable,
  changes: ChangeSet,
  warehouseId: WarehouseId,
  parcels: readonly Parcel[],
  keepsBins: boolean,
): Promise<void> {
  const skus = new Set(parcels.flatMap(({ lines }) => lines.map(({ sku }) => sku)));
  const rotations = await loadRotations(db, [...skus]);
  if (rotations.size === 0) return;
  const waiting = parcels.flatMap((parcel) =>
    parcel.lines
      .filter((line) => rotations.has(line.sku) && toPick(line).length > 0)
      .map((line) => ({ parcel, line })),
  );
  if (waiting.length === 0) return;
  // What they were promised is among what moves along.
  await loadOrders(db, changes, [...new Set(waiting.map(({ parcel }) => parcel.orderId))]);
  const asked = [...new Set(waiting.map(({ line }) => line.sku))];
  const bins = await loadBins(db, warehouseId, asked);
  const promised = await loadPromised(
    db,
    warehouseId,
    asked,
    parcels.map(({ parcelId }) => parcelId),
  );
  const today = (await siteDays(db, changes.at))(warehouseId);
  for (const sku of asked) {
    const rotation = rotations.get(sku);
    if (!rotation) continue;
    const mine = waiting.filter(({ line }) => line.sku === sku);
    const lines: RotatingLine[] = mine.map(({ line }, at) => ({ key: String(at), sources: toPick(line) }));
    const of = { bins: bins.get(sku) ?? [], promised: promised.get(sku) ?? new Map<string, number>() };
    const plans = keepsBins
      ? withinBins(lines, of.bins, (kept, bin) => proposeSources(kept, [bin], of.promised, rotation, today))
      : proposeSources(lines, of.bins, of.promised, rotation, today);
    for (const [at, { parcel, line }] of mine.entries()) {
      const plan = plans.find(({ key }) => key === String(at));
      if (!plan || isAlike(plan.sources, toPick(line))) continue;
      const { parcelId } = parcel;
      const sources = plan.sources.map(({ locationId, quantity, lot }) => ({
        locationId,
        quantity,
        ...(lot ? { lot } : {}),
      }));
      commandParcel(changes, { type: 'PlanSources', parcelId, lineNo: line.lineNo, sources });
    }
  }
}

type Plan = ReturnType<typeof proposeSources>[number];

function withinBins(
  lines: readonly RotatingLine[],
  bins: readonly RotatingBin[],
  propose: (lines: readonly RotatingLine[], bin: RotatingBin) => Plan[],
): Plan[] {
  const plans = new Map(lines.map(({ key }) => [key, { key, sources: [], unfit: 0 } as Plan]));
  const places = new Set(lines.flatMap(({ sources }) => sources.map(({ locationId }) => locationId)));
  for (const place of places) {
    const bin = bins.find(({ locationId }) => locationId === place) ?? noBin(place);
    const here = lines.map(({ key, sources }) => ({
      key,
      sources: sources.filter(({ locationId }) => locationId === place),
    }));
    for (const { key, sources, unfit } of propose(here, { ...bin, free: 0 })) {
      const plan = plans.get(key);
      if (!plan) continue;
      plan.sources.push(...sources);
      plan.unfit += unfit;
    }
  }
  return [...plans.values()];
}

function noBin(locationId: LocationId): RotatingBin {
  return { locationId, onHand: 0, free: 0, lots: [] };
}

function isAlike(a: Plan['sources'], b: ParcelLine['sources']): boolean {
  return (
    a.length === b.length &&
    a.every((source, at) => {
      const other = b[at];
      return (
        other?.locationId === source.locationId &&
        other.quantity === source.quantity &&
        isSameLot(other.lot, source.lot)
      );
    })
  );
}

/** Bins of these products in walking order, less what orders and quotas were given of them. */
async function loadBins(
  db: Queryable,
  warehouseId: WarehouseId,
  skus: readonly Sku[],
): Promise<Map<Sku, RotatingBin[]>> {
  const { rows } = await db.query<{ sku: Sku; location_id: LocationId; on_hand: number; held: number }>({
    name: 'bins-in-turn',
    text: `SELECT l.sku, l.location_id, l.on_hand,
             coalesce((SELECT sum(r.quantity) FROM reservation r
               WHERE r.stream_id = $1 AND r.sku = l.sku AND r.location_id = l.location_id), 0)::int
             + coalesce((SELECT sum(q.units - q.used) FROM quota q
               WHERE q.stream_id = $1 AND q.sku = l.sku AND q.location_id = l.location_id AND q.state = 'open'), 0)::int AS held
           FROM stock_level l
           JOIN location p ON p.stream_id = l.stream_id AND p.location_id = l.location_id AND p.kind IN ('bin', 'receiving')
           WHERE l.stream_id = $1 AND l.sku = ANY($2::text[]) ORDER BY p.walk_order, l.location_id`,
    values: [warehouseId, skus],
  });
  const places = await loadLots(db, [warehouseId], skus);
  const lotsAt = new Map(places.map(({ sku, locationId, lots }) => [`${sku}\n${locationId}`, lots]));
  // Held for carts in no bin: those are left out of what is free.
  const kept = await db.query<{ sku: Sku; units: number }>({
    name: 'units-kept-in-no-bin',
    text: 'SELECT sku, sum(units)::int AS units FROM stock_hold WHERE stream_id = $1 AND sku = ANY($2::text[]) GROUP BY sku',
    values: [warehouseId, skus],
  });
  const left = new Map<string, number>(kept.rows.map(({ sku, units }) => [sku, units]));
  const bins = new Map<Sku, RotatingBin[]>();
  for (const { sku, location_id: locationId, on_hand: onHand, held } of rows) {
    const list = bins.get(sku) ?? [];
    bins.set(sku, list);
    const open = Math.max(0, onHand - held);
    const keeps = Math.min(open, left.get(sku) ?? 0);
    left.set(sku, (left.get(sku) ?? 0) - keeps);
    list.push({ locationId, onHand, free: open - keeps, lots: lotsAt.get(`${sku}\n${locationId}`) ?? [] });
  }
  return bins;
}

/** Units of lots that other boxes are sent for, by product and `promiseKey`. */
async function loadPromised(
  db: Queryable,
  warehouseId: WarehouseId,
  skus: readonly Sku[],
  ours: readonly ParcelId[],
): Promise<Map<Sku, Map<string, number>>> {
  const { rows } = await db.query<{ doc: Parcel }>({
    name: 'parcels-sent-for-lots',
    text: `SELECT doc FROM parcel WHERE stream_id = $1 AND state IN ('released', 'leased', 'packing') AND NOT deleted
             AND parcel_id <> ALL($2::uuid[]) AND jsonb_path_exists(doc, '$.lines[*].sources[*].lot')`,
    values: [warehouseId, ours],
  });
  const promised = new Map<Sku, Map<string, number>>();
  for (const { doc } of rows)
    for (const line of doc.lines) {
      if (!skus.includes(line.sku)) continue;
      const units = promised.get(line.sku) ?? new Map<string, number>();
      promised.set(line.sku, units);
      for (const { locationId, quantity, lot } of toPick(line)) {
        if (!lot) continue;
        const key = promiseKey(locationId, lot);
        units.set(key, (units.get(key) ?? 0) + quantity);
      }
    }
  return promised;
}
