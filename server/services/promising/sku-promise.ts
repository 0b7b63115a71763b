// Everything there is to say of when a product can be promised: by warehouse and day, and what each channel may be told.
import type { z } from 'zod';
import type { skuPromiseSchema } from '../../../shared/contract/carts';
import { companyStream, type Sku, type WarehouseId } from '../../../shared/domain/ids';
import { type DatedUnits, dayOf, promiseDays } from '../../../shared/domain/stock/available-to-promise';
import type { Queryable } from '../../db/pool';
import { warehousesOf } from '../allocation/allocate-orders';
import { salesChannels } from '../channels/channel-rows';
import { channelPromises, loadWaiting } from './channel-promise';
import { lookAheadDays } from './promisable';

type SkuPromise = z.infer<typeof skuPromiseSchema>;

/** Null when there is no such product. @param days shown; it is always looked ahead to the end */
export async function skuPromise(
  db: Queryable,
  sku: Sku,
  days: number,
  now: Date,
): Promise<SkuPromise | null> {
  const today = dayOf(now);
  const product = await db.query<{ name: string }>(
    'SELECT name FROM product WHERE stream_id = $1 AND sku = $2 AND NOT deleted',
    [companyStream, sku],
  );
  const [known] = product.rows;
  if (!known) return null;
  const [warehouseIds, levels, expected, promised, waiting, channels] = await Promise.all([
    warehousesOf(db),
    db.query<{
      warehouseId: WarehouseId;
      onHand: number;
      allocated: number;
      available: number;
      held: number;
    }>(
      `SELECT w.stream_id AS "warehouseId", coalesce(s.on_hand - s.quarantine, 0) AS "onHand", coalesce(s.allocated, 0) AS allocated,
         coalesce(s.available, 0) AS available, coalesce(h.units, 0)::int AS held
       FROM stream w LEFT JOIN stock s ON s.stream_id = w.stream_id AND s.sku = $1
       LEFT JOIN (SELECT stream_id, sum(units) AS units FROM stock_hold WHERE sku = $1 GROUP BY stream_id) h ON h.stream_id = w.stream_id
       WHERE w.kind = 'warehouse' ORDER BY w.stream_id`,
      [sku],
    ),
    datedOf(db, 'dated_supply', sku),
    datedOf(db, 'dated_demand', sku),
    loadWaiting(db, [sku]),
    salesChannels(db),
  ]);
  const rows = warehouseIds.flatMap((warehouseId) => {
    const level = levels.rows.find((each) => each.warehouseId === warehouseId);
    if (!level) return [];
    const free = level.available - level.held;
    const facts = {
      free,
      expected: expected.get(warehouseId) ?? [],
      promised: promised.get(warehouseId) ?? [],
    };
    const { onHand, allocated, held } = level;
    const list = promiseDays(facts, today, lookAheadDays).slice(0, days + 1);
    return [{ warehouseId, onHand, allocated, held, free, days: list }];
  });
  const told = await Promise.all(
    channels.map(async (channel) => ({
      channelId: channel.channelId,
      name: channel.name,
      aheadDays: channel.policy.promiseDays,
      units: (await channelPromises(db, channel, [sku], today)).get(sku) ?? 0,
    })),
  );
  return { sku, name: known.name, today, waiting: waiting.get(sku) ?? 0, rows, channels: told };
}

async function datedOf(
  db: Queryable,
  table: 'dated_supply' | 'dated_demand',
  sku: Sku,
): Promise<Map<WarehouseId, DatedUnits[]>> {
  const { rows } = await db.query<DatedUnits & { warehouseId: WarehouseId }>(
    `SELECT stream_id AS "warehouseId", due_on AS "on", sum(units)::int AS units FROM ${table} WHERE sku = $1 GROUP BY stream_id, due_on`,
    [sku],
  );
  const byWarehouse = new Map<WarehouseId, DatedUnits[]>();
  for (const { warehouseId, on, units } of rows)
    byWarehouse.set(warehouseId, [...(byWarehouse.get(warehouseId) ?? []), { on, units }]);
  return byWarehouse;
}
