// What the office says of bins: what they are for, what goes into them, and how full a product's face is kept. A bin that is
// described is there from then on.
import type { z } from 'zod';
import type { describeShelvesSchema, faceRequestSchema } from '../../../shared/contract/shelves';
import { companyStream, type LocationId, type WarehouseId } from '../../../shared/domain/ids';
import type { Shelf } from '../../../shared/domain/putaway/shelf';
import { isOutside } from '../../../shared/domain/stock/ledger';
import type { OfficeParts } from '../../head-office';
import { likeText } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { fillShelves, loadShelves, storeShelves } from './refresh-shelves';

type Tools = Pick<OfficeParts, 'pool' | 'writer' | 'now' | 'newId'>;

export type BinRow = { locationId: LocationId; walkOrder: number; shelf: Shelf | null };

/** Bins of a warehouse whose name begins so, in walking order, described or not. */
export async function listBins(
  db: Queryable,
  warehouseId: WarehouseId,
  asked: { text: string; limit: number },
): Promise<BinRow[]> {
  const { rows } = await db.query<BinRow>(
    `SELECT l.location_id AS "locationId", l.walk_order AS "walkOrder", h.doc AS shelf FROM location l
     LEFT JOIN shelf h ON h.stream_id = l.stream_id AND h.location_id = l.location_id AND NOT h.deleted
     WHERE l.stream_id = $1 AND l.kind = 'bin' AND l.location_id LIKE $2 ORDER BY l.walk_order, l.location_id LIMIT $3`,
    [warehouseId, `${likeText(asked.text)}%`, asked.limit],
  );
  return rows;
}

/** Every bin whose name begins so; a whole name that is no bin yet becomes one. @returns how many were described */
export async function describeShelves(
  { writer, now, newId }: Tools,
  warehouseId: WarehouseId,
  { begins, kind, size, maxGrams, isNew }: z.infer<typeof describeShelvesSchema>,
): Promise<number> {
  if (isOutside(begins) || ['quarantine', 'bench', 'receiving'].includes(begins)) return 0;
  return writer.submit([warehouseId], async (tx) => {
    if (isNew)
      await tx.client.query(
        `INSERT INTO location (stream_id, location_id, kind, walk_order)
         SELECT $1, $2, 'bin', coalesce(max(walk_order), 0) + 1 FROM location WHERE stream_id = $1 AND kind = 'bin'
         ON CONFLICT DO NOTHING`,
        [warehouseId, begins],
      );
    const { rows } = await tx.client.query<BinRow>(
      `SELECT l.location_id AS "locationId", l.walk_order AS "walkOrder", h.doc AS shelf FROM location l
       LEFT JOIN shelf h ON h.stream_id = l.stream_id AND h.location_id = l.location_id AND NOT h.deleted
       WHERE l.stream_id = $1 AND l.kind = 'bin' AND l.location_id LIKE $2`,
      [warehouseId, isNew ? likeText(begins) : `${likeText(begins)}%`],
    );
    const shelves = rows.map(
      ({ locationId, walkOrder, shelf }): Shelf => ({
        locationId,
        warehouseId,
        walkOrder,
        kind,
        size,
        maxGrams,
        faces: kind === 'pick' ? (shelf?.faces ?? []) : [],
        holds: shelf?.holds ?? [],
        asOf: shelf?.asOf ?? 0,
        seq: 0,
      }),
    );
    await storeShelves(tx, shelves);
    if (shelves.length > 0)
      await fillShelves(
        tx,
        { now, newId },
        warehouseId,
        shelves.map(({ locationId }) => locationId),
      );
    return shelves.length;
  });
}

export type FaceAnswer = { ok: true; shelf: Shelf } | { ok: false; why: 'bin' | 'product' };

/** `max` null: the product has no face there any more. */
export async function saveFace(
  { writer, now, newId }: Tools,
  warehouseId: WarehouseId,
  { locationId, sku, min, max }: z.infer<typeof faceRequestSchema>,
): Promise<FaceAnswer> {
  return writer.submit([warehouseId], async (tx): Promise<FaceAnswer> => {
    const shelf = (await loadShelves(tx, warehouseId)).find((each) => each.locationId === locationId);
    if (shelf?.kind !== 'pick') return { ok: false, why: 'bin' };
    const { rows } = await tx.client.query(
      'SELECT 1 FROM product WHERE stream_id = $1 AND sku = $2 AND NOT deleted',
      [companyStream, sku],
    );
    if (rows.length === 0) return { ok: false, why: 'product' };
    const others = shelf.faces.filter((face) => face.sku !== sku);
    const faces = max === null ? others : [...others, { sku, min, max }];
    await storeShelves(tx, [{ ...shelf, faces }]);
    await fillShelves(tx, { now, newId }, warehouseId, [locationId]);
    const saved = (await loadShelves(tx, warehouseId)).find((each) => each.locationId === locationId);
    if (!saved) throw new Error(`bin ${locationId} is gone`);
    return { ok: true, shelf: saved };
  });
}
