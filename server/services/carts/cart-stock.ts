// What stock a cart holds: worked out behind the counters of all warehouses, written beside the cart in the same
// transaction, and gone with it. What it holds already it keeps; more is given only of what may be promised.
import type { Cart, CartContent, CartHold, CartTimes } from '../../../shared/domain/cart/cart';
import type { ChannelPolicy } from '../../../shared/domain/channel/policy';
import { locationIdSchema, type Sku, type WarehouseId } from '../../../shared/domain/ids';
import { allocate, type WantedLine } from '../../../shared/domain/stock/allocate';
import { dayOf } from '../../../shared/domain/stock/available-to-promise';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import type { ChangeSet } from '../changes/change-set';
import { wake } from '../changes/change-set';
import { jsonRows } from '../changes/json-rows';
import { addStockHold } from '../changes/stock-holds';
import type { SalesChannel } from '../channels/channel-rows';
import { tellStockOf } from '../channels/push-stock';
import { loadChannelOpen } from '../promising/channel-promise';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** A cart is promised goods of a warehouse, not of one of its bins. */
const anywhere = locationIdSchema.parse('anywhere');

export function timesOf(
  { cartHoldMinutes, cartLeftMinutes, cartKeptDays }: ChannelPolicy,
  at: string,
): CartTimes {
  const after = (ms: number): string => new Date(Date.parse(at) + ms).toISOString();
  return {
    heldUntil: cartHoldMinutes === 0 ? null : after(cartHoldMinutes * minuteMs),
    abandonAt: after(cartLeftMinutes * minuteMs),
    expireAt: after(cartLeftMinutes * minuteMs + cartKeptDays * dayMs),
  };
}

/** What a cart of these lines holds as things are. @param own what it holds now */
export async function holdsFor(
  db: Queryable,
  channel: SalesChannel,
  lines: CartContent['lines'],
  own: readonly CartHold[],
  at: string,
): Promise<CartHold[]> {
  if (channel.policy.cartHoldMinutes === 0 || lines.length === 0) return [];
  const wanted = new Map<Sku, number>();
  for (const { sku, quantity } of lines) wanted.set(sku, (wanted.get(sku) ?? 0) + quantity);
  const kept: CartHold[] = [];
  const left = new Map(wanted);
  for (const hold of own) {
    const units = Math.min(hold.units, left.get(hold.sku) ?? 0);
    if (units === 0) continue;
    left.set(hold.sku, (left.get(hold.sku) ?? 0) - units);
    kept.push({ ...hold, units });
  }
  const open = await loadChannelOpen(db, channel, [...wanted.keys()], dayOf(at));
  const more = [...left].flatMap(([sku, units], index): WantedLine[] => {
    const quantity = Math.min(units, open.get(sku)?.sellable ?? 0);
    return quantity > 0 ? [{ lineNo: index + 1, sku, quantity }] : [];
  });
  const places = [...new Set([...open.values()].flatMap(({ byWarehouse }) => [...byWarehouse.keys()]))];
  const stock = new Map(
    places.map((warehouseId) => [
      warehouseId,
      new Map(
        [...open].map(([sku, { byWarehouse }]) => [
          sku,
          [{ locationId: anywhere, available: byWarehouse.get(warehouseId) ?? 0 }],
        ]),
      ),
    ]),
  );
  const given = allocate(more, places, stock).flatMap(({ warehouseId, lines: held }) =>
    held.map(({ sku, quantity }) => ({ warehouseId, sku, units: quantity })),
  );
  return together([...kept, ...given]);
}

/** Makes the stock that is held what the cart says; what it let go of is offered to who waits. */
export async function storeCartStock(
  tx: StreamTx,
  changes: ChangeSet,
  before: Cart | null,
  cart: Cart,
): Promise<void> {
  const [was, is] = [before?.holds ?? [], cart.holds];
  if (JSON.stringify(was) === JSON.stringify(is)) return;
  await tx.client.query({
    name: 'clear-cart-stock',
    text: `DELETE FROM stock_hold WHERE holder_id = $1 AND holder = 'cart'`,
    values: [cart.cartId],
  });
  if (is.length > 0)
    await tx.client.query({
      name: 'store-cart-stock',
      text: `INSERT INTO stock_hold (stream_id, holder_id, sku, holder, channel_id, units)
             SELECT stream_id, $2, sku, 'cart', $3, units FROM json_to_recordset($1) AS r (stream_id text, sku text, units int)`,
      values: [
        jsonRows(is.map(({ warehouseId, sku, units }) => ({ stream_id: warehouseId, sku, units }))),
        cart.cartId,
        cart.channelId,
      ],
    });
  const unitsOf = (holds: readonly CartHold[], at: CartHold): number =>
    holds.find(({ warehouseId, sku }) => warehouseId === at.warehouseId && sku === at.sku)?.units ?? 0;
  for (const hold of was)
    if (unitsOf(is, hold) < hold.units)
      wake(changes, { kind: 'stock', warehouseId: hold.warehouseId, sku: hold.sku });
  const changed = [...was, ...is].filter((hold) => unitsOf(was, hold) !== unitsOf(is, hold));
  await tellStockOf(tx.client, [...new Set(changed.map(({ sku }) => sku))], changes.newId);
}

/** The order has the cart's stock from now on, and is given it when it may be (services/allocation). */
export async function passOnStock(
  tx: StreamTx,
  changes: ChangeSet,
  { cartId }: Pick<Cart, 'cartId'>,
  order: { orderId: Parameters<typeof addStockHold>[1]['orderId']; channelId: string; until: string },
): Promise<void> {
  const { rows } = await tx.client.query<{ warehouseId: WarehouseId; sku: Sku; units: number }>({
    name: 'pass-on-stock',
    text: `UPDATE stock_hold SET holder = 'order', holder_id = $2, channel_id = $3, until = $4
           WHERE holder_id = $1 AND holder = 'cart' RETURNING stream_id AS "warehouseId", sku, units`,
    values: [cartId, order.orderId, order.channelId, order.until],
  });
  for (const row of rows) addStockHold(changes, { ...row, orderId: order.orderId });
}

function together(holds: readonly CartHold[]): CartHold[] {
  const byPlace = new Map<string, CartHold>();
  for (const hold of holds) {
    const key = `${hold.warehouseId}\n${hold.sku}`;
    const known = byPlace.get(key);
    byPlace.set(key, known ? { ...known, units: known.units + hold.units } : hold);
  }
  return [...byPlace.values()];
}
