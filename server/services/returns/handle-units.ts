// What the desk does with goods: takes them in, and says what becomes of each unit. Stock moves with it, in the same
// transaction, through the ledger: in from the customer to quarantine, and from there where somebody said. Never to a shelf
// by itself; what goes back to one is offered to waiting orders before anybody else can ask.
import { companyStream, type LocationId, type OrderId, type WarehouseId } from '../../../shared/domain/ids';
import type { Refusal } from '../../../shared/domain/decision';
import type { Disposition, GoodsReturn, ReturnCommand } from '../../../shared/domain/returns/goods-return';
import { leftToReturn } from '../../../shared/domain/returns/questions';
import { isOutside, quarantineLocation } from '../../../shared/domain/stock/ledger';
import type { Order } from '../../../shared/domain/order/order';
import type { StreamTx } from '../../db/stream-writer';
import { offerToWaiting } from '../allocation/run-allocation';
import { warehousesOf } from '../allocation/allocate-orders';
import { type Cause, newChangeSet, wake } from '../changes/change-set';
import { storeChanges } from '../changes/store';
import { readRecord, recordsOfOrder } from '../records/read-records';
import { tellRecord } from '../records/tell-record';
import type { ReturnTools } from './advise-return';
import { declinedOf } from './return-facts';
import { returnMachine } from './return-machine';
import { movesOf, warehouseOf } from './return-moves';

export type Handled =
  | { ok: true; found: GoodsReturn /** Orders that waited and got units of it. */; helped: OrderId[] }
  | { ok: false; refusal: Refusal };

type Units = Extract<ReturnCommand, { type: 'ReceiveUnits' }>['units'];

export function receiveUnits(
  tools: ReturnTools,
  returnId: string,
  { act, units, warehouseId }: { act: string; units: Units; warehouseId: WarehouseId },
  cause: Cause,
): Promise<Handled> {
  return handle(tools, returnId, cause, async (tx, found) => {
    const order = await orderOf(tx, found.orderId);
    const returns = await recordsOfOrder(tx.client, returnMachine, found.orderId);
    const left = leftToReturn(
      order,
      returns.map(({ doc }) => doc),
      found.returnId,
      'arrived',
    );
    return { type: 'ReceiveUnits', act, units, warehouseId, by: cause.actor, at: cause.at, facts: { left } };
  });
}

export type DisposalAsked = {
  act: string;
  no: number;
  quantity: number;
  disposition: Disposition;
  locationId: LocationId | null;
  note: string;
  from: Extract<ReturnCommand, { type: 'DisposeUnits' }>['from'];
};

export function disposeUnits(
  tools: ReturnTools,
  returnId: string,
  asked: DisposalAsked,
  cause: Cause,
): Promise<Handled> {
  return handle(tools, returnId, cause, async (tx, found) => {
    if (asked.disposition === 'restock' && asked.locationId !== null)
      await expectBin(tx, warehouseOf(found, asked.no), asked.locationId);
    return {
      type: 'DisposeUnits',
      ...asked,
      by: cause.actor,
      at: cause.at,
      facts: { declined: await declinedOf(tx.client, [found.returnId]) },
    };
  });
}

/** Thrown inside the transaction, so that nothing of it stays. */
export class BinUnknown extends Error {
  override readonly name = 'BinUnknown';
  constructor(readonly locationId: string) {
    super(`there is no bin ${locationId}`);
  }
}

async function handle(
  { pool, writer, newId }: ReturnTools,
  returnId: string,
  cause: Cause,
  commandFor: (tx: StreamTx, found: GoodsReturn) => Promise<ReturnCommand>,
): Promise<Handled> {
  const warehouseIds = await warehousesOf(pool);
  return writer.submit([companyStream, ...warehouseIds], async (tx): Promise<Handled> => {
    const found = await readRecord(tx.client, returnMachine, returnId);
    if (!found) return { ok: false, refusal: { code: 'return-unknown', values: {} } };
    const told = await tellRecord(tx, returnMachine, returnId, await commandFor(tx, found), cause);
    if (!told.ok) return told;
    const moves = told.events.flatMap((event) => movesOf(told.state, event));
    if (moves.length === 0) return { ok: true, found: told.state, helped: [] };
    const changes = newChangeSet(cause.at, newId);
    const freed = moves
      .filter(({ move }) => move.from === quarantineLocation && !isOutside(move.to))
      .map(({ warehouseId, move: { sku } }) => ({ warehouseId, sku }));
    for (const each of moves) changes.moves.push({ ...each, cause });
    for (const each of freed) wake(changes, { kind: 'stock', ...each });
    await storeChanges(tx, changes);
    const helped = await offerToWaiting(tx, freed, warehouseIds, { at: cause.at, newId });
    return { ok: true, found: told.state, helped };
  });
}

async function expectBin(tx: StreamTx, warehouseId: string, locationId: string): Promise<void> {
  const { rows } = await tx.client.query(
    `SELECT 1 FROM location WHERE stream_id = $1 AND location_id = $2 AND kind = 'bin'`,
    [warehouseId, locationId],
  );
  if (rows.length === 0) throw new BinUnknown(locationId);
}

async function orderOf(tx: StreamTx, orderId: OrderId): Promise<Order> {
  const { rows } = await tx.client.query<{ doc: Order }>(
    'SELECT doc FROM sales_order WHERE stream_id = $1 AND order_id = $2',
    [companyStream, orderId],
  );
  const order = rows[0]?.doc;
  if (!order) throw new Error(`a return of the order ${orderId}, which is not there`);
  return order;
}
