// Loads what goods that go to another site are decided on: their transfers, which places there are, and what was loaded before
// and is taken back.
import type { Sku, WarehouseId } from '../../../shared/domain/ids';
import { type OpEnvelope, opBodies } from '../../../shared/sync/op';
import type { Queryable } from '../../db/pool';
import type { ChangeSet, LoadRecord } from '../changes/change-set';
import { loadTransfers } from '../changes/load';
import { lotOfColumns } from '../changes/store-lots';
import { namesOfProducts } from './load-receipt-facts';

export type LoadFacts = {
  /** What was loaded before and is taken back, by op. */
  before: ReadonlyMap<string, LoadRecord>;
  isPlace: (locationId: string) => boolean;
  nameOf: (sku: string) => string;
};
export const noLoads: LoadFacts = { before: new Map(), isPlace: () => false, nameOf: (sku) => sku };

type Named = { transferId: string; sku?: string; from?: string; to?: string; undoes?: string };

export async function loadTransferFacts(
  db: Queryable,
  changes: ChangeSet,
  warehouseId: WarehouseId,
  ops: readonly OpEnvelope[],
): Promise<LoadFacts> {
  const bodies = ops.flatMap((op): Named[] => {
    if (!op.type.startsWith('transfer.')) return [];
    const body = opBodies[op.type].safeParse(op.body);
    return body.success ? [body.data as Named] : [];
  });
  if (bodies.length === 0) return noLoads;
  const before = await loadLoads(
    db,
    warehouseId,
    bodies.flatMap(({ undoes }) => undoes ?? []),
  );
  const about = [...bodies, ...before.values()];
  await loadTransfers(db, changes, [...new Set(about.flatMap(({ transferId }) => transferId ?? []))]);
  const places = await db.query<{ location_id: string }>({
    name: 'places-of-moves',
    text: `SELECT location_id FROM location WHERE stream_id = $1 AND location_id = ANY($2::text[])
             AND kind IN ('bin', 'quarantine', 'bench', 'receiving')`,
    values: [warehouseId, bodies.flatMap(({ from, to }) => [from, to].filter((each) => each !== undefined))],
  });
  const known = new Set(places.rows.map(({ location_id }) => location_id));
  return {
    before,
    isPlace: (locationId) => known.has(locationId),
    nameOf: await namesOfProducts(db, [...new Set(about.flatMap(({ sku }) => sku ?? []))]),
  };
}

async function loadLoads(
  db: Queryable,
  warehouseId: WarehouseId,
  opIds: readonly string[],
): Promise<Map<string, LoadRecord>> {
  if (opIds.length === 0) return new Map();
  const { rows } = await db.query<
    Omit<LoadRecord, 'warehouseId' | 'sku' | 'at' | 'lot'> & {
      sku: string;
      at: Date;
      lot: string | null;
      best_before: string | null;
    }
  >({
    name: 'transfer-loads-by-op',
    text: `SELECT op_id AS "opId", transfer_id AS "transferId", station_id AS "stationId", sku, quantity, location_id AS "locationId",
             lot, best_before, actor, at, undone_by AS "undoneBy"
           FROM transfer_load WHERE stream_id = $1 AND op_id = ANY($2::uuid[])`,
    values: [warehouseId, opIds],
  });
  return new Map(
    rows.map(({ lot, best_before, ...row }) => [
      row.opId,
      {
        ...row,
        warehouseId,
        sku: row.sku as Sku,
        at: new Date(row.at).toISOString(),
        lot: lot === null ? null : lotOfColumns({ lot, best_before: best_before ?? '' }),
      },
    ]),
  );
}
