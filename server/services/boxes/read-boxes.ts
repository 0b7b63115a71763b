// Boxes of a warehouse for the office: what there is, what it is used for, and what packers chose instead.
import type { BoxesPageAnswer, BoxRow, OverrideRow, PaddingRow } from '../../../shared/contract/boxes';
import { companyStream, type WarehouseId } from '../../../shared/domain/ids';
import type { Pool } from '../../db/pool';
import { loadBoxes } from '../shipments/shipment-facts';
import { readSite } from './box-sites';
import { newestProposal } from './proposal-store';

const shownDays = 30;
const shownOverrides = 100;

export async function readBoxes(pool: Pool, warehouseId: WarehouseId): Promise<BoxesPageAnswer> {
  const [boxes, use, overrides, paddings, mean, proposal] = await Promise.all([
    loadBoxes(pool),
    readUse(pool, warehouseId),
    readOverrides(pool, warehouseId),
    readPaddings(pool, warehouseId),
    readMean(pool, warehouseId),
    newestProposal(pool, warehouseId),
  ]);
  const rows: BoxRow[] = [];
  for (const box of boxes) {
    const { used = 0, fill = null, overridden = 0 } = use.get(box.boxId) ?? {};
    rows.push({
      box,
      site: await readSite(pool, warehouseId, box.boxId),
      used,
      meanFillPermille: fill,
      overridden,
    });
  }
  return { warehouseId, boxes: rows, paddings, meanMaterialMinor: mean, proposal, overrides };
}

async function readPaddings(pool: Pool, warehouseId: WarehouseId): Promise<PaddingRow[]> {
  const { rows } = await pool.query<PaddingRow>(
    `SELECT d.doc->'padding' AS padding, CASE WHEN l.counted THEN l.on_hand END AS "onHand", l.low_at AS "lowAt",
       coalesce((SELECT sum(m.quantity) FROM supply_move m WHERE m.stream_id = $1 AND m.supply = 'padding ' || (d.doc->'padding'->>'paddingId')
         AND m.cause = 'sealed' AND m.at > now() - make_interval(days => $3)), 0)::int AS used
     FROM directory d LEFT JOIN supply_level l ON l.stream_id = $1 AND l.supply = 'padding ' || (d.doc->'padding'->>'paddingId')
     WHERE d.stream_id = $2 AND d.kind = 'padding' AND NOT d.deleted ORDER BY d.entry_id`,
    [warehouseId, companyStream, shownDays],
  );
  return rows;
}

async function readMean(pool: Pool, warehouseId: WarehouseId): Promise<number | null> {
  const { rows } = await pool.query<{ mean: number | null }>(
    `SELECT avg(box_minor + padding_minor)::float8 AS mean FROM box_use
     WHERE stream_id = $1 AND at > now() - make_interval(days => $2)`,
    [warehouseId, shownDays],
  );
  return rows[0]?.mean ?? null;
}

type Use = { used: number; fill: number | null; overridden: number };

async function readUse(pool: Pool, warehouseId: WarehouseId): Promise<Map<string, Use>> {
  const { rows } = await pool.query<{ box_id: string } & Use>(
    `SELECT coalesce(u.box_id, o.box_id) AS box_id, coalesce(u.used, 0)::int AS used, u.fill::int AS fill,
       coalesce(o.overridden, 0)::int AS overridden
     FROM (SELECT box_id, count(*) AS used, round(avg(fill_permille)) AS fill FROM box_use
           WHERE stream_id = $1 AND at > now() - make_interval(days => $2) GROUP BY box_id) u
     FULL JOIN (SELECT planned AS box_id, count(*) AS overridden FROM box_override
           WHERE stream_id = $1 AND at > now() - make_interval(days => $2) GROUP BY planned) o ON o.box_id = u.box_id`,
    [warehouseId, shownDays],
  );
  return new Map(rows.map(({ box_id: boxId, ...use }) => [boxId, use]));
}

async function readOverrides(pool: Pool, warehouseId: WarehouseId): Promise<OverrideRow[]> {
  const { rows } = await pool.query<Omit<OverrideRow, 'at'> & { at: Date | string }>(
    `SELECT o.order_id AS "orderId", s.number AS "orderNumber", o.planned, o.taken, o.reason, o.sku, p.name,
       o.fill_permille AS "fillPermille", o.at, coalesce(d.doc->'person'->>'name', o.actor) AS packer, o.forgotten
     FROM box_override o
     LEFT JOIN sales_order s ON s.order_id = o.order_id
     LEFT JOIN product p ON p.stream_id = $2 AND p.sku = o.sku
     LEFT JOIN directory d ON d.stream_id = $2 AND d.kind = 'person' AND d.doc->'person'->>'personId' = o.actor
     WHERE o.stream_id = $1 ORDER BY o.at DESC LIMIT $3`,
    [warehouseId, companyStream, shownOverrides],
  );
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}

/** @returns how many choices no longer teach, or teach again */
export async function forgetLessons(
  pool: Pool,
  warehouseId: WarehouseId,
  boxId: string,
  forgotten: boolean,
): Promise<number> {
  const { rowCount } = await pool.query(
    'UPDATE box_override SET forgotten = $3 WHERE stream_id = $1 AND planned = $2 AND forgotten <> $3',
    [warehouseId, boxId, forgotten],
  );
  return rowCount ?? 0;
}
