// What of the stock an order of a channel may be given: its channel's warehouses, less what is kept for other channels,
// and no more than its channel may hold. The rule is shared/domain/channel/ring-fence.ts; this loads what it needs.
// Where no channel has any such agreement, it costs one short statement and changes nothing.
import { type FencedChannel, openTo } from '../../../shared/domain/channel/ring-fence';
import { channelPolicySchema } from '../../../shared/domain/channel/policy';
import { companyStream, type Sku, type WarehouseId } from '../../../shared/domain/ids';
import type { WantedLine } from '../../../shared/domain/stock/allocate';
import type { Queryable } from '../../db/pool';
import type { BinAvailable, OpenStock } from './availability';

export type Share = { wanted: readonly WantedLine[]; warehouseIds: readonly WarehouseId[]; stock: OpenStock };

/** Units that an order keeps already: they are in `stock`, and no rule of another channel takes them. */
export type OwnUnits = { warehouseId: WarehouseId; sku: Sku; units: number };

export type ChannelShares = {
  /** What of `stock` an order may be given of what it wants. Asked anew for each order: others took in between. */
  shareOf: (channelId: string, wanted: readonly WantedLine[], own?: readonly OwnUnits[]) => Share;
  /** Says that an order was given units, or gave some back (negative); `stock` knows already. */
  took: (channelId: string, warehouseId: WarehouseId, sku: Sku, quantity: number) => void;
};

export async function loadChannelShares(
  db: Queryable,
  warehouseIds: readonly WarehouseId[],
  skus: readonly string[],
  stock: OpenStock,
): Promise<ChannelShares> {
  return channelShares(warehouseIds, stock, await loadFences(db, skus));
}

type Fences = { channels: FencedChannel[]; held: Map<string, Held> };

export function channelShares(
  warehouseIds: readonly WarehouseId[],
  stock: OpenStock,
  { channels, held }: Fences,
): ChannelShares {
  const openOf = (channelId: string, sku: Sku) => {
    const free = new Map(
      warehouseIds.map((warehouseId) => [warehouseId, total(stock.get(warehouseId)?.get(sku))]),
    );
    return openTo(channelId, channels, sku, { free, held: held.get(sku) ?? new Map() });
  };
  return {
    shareOf: (channelId, wanted, own = []) => {
      if (channels.length === 0) return { wanted, warehouseIds, stock };
      const chosen = channels.find((channel) => channel.channelId === channelId)?.policy.warehouseIds ?? [];
      const places =
        chosen.length === 0 ? warehouseIds : chosen.filter((each) => warehouseIds.includes(each));
      const view: OpenStock = new Map(
        places.map((warehouseId) => [warehouseId, new Map<Sku, BinAvailable[]>()]),
      );
      const most = new Map<Sku, number>();
      for (const sku of new Set(wanted.map((line) => line.sku))) {
        const open = openOf(channelId, sku);
        const mine = own.filter((each) => each.sku === sku);
        const kept = (warehouseId: WarehouseId | null): number =>
          mine.reduce(
            (sum, each) =>
              warehouseId === null || each.warehouseId === warehouseId ? sum + each.units : sum,
            0,
          );
        if (open.most !== null) most.set(sku, Math.max(open.most, kept(null)));
        for (const warehouseId of places) {
          const units = Math.max(open.byWarehouse.get(warehouseId) ?? 0, kept(warehouseId));
          view.get(warehouseId)?.set(sku, upTo(stock.get(warehouseId)?.get(sku) ?? [], units));
        }
      }
      return { wanted: within(wanted, most), warehouseIds: places, stock: view };
    },
    took: (channelId, warehouseId, sku, quantity) => {
      if (channels.length === 0) return;
      const byChannel = held.get(sku) ?? new Map<string, Map<WarehouseId, number>>();
      held.set(sku, byChannel);
      const byWarehouse = byChannel.get(channelId) ?? new Map<WarehouseId, number>();
      byChannel.set(channelId, byWarehouse);
      byWarehouse.set(warehouseId, (byWarehouse.get(warehouseId) ?? 0) + quantity);
    },
  };
}

/** Channels with an agreement about stock, and what of the products each channel holds. Nothing where there are none. */
export async function loadFences(db: Queryable, skus: readonly string[]): Promise<Fences> {
  const { rows } = await db.query<{ channel_id: string; policy: unknown }>({
    name: 'fenced-channels',
    text: `SELECT channel_id, policy FROM channel
           WHERE coalesce(policy->'stockRules', '[]'::jsonb) <> '[]'::jsonb OR coalesce(policy->'warehouseIds', '[]'::jsonb) <> '[]'::jsonb`,
  });
  const channels: FencedChannel[] = rows.map((row) => ({
    channelId: row.channel_id,
    policy: channelPolicySchema.parse(row.policy),
  }));
  return { channels, held: channels.length === 0 ? new Map<string, Held>() : await loadHeld(db, skus) };
}

/** By channel and warehouse. */
type Held = Map<string, Map<WarehouseId, number>>;

async function loadHeld(db: Queryable, skus: readonly string[]): Promise<Map<string, Held>> {
  const { rows } = await db.query<{ channel_id: string; stream_id: WarehouseId; sku: string; units: number }>(
    {
      name: 'held-by-channel',
      text: `SELECT o.channel_id, r.stream_id, r.sku, sum(r.quantity)::int AS units
           FROM reservation r JOIN sales_order o ON o.stream_id = $1 AND o.order_id = r.order_id
           WHERE r.sku = ANY($2::text[]) GROUP BY o.channel_id, r.stream_id, r.sku
           UNION ALL
           SELECT channel_id, stream_id, sku, sum(units)::int FROM stock_hold
           WHERE sku = ANY($2::text[]) GROUP BY channel_id, stream_id, sku`,
      values: [companyStream, skus],
    },
  );
  const held = new Map<string, Held>();
  for (const { channel_id: channelId, stream_id: warehouseId, sku, units } of rows) {
    const byChannel: Held = held.get(sku) ?? new Map();
    held.set(sku, byChannel);
    const byWarehouse = byChannel.get(channelId) ?? new Map<WarehouseId, number>();
    byChannel.set(channelId, byWarehouse.set(warehouseId, (byWarehouse.get(warehouseId) ?? 0) + units));
  }
  return held;
}

function total(bins: readonly BinAvailable[] = []): number {
  return bins.reduce((sum, bin) => sum + Math.max(0, bin.available), 0);
}

/** Bins in walking order, until so many units are reached. */
function upTo(bins: readonly BinAvailable[], units: number): BinAvailable[] {
  let left = units;
  return bins.map(({ locationId, available }) => {
    const open = Math.min(Math.max(0, available), left);
    left -= open;
    return { locationId, available: open };
  });
}

function within(wanted: readonly WantedLine[], most: ReadonlyMap<Sku, number>): WantedLine[] {
  const left = new Map(most);
  return wanted.flatMap((line) => {
    const open = left.get(line.sku);
    if (open === undefined) return [line];
    const quantity = Math.min(open, line.quantity);
    left.set(line.sku, open - quantity);
    return quantity > 0 ? [{ ...line, quantity }] : [];
  });
}
