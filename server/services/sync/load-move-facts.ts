// Loads what units carried from place to place are decided on: which places there are, what lies where they were taken from,
// and which orders were given units there.
import type { WarehouseId } from '../../../shared/domain/ids';
import { benchLocation, quarantineLocation, receivingLocation } from '../../../shared/domain/stock/ledger';
import { type OpBody, type OpEnvelope, opBodies } from '../../../shared/sync/op';
import type { Queryable } from '../../db/pool';
import type { ChangeSet } from '../changes/change-set';
import { loadOrders, loadParcelsOfOrders } from '../changes/load';

export type MoveFacts = {
  isPlace: (locationId: string) => boolean;
  /** Units of a product at a place, before this delivery. */
  levelOf: (sku: string, locationId: string) => number;
};

/** Every warehouse has them. */
const everywhere: ReadonlySet<string> = new Set([benchLocation, quarantineLocation, receivingLocation]);

export const noMoves: MoveFacts = { isPlace: () => false, levelOf: () => 0 };

/** Behind everything else that loads orders: a reservation must not be loaded twice. */
export async function loadMoveFacts(
  db: Queryable,
  changes: ChangeSet,
  warehouseId: WarehouseId,
  ops: readonly OpEnvelope[],
): Promise<MoveFacts> {
  const moves = ops.flatMap((op): OpBody<'stock.move'>[] => {
    const body = op.type === 'stock.move' ? opBodies['stock.move'].safeParse(op.body) : null;
    return body?.success ? [body.data] : [];
  });
  /** Bins that packers took missing units out of. */
  const fetchedFrom = ops.flatMap((op): string[] => {
    const body = op.type === 'parcel.report-item' ? opBodies['parcel.report-item'].safeParse(op.body) : null;
    return body?.data?.takenFrom ? [body.data.takenFrom] : [];
  });
  if (moves.length === 0 && fetchedFrom.length === 0) return noMoves;
  const skus = moves.map(({ sku }) => sku);
  const sources = moves.map(({ from }) => from);
  const places = await db.query<{ location_id: string }>({
    name: 'places-of-moves',
    text: `SELECT location_id FROM location WHERE stream_id = $1 AND location_id = ANY($2::text[])
             AND kind IN ('bin', 'quarantine', 'bench', 'receiving')`,
    values: [warehouseId, [...moves.flatMap(({ from, to }) => [from, to]), ...fetchedFrom]],
  });
  const levels = await db.query<{ sku: string; location_id: string; on_hand: number }>({
    name: 'levels-of-moves',
    text: `SELECT l.sku, l.location_id, l.on_hand FROM stock_level l
           JOIN unnest($2::text[], $3::text[]) AS m (sku, place) ON l.sku = m.sku AND l.location_id = m.place
           WHERE l.stream_id = $1`,
    values: [warehouseId, skus, sources],
  });
  const { rows } = await db.query<{ order_id: string }>({
    name: 'orders-of-moves',
    text: `SELECT DISTINCT r.order_id FROM reservation r
           JOIN unnest($2::text[], $3::text[]) AS m (sku, place) ON r.sku = m.sku AND r.location_id = m.place
           WHERE r.stream_id = $1`,
    values: [warehouseId, skus, sources],
  });
  const orderIds = rows.map((row) => row.order_id);
  await loadOrders(db, changes, orderIds);
  await loadParcelsOfOrders(db, changes, orderIds);
  const known = new Set(places.rows.map((row) => row.location_id));
  const levelAt = new Map(levels.rows.map((row) => [`${row.sku}\n${row.location_id}`, row.on_hand]));
  return {
    isPlace: (locationId) => known.has(locationId) || everywhere.has(locationId),
    levelOf: (sku, locationId) => levelAt.get(`${sku}\n${locationId}`) ?? 0,
  };
}
