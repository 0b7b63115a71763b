// The only way a cart changes: the cart, what stock it holds and who hears of it are one transaction, behind the counters
// of the company and of every warehouse.
import type { Cart, CartCommand, CartContent, CartEvent, CartId } from '../../../shared/domain/cart/cart';
import { decideCart } from '../../../shared/domain/cart/decide';
import { companyStream } from '../../../shared/domain/ids';
import type { OfficeParts } from '../../head-office';
import type { StreamTx } from '../../db/stream-writer';
import { warehousesOf } from '../allocation/allocate-orders';
import { type Cause, headOfficeCause, newChangeSet } from '../changes/change-set';
import { storeChanges } from '../changes/store';
import { type SalesChannel, salesChannel } from '../channels/channel-rows';
import { readRecord } from '../records/read-records';
import { tellRecord, type Told } from '../records/tell-record';
import { cartIdOf, cartRecord } from './cart-record';
import { holdsFor, storeCartStock, timesOf } from './cart-stock';

export type CartTools = Pick<OfficeParts, 'pool' | 'writer' | 'now' | 'newId'>;
export type ToldCart = Told<Cart, CartEvent>;

const unknown: ToldCart = { ok: false, refusal: { code: 'cart-unknown', values: {} } };

export async function inCartWork<T>(tools: CartTools, work: (tx: StreamTx) => Promise<T>): Promise<T> {
  const warehouseIds = await warehousesOf(tools.pool);
  return tools.writer.submit([companyStream, ...warehouseIds], work);
}

/** The whole cart as its channel has it now. */
export function putCart(
  tools: CartTools,
  content: CartContent,
  options: { cartId?: CartId; cause?: Cause } = {},
): Promise<ToldCart> {
  const cartId = options.cartId ?? cartIdOf(content.channelId, content.cartKey);
  return inCartWork(tools, async (tx) => {
    const cause = options.cause ?? headOfficeCause({ at: tools.now().toISOString() });
    const before = await readRecord(tx.client, cartRecord, cartId);
    const channel = await salesChannel(tx.client, content.channelId);
    if (!channel) return unknown;
    return tellKept(tools, tx, { cartId, before, channel, lines: content.lines, cause }, (kept) => ({
      type: 'PutCart',
      cartId,
      content,
      ...kept,
    }));
  });
}

/** The customer is back: it holds what there is of it once more. */
export function restoreCart(tools: CartTools, cartId: string, cause?: Cause): Promise<ToldCart> {
  return inCartWork(tools, async (tx) => {
    const before = await readRecord(tx.client, cartRecord, cartId);
    const channel = before && (await salesChannel(tx.client, before.channelId));
    if (!before || !channel) return unknown;
    const of = {
      cartId,
      before,
      channel,
      lines: before.lines,
      cause: cause ?? headOfficeCause({ at: tools.now().toISOString() }),
    };
    return tellKept(tools, tx, of, (kept) => ({ type: 'RestoreCart', ...kept }));
  });
}

export function removeCart(tools: CartTools, cartId: string, cause: Cause): Promise<ToldCart> {
  return inCartWork(tools, (tx) => tellCart(tools, tx, cartId, { type: 'RemoveCart' }, cause));
}

type Kept = Pick<Extract<CartCommand, { type: 'RestoreCart' }>, 'holds' | 'times' | 'at'>;

async function tellKept(
  tools: CartTools,
  tx: StreamTx,
  of: {
    cartId: string;
    before: Cart | null;
    channel: SalesChannel;
    lines: CartContent['lines'];
    cause: Cause;
  },
  command: (kept: Kept) => CartCommand,
): Promise<ToldCart> {
  const { cartId, before, channel, lines, cause } = of;
  const { at } = cause;
  const times = timesOf(channel.policy, at);
  const own = before?.holds ?? [];
  // Nothing is looked up for what changes nothing or is refused.
  const asked = decideCart(before, command({ holds: own, times, at }));
  if (!asked.ok) return asked;
  if (asked.events.length === 0 && before) return { ok: true, state: before, events: [] };
  const holds = await holdsFor(tx.client, channel, lines, own, at);
  return tellCart(tools, tx, cartId, command({ holds, times, at }), cause);
}

/** Inside a unit of work of `inCartWork`. */
export async function tellCart(
  { newId }: CartTools,
  tx: StreamTx,
  cartId: string,
  command: CartCommand,
  cause: Cause,
): Promise<ToldCart> {
  const before = await readRecord(tx.client, cartRecord, cartId);
  const told = await tellRecord(tx, cartRecord, cartId, command, cause);
  if (!told.ok || told.events.length === 0) return told;
  const changes = newChangeSet(cause.at, newId);
  await storeCartStock(tx, changes, before, told.state);
  await storeChanges(tx, changes);
  return told;
}
