// Places what stations took over the counter and on the telephone as ordinary orders of the channels `counter` and
// `telephone`. Told twice, it is the same order. What cannot be placed becomes a task: somebody has promised it to a
// customer, and it is never dropped silently.
import type { NewOrder } from '../../../shared/contract/http';
import { channelIdSchema, companyStream, type Sku, type WarehouseId } from '../../../shared/domain/ids';
import type { OfficeParts } from '../../head-office';
import type { JobLoop } from '../../jobs/job-loop';
import { GiveUp, type Performed, startReaction } from '../../jobs/outbox';
import {
  orderLinesOf,
  type StationOrder,
  stationOrderSchema,
} from '../../../shared/domain/stock/station-order';
import type { Queryable } from '../../db/pool';
import { warehousesOf } from '../allocation/allocate-orders';
import { addTask, newChangeSet, wake } from '../changes/change-set';
import { stationOrderNumber, stationOrderTopic, type StationOrderWork } from '../changes/station-orders';
import { storeChanges } from '../changes/store';
import { orderIdOf } from './order-id';
import { ensureCash } from '../payments/cash';
import { ensureStationChannels } from './station-channels';
import type { PlacedOrder } from './place-orders';
import { takeOrders } from './take-order';
import { whyNotPlaced } from './why-not-placed';

export function startStationOrders(parts: OfficeParts): JobLoop {
  return startReaction<StationOrderWork>({
    pool: parts.pool,
    topic: stationOrderTopic,
    perform: (work) => placeStationOrder(parts, work),
    now: parts.now,
    idleMs: parts.idleMs,
    onFailure: (cause, job) =>
      parts.log.error(
        { err: cause, job },
        'an order of a station could not be placed and will be tried again',
      ),
  });
}

async function placeStationOrder(
  parts: OfficeParts,
  { payload }: Performed<StationOrderWork>,
): Promise<string> {
  const taken = await readTaken(parts.pool, payload.opId);
  const { body } = taken;
  // Those of a company whose settings were taken back to before its first quota.
  await ensureStationChannels(parts.pool, body.currency);
  const isPaidInCash = body.payment === 'cash';
  if (isPaidInCash) await ensureCash(parts.pool);
  const [placed] = await takeOrders(parts, [newOrderOf(taken)], {
    keepStock: true,
    isPaidInCash,
    payByLink: body.payment === 'link',
  });
  if (placed?.kind === 'created' || placed?.kind === 'unchanged') return placed.number;
  await giveUp(parts, payload, body, placed);
  return `not placed: ${placed?.kind ?? 'no answer'}`;
}

type Taken = { /** Of the station's clock. */ at: string; body: StationOrder };

async function readTaken(db: Queryable, opId: string): Promise<Taken> {
  const { rows } = await db.query<{ at: Date | string; body: unknown }>(
    'SELECT at, body FROM op WHERE op_id = $1',
    [opId],
  );
  const [row] = rows;
  if (!row) throw new GiveUp(`there is no op ${opId}`);
  return { at: new Date(row.at).toISOString(), body: stationOrderSchema.parse(row.body) };
}

function newOrderOf({ at, body }: Taken): NewOrder {
  const number = stationOrderNumber(body);
  return {
    channelId: channelIdSchema.parse(body.channelId),
    externalId: number,
    number,
    placedAt: at,
    currency: body.currency,
    customer: { customerId: null, name: body.shipTo.name },
    shipTo: body.shipTo,
    priority: 'normal',
    note: body.note,
    lines: orderLinesOf(body),
    charges: [],
    tags: [`pays ${body.payment}`],
  };
}

/** Its goods are anybody's again, and the warehouse that promised them is told. */
async function giveUp(
  { pool, writer, now, newId }: OfficeParts,
  { warehouseId, opId }: StationOrderWork,
  body: StationOrder,
  placed: PlacedOrder | undefined,
): Promise<void> {
  const number = stationOrderNumber(body);
  const streams = [companyStream, ...(await warehousesOf(pool))];
  await writer.submit(streams, async (tx) => {
    const changes = newChangeSet(now().toISOString(), newId);
    // Another order has this number: what is kept under its id may be its own.
    const freed =
      placed?.kind === 'different'
        ? []
        : (
            await tx.client.query<{ warehouseId: WarehouseId; sku: Sku }>(
              `DELETE FROM stock_hold WHERE holder_id = $1 RETURNING stream_id AS "warehouseId", sku`,
              [orderIdOf(body.channelId, number)],
            )
          ).rows;
    for (const each of freed) wake(changes, { kind: 'stock', ...each });
    addTask(
      changes,
      warehouseId,
      {
        kind: 'order-not-placed',
        values: { number, name: body.shipTo.name, reason: whyNotPlaced(placed) },
      },
      { orderId: null, parcelId: null, opId },
    );
    await storeChanges(tx, changes);
  });
}
