// How many units of a product a channel may be told it can sell: what its warehouses may promise by the day the channel
// sells ahead to, less what is kept for others, less what orders wait for without having been promised goods that are on
// their way, less what the channel is never told.
import type { AvailabilityAnswer } from '../../../shared/contract/carts';
import { dayAfter } from '../../../shared/domain/stock/available-to-promise';
import type { ChannelPolicy } from '../../../shared/domain/channel/policy';
import { openTo, type OpenUnits } from '../../../shared/domain/channel/ring-fence';
import { companyStream, type Sku, type WarehouseId } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { warehousesOf } from '../allocation/allocate-orders';
import { loadFences } from '../allocation/channel-shares';
import { loadPromisable, lookAheadDays } from './promisable';

export type PromisingChannel = {
  channelId: string;
  policy: Pick<ChannelPolicy, 'promiseDays' | 'stockBuffer'>;
};

/** Where a channel's units are, and how many of them it may sell at most; before its buffer. */
export type ChannelOpen = OpenUnits & { sellable: number };

export async function loadChannelOpen(
  db: Queryable,
  { channelId, policy }: PromisingChannel,
  skus: readonly Sku[],
  today: string,
  day: string = dayAfter(today, policy.promiseDays),
): Promise<Map<Sku, ChannelOpen>> {
  const warehouseIds = await warehousesOf(db);
  const promisable = await loadPromisable(db, warehouseIds, skus, { today, day });
  const { channels, held } = await loadFences(db, skus);
  const waiting = await loadWaiting(db, skus);
  return new Map(
    skus.map((sku) => {
      const free = new Map<WarehouseId, number>(
        warehouseIds.map((warehouseId) => [
          warehouseId,
          Math.max(0, promisable.get(sku)?.get(warehouseId)?.promisable ?? 0),
        ]),
      );
      const open = openTo(channelId, channels, sku, { free, held: held.get(sku) ?? new Map() });
      const units = [...open.byWarehouse.values()].reduce((sum, each) => sum + each, 0);
      // Orders that wait for the product come first: what is free is theirs.
      const left = Math.max(0, units - (waiting.get(sku) ?? 0));
      return [sku, { ...open, sellable: open.most === null ? left : Math.min(left, open.most) }];
    }),
  );
}

/** Units a channel may be told. */
export async function channelPromises(
  db: Queryable,
  channel: PromisingChannel,
  skus: readonly Sku[],
  today: string,
  day?: string,
): Promise<Map<Sku, number>> {
  const open = await loadChannelOpen(db, channel, skus, today, day);
  return new Map(
    skus.map((sku) => [sku, Math.max(0, (open.get(sku)?.sellable ?? 0) - channel.policy.stockBuffer)]),
  );
}

/** How many later days with goods on their way are looked at. */
const mostLaterDays = 10;

/** What a channel may sell of products now, and on which later days it may sell more. */
export async function availabilityFor(
  db: Queryable,
  channel: PromisingChannel,
  skus: readonly Sku[],
  today: string,
): Promise<AvailabilityAnswer> {
  const now = await channelPromises(db, channel, skus, today);
  const { rows: days } = await db.query<{ on: string }>(
    `SELECT DISTINCT due_on AS "on" FROM dated_supply WHERE sku = ANY($1::text[]) AND due_on > $2::date AND due_on <= $3::date ORDER BY 1 LIMIT $4`,
    [skus, dayAfter(today, channel.policy.promiseDays), dayAfter(today, lookAheadDays), mostLaterDays],
  );
  const later = new Map<Sku, { on: string; available: number }[]>();
  const known = new Map(now);
  for (const { on } of days)
    for (const [sku, available] of await channelPromises(db, channel, skus, today, on)) {
      if (available <= (known.get(sku) ?? 0)) continue;
      known.set(sku, available);
      later.set(sku, [...(later.get(sku) ?? []), { on, available }]);
    }
  return {
    today,
    rows: skus.map((sku) => ({ sku, available: now.get(sku) ?? 0, later: later.get(sku) ?? [] })),
  };
}

/** Units that orders wait for, that nothing on its way was promised for, and that no order keeps already. */
export async function loadWaiting(db: Queryable, skus: readonly string[]): Promise<Map<Sku, number>> {
  const { rows } = await db.query<{ sku: Sku; units: number }>({
    name: 'waiting-unpromised',
    text: `SELECT w.sku, (w.units - coalesce(p.units, 0) - coalesce(h.units, 0))::int AS units
           FROM (SELECT sku, sum(quantity) AS units FROM backorder_line WHERE stream_id = $1 AND sku = ANY($2::text[]) GROUP BY sku) w
           LEFT JOIN (SELECT sku, sum(units) AS units FROM dated_demand WHERE sku = ANY($2::text[]) GROUP BY sku) p ON p.sku = w.sku
           LEFT JOIN (SELECT h.sku, sum(h.units) AS units FROM stock_hold h
                      WHERE h.holder = 'order' AND h.sku = ANY($2::text[])
                        AND EXISTS (SELECT 1 FROM backorder_line b WHERE b.stream_id = $1 AND b.order_id = h.holder_id AND b.sku = h.sku)
                      GROUP BY h.sku) h ON h.sku = w.sku`,
    values: [companyStream, skus],
  });
  return new Map(rows.map(({ sku, units }) => [sku, Math.max(0, units)]));
}
