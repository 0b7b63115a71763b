// How much of a product one channel may be promised, when stock is kept for others and from itself. Kept units count as
// kept while they are free: what the orders of their channel already hold is no longer kept twice.
// Never lets a channel take what another one's rule keeps, wherever it lies; never looks anything up.
import type { WarehouseId } from '../ids';
import { type ChannelPolicy, ruleFor } from './policy';

export type FencedChannel = { channelId: string; policy: Pick<ChannelPolicy, 'warehouseIds' | 'stockRules'> };

/** Of one product. */
export type FenceFacts = {
  /** Units that nobody holds, by warehouse, in the order in which warehouses are asked. */
  free: ReadonlyMap<WarehouseId, number>;
  /** Units that open orders hold, by channel and warehouse. */
  held: ReadonlyMap<string, ReadonlyMap<WarehouseId, number>>;
};

export type OpenUnits = {
  /** By warehouse that may send; in its preferred order. */
  byWarehouse: ReadonlyMap<WarehouseId, number>;
  /** At most so many of them all together; null is no limit. */
  most: number | null;
};

export function openTo(
  channelId: string,
  channels: readonly FencedChannel[],
  sku: string,
  { free, held }: FenceFacts,
): OpenUnits {
  const me = channels.find((channel) => channel.channelId === channelId);
  const mine = warehousesOf(me, free);
  const left = new Map(free);
  const others = channels
    .filter((channel) => channel.channelId !== channelId)
    .toSorted((a, b) => (a.channelId < b.channelId ? -1 : 1));
  for (const other of others) {
    let kept = keptFor(other, sku, { free, held });
    if (kept <= 0) continue;
    const theirs = warehousesOf(other, free);
    // First where this channel sends from anyway not, then in the warehouses it likes least.
    const places = [
      ...theirs.filter((each) => !mine.includes(each)),
      ...mine.filter((each) => theirs.includes(each)).reverse(),
    ];
    for (const warehouseId of places) {
      const units = Math.min(kept, Math.max(0, left.get(warehouseId) ?? 0));
      left.set(warehouseId, (left.get(warehouseId) ?? 0) - units);
      kept -= units;
    }
  }
  const limit = me ? (ruleFor(me.policy, sku)?.mostUnits ?? null) : null;
  return {
    byWarehouse: new Map(mine.map((warehouseId) => [warehouseId, Math.max(0, left.get(warehouseId) ?? 0)])),
    most: limit === null ? null : Math.max(0, limit - sum(held.get(channelId)?.values())),
  };
}

/** Units of a product that a channel's rule still keeps from the others. */
export function keptFor(channel: FencedChannel, sku: string, { free, held }: FenceFacts): number {
  const rule = ruleFor(channel.policy, sku);
  if (!rule || (rule.keepUnits === 0 && rule.keepPercent === 0)) return 0;
  const theirs = warehousesOf(channel, free);
  let sellable = 0;
  for (const warehouseId of theirs) {
    sellable += Math.max(0, free.get(warehouseId) ?? 0);
    for (const byWarehouse of held.values()) sellable += byWarehouse.get(warehouseId) ?? 0;
  }
  const wanted = Math.max(rule.keepUnits, Math.floor((sellable * rule.keepPercent) / 100));
  return Math.max(0, wanted - sum(held.get(channel.channelId)?.values()));
}

function warehousesOf(channel: FencedChannel | undefined, free: FenceFacts['free']): WarehouseId[] {
  const chosen = channel?.policy.warehouseIds ?? [];
  return chosen.length === 0 ? [...free.keys()] : chosen.filter((warehouseId) => free.has(warehouseId));
}

function sum(values: Iterable<number> | undefined): number {
  let total = 0;
  for (const value of values ?? []) total += value;
  return total;
}
