// Orders that wait for a person: the list, and what a person does about one. Each act goes through the order's own rules;
// an order whose last hold ends is allocated as if it had just come.
import type { HoldRow } from '../../../shared/contract/holds';
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import type { Refusal } from '../../../shared/domain/decision';
import type { Address } from '../../../shared/domain/customer/address';
import type { Order, OrderCommand } from '../../../shared/domain/order/order';
import { orderTotalMinor } from '../../../shared/domain/order/status';
import { type AddressProblem, checkAddress } from '../../../shared/domain/placement/address-check';
import { addressRules, type PlacementSettings } from '../../../shared/domain/placement/placement-rules';
import { listPage, type Page } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';
import type { StreamTx } from '../../db/stream-writer';
import { sql } from 'kysely';
import { type Cause, newChangeSet } from '../changes/change-set';
import { loadOrders, loadParcelsOfOrders } from '../changes/load';
import { tellOrder } from '../changes/order-changes';
import { storeChanges } from '../changes/store';
import { loadPlacementSettings } from './load-placement';

/** Longest waiting first. @throws CursorWrong */
export async function listHolds(
  db: Queryable,
  asked: { reason?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<HoldRow>> {
  const settings = await loadPlacementSettings(db);
  let list = from
    .selectFrom('sales_order')
    .select(['order_id', 'doc', 'placed_at'])
    .where('stream_id', '=', companyStream)
    .where('deleted', '=', false)
    .where(sql<boolean>`hold_reasons <> '{}'`)
    .where(sql<boolean>`doc ->> 'state' IN ('placed', 'confirmed')`);
  if (asked.reason !== undefined) list = list.where(sql<boolean>`hold_reasons @> ARRAY[${asked.reason}]`);
  const page = await listPage(db, list, {
    keys: [
      { by: 'placed_at', type: 'timestamptz' },
      { by: 'order_id', type: 'uuid' },
    ],
    cursor: asked.cursor,
    limit: asked.limit,
  });
  return { ...page, rows: page.rows.map(({ doc }) => holdRow(doc, settings)) };
}

function holdRow(order: Order, settings: PlacementSettings): HoldRow {
  return {
    orderId: order.orderId,
    number: order.number,
    channelId: order.channelId,
    customerName: order.customer.name,
    placedAt: order.placedAt,
    totalMinor: orderTotalMinor(order),
    currency: order.currency,
    holds: order.holds,
    problems: order.holds.some(({ reason }) => reason === 'address')
      ? checkAddress(order.shipTo, addressRules(settings))
      : [],
  };
}

export type HoldAnswer = { ok: true; order: Order } | { ok: false; refusal: Refusal };

/** The unit of work must name the company's stream. */
export async function tellHeldOrder(
  tx: StreamTx,
  orderId: OrderId,
  commands: readonly OrderCommand[],
  newId: () => string,
  cause: Cause,
): Promise<HoldAnswer> {
  const changes = newChangeSet(cause.at, newId);
  await loadOrders(tx.client, changes, [orderId]);
  for (const command of commands) {
    const answer = tellOrder(changes, orderId, command, cause);
    if (!answer.ok) return answer;
  }
  const order = changes.orders.get(orderId);
  if (!order) return { ok: false, refusal: { code: 'order-not-placed', values: {} } };
  await storeChanges(tx, changes);
  return { ok: true, order: changes.orders.get(orderId) ?? order };
}

/** Takes the address as it is written, and ends the hold of the old one when nothing is wrong with it. */
export async function correctAddress(
  tx: StreamTx,
  orderId: OrderId,
  shipTo: Address,
  newId: () => string,
  cause: Cause,
): Promise<(HoldAnswer & { ok: true; problems: AddressProblem[] }) | (HoldAnswer & { ok: false })> {
  const settings = await loadPlacementSettings(tx.client);
  const problems = checkAddress(shipTo, addressRules(settings));
  const changes = newChangeSet(cause.at, newId);
  await loadOrders(tx.client, changes, [orderId]);
  await loadParcelsOfOrders(tx.client, changes, [orderId]);
  const inParcels = [...changes.parcels.values()].some(
    (parcel) => parcel.orderId === orderId && parcel.state !== 'cancelled',
  );
  const isHeld = changes.orders.get(orderId)?.holds.some(({ reason }) => reason === 'address') ?? false;
  const commands: OrderCommand[] = [{ type: 'ChangeAddress', shipTo, inParcels }];
  if (isHeld && problems.length === 0)
    commands.push({ type: 'ReleaseHold', reason: 'address', note: 'corrected', by: 'placement' });
  const answer = await tellHeldOrder(tx, orderId, commands, newId, cause);
  return answer.ok ? { ...answer, problems } : answer;
}
