// Notices between two nights that the position of a product has fallen to its reorder point: whatever changed since the last
// look is held against the points that the last run found. What is proposed or on its way already is left alone.
import { companyStream } from '../../../shared/domain/ids';
import type { Pool, Queryable } from '../../db/pool';
import { warehousesOf } from '../allocation/allocate-orders';
import { dayOf } from '../demand/weeks';
import { readPositions } from './read-positions';

export type Watch = {
  /** Suppliers of whom something has to be ordered now. */
  look: (now: Date) => Promise<string[]>;
};

type Point = { sku: string; site: string; supplierId: string; point: number };

const mostAtOnce = 2000;

export function watchPositions(pool: Pool): Watch {
  /** Numbers of streams that were looked at. */
  const seen = new Map<string, string>();
  /** What was asked for and came to nothing, with the position it had then. */
  const tried = new Map<string, number>();

  const look = async (now: Date): Promise<string[]> => {
    const { rows: streams } = await pool.query<{ stream_id: string; seq: string }>(
      'SELECT stream_id, seq::text AS seq FROM stream ORDER BY stream_id',
    );
    const changed = streams.filter(({ stream_id: id, seq }) => seen.get(id) !== seq);
    if (changed.length === 0) return [];
    const points = await pointsOfChanged(
      pool,
      changed.map(({ stream_id: id }) => [id, seen.get(id) ?? '0']),
    );
    const found = new Set<string>();
    for (let at = 0; at < points.length; at += mostAtOnce) {
      const some = points.slice(at, at + mostAtOnce);
      const skus = [...new Set(some.map(({ sku }) => sku))];
      const positions = await readPositions(pool, skus, await warehousesOf(pool), dayOf(now));
      for (const { sku, site, supplierId, point } of some) {
        const is = positions.get(sku)?.find((each) => each.site === site);
        if (!is) continue;
        const position = is.onHand + is.onOrder + is.drafted - is.committed;
        const key = `${sku}\n${site}`;
        if (position > point) tried.delete(key);
        else if (tried.get(key) !== position) {
          tried.set(key, position);
          found.add(supplierId);
        }
      }
    }
    for (const { stream_id: id, seq } of changed) seen.set(id, seq);
    return [...found];
  };
  return { look };
}

/** Of products whose stock, promises or waiting orders changed, and for which nothing is proposed. */
async function pointsOfChanged(
  db: Queryable,
  since: readonly (readonly [string, string])[],
): Promise<Point[]> {
  const { rows } = await db.query<Point>(
    `WITH moved AS (
       SELECT s.sku FROM stock s JOIN unnest($2::text[], $3::bigint[]) AS c (stream_id, seq) ON c.stream_id = s.stream_id WHERE s.seq > c.seq
       UNION SELECT sku FROM backorder_line WHERE stream_id = $1
     )
     SELECT r.sku, r.warehouse_id AS site, r.supplier_id AS "supplierId", r.point FROM reorder_point r JOIN moved m ON m.sku = r.sku
     WHERE r.stream_id = $1 AND NOT EXISTS (SELECT 1 FROM reorder_line l WHERE l.stream_id = r.stream_id AND l.sku = r.sku
         AND l.warehouse_id = r.warehouse_id AND l.purchase_id IS NULL AND l.units > 0)
       AND NOT EXISTS (SELECT 1 FROM reorder_transfer t WHERE t.stream_id = r.stream_id AND t.sku = r.sku AND t.to_warehouse = r.warehouse_id AND t.transfer_id IS NULL)
     ORDER BY r.sku, r.warehouse_id`,
    [companyStream, since.map(([id]) => id), since.map(([, seq]) => seq)],
  );
  return rows;
}
