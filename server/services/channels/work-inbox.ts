// Works the inbox off: reads each delivery, follows it, and says what became of it, in one transaction. A delivery that
// breaks something is tried alone, later, and in the end put aside; it never stops the ones behind it.
import { liveUnits } from '../../../shared/domain/channel/told-order';
import { problem, type ToldProblem } from '../../../shared/domain/channel/told-problems';
import { companyStream, type WarehouseId } from '../../../shared/domain/ids';
import type { OfficeParts } from '../../head-office';
import type { StreamTx } from '../../db/stream-writer';
import { pauseAfter } from '../../jobs/outbox';
import { warehousesOf } from '../allocation/allocate-orders';
import { orderCarts } from '../carts/order-cart';
import { beginPayment } from '../orders/begin-payment';
import { newChangeSet } from '../changes/change-set';
import { storeChanges } from '../changes/store';
import { type Applied, type ApplyContext, applyTold } from './apply-told';
import type { ConnectorReading } from './channel-connector';
import { readRulesOf, type SalesChannel, salesChannels } from './channel-rows';
import type { Connectors } from './connectors';
import { type DeliveryEnd, endDeliveries, putOff, takeWaiting, type WaitingDelivery } from './inbox';
import { forgetBodies, withoutErased } from './erased-orders';
import { loadMemories, memoryKey, storeMemories } from './memory';

export type InboxTools = Pick<OfficeParts, 'pool' | 'writer' | 'log' | 'now' | 'newId'> & {
  connectors: Connectors;
};

const atOnce = 50;
const mostTries = 6;

/** @returns whether there may be more */
export async function workInbox(tools: InboxTools): Promise<boolean> {
  const at = tools.now().toISOString();
  const waiting = await tools.pool.query(
    `SELECT 1 FROM channel_inbox WHERE state = 'waiting' AND available_at <= $1 LIMIT 1`,
    [at],
  );
  if (waiting.rows.length === 0) return false;
  const warehouseIds = await warehousesOf(tools.pool);
  const streams = [companyStream, ...warehouseIds];
  try {
    return await tools.writer.submit(streams, async (tx) => {
      const deliveries = await takeWaiting(tx.client, at, atOnce);
      await followDeliveries(tools, tx, warehouseIds, deliveries);
      return deliveries.length === atOnce;
    });
  } catch (cause) {
    tools.log.error(
      { err: cause },
      'deliveries of channels could not be followed together; each is tried alone',
    );
    return await followAlone(tools, streams, warehouseIds, at);
  }
}

async function followAlone(
  tools: InboxTools,
  streams: readonly string[],
  warehouseIds: readonly WarehouseId[],
  at: string,
): Promise<boolean> {
  const { rows } = await tools.pool.query<{ delivery_id: string; channel_id: string; attempts: number }>(
    `SELECT channel_id, delivery_id, attempts FROM channel_inbox WHERE state = 'waiting' AND available_at <= $1
     ORDER BY available_at, channel_id, delivery_id LIMIT $2`,
    [at, atOnce],
  );
  for (const { channel_id: channelId, delivery_id: deliveryId, attempts } of rows) {
    try {
      await tools.writer.submit(streams, async (tx) => {
        const one = await takeWaiting(tx.client, at, atOnce);
        const mine = one.filter((each) => each.channelId === channelId && each.deliveryId === deliveryId);
        await followDeliveries(tools, tx, warehouseIds, mine);
      });
    } catch (cause) {
      tools.log.error({ err: cause, channelId, deliveryId }, 'a delivery of a channel met a fault');
      const fault = [
        problem('', 'fault', {
          detail: (cause instanceof Error ? cause.message : String(cause)).slice(0, 200),
        }),
      ];
      await endOrPutOff(tools, { channelId, deliveryId, attempts }, fault);
    }
  }
  return rows.length === atOnce;
}

async function endOrPutOff(
  { pool, now }: InboxTools,
  delivery: Pick<WaitingDelivery, 'channelId' | 'deliveryId' | 'attempts'>,
  problems: ToldProblem[],
): Promise<void> {
  const { channelId, deliveryId, attempts } = delivery;
  if (attempts + 1 < mostTries) {
    const until = new Date(now().getTime() + 4 * pauseAfter(attempts + 1)).toISOString();
    await putOff(pool, delivery, until, problems);
    return;
  }
  const end = {
    channelId,
    deliveryId,
    state: 'quarantined' as const,
    externalId: null,
    number: null,
    orderId: null,
    problems,
  };
  await endDeliveries(pool, [end], now().toISOString());
}

type Read = { delivery: WaitingDelivery; channel: SalesChannel; reading: ConnectorReading };

/** Inside a unit of work that names every stream. */
export async function followDeliveries(
  tools: Pick<InboxTools, 'connectors' | 'now' | 'newId'>,
  tx: StreamTx,
  warehouseIds: readonly WarehouseId[],
  deliveries: readonly WaitingDelivery[],
): Promise<Map<string, Applied>> {
  const at = tools.now().toISOString();
  const answers = new Map<string, Applied>();
  if (deliveries.length === 0) return answers;
  const channels = new Map(
    (await salesChannels(tx.client, [...new Set(deliveries.map(({ channelId }) => channelId))])).map(
      (channel) => [channel.channelId as string, channel],
    ),
  );
  const read = deliveries.map((delivery): Read => {
    const channel = channels.get(delivery.channelId);
    if (!channel) throw new Error(`channel ${delivery.channelId} is gone`);
    return { delivery, channel, reading: readDelivery(tools.connectors, channel, delivery) };
  });
  const orders = read.flatMap(({ channel, reading }) =>
    reading.ok
      ? [
          {
            channelId: channel.channelId,
            externalId: 'gone' in reading ? reading.gone : reading.told.externalId,
          },
        ]
      : [],
  );
  const context: ApplyContext = {
    db: tx.client,
    changes: newChangeSet(at, tools.newId),
    memories: await loadMemories(tx.client, orders),
    touched: new Set(),
    ofErased: [],
    warehouseIds,
    cartsOrdered: [],
    toPay: [],
  };
  const ends: DeliveryEnd[] = [];
  for (const each of read) {
    const end = await follow(context, each, answers);
    if (end) ends.push(end);
    else await waitForOrder(tx, each.delivery, at);
  }
  await orderCarts(tx, context.changes, context.cartsOrdered);
  await storeChanges(tx, context.changes);
  for (const { orderId, payment } of context.toPay)
    await beginPayment(tx, tools.newId, context.changes, orderId, payment);
  await storeMemories(tx.client, context.memories, context.touched);
  await endDeliveries(tx.client, ends, at);
  await forgetBodies(tx.client, context.ofErased);
  return answers;
}

function readDelivery(
  connectors: Connectors,
  channel: SalesChannel,
  { source, body, topic }: WaitingDelivery,
): ConnectorReading {
  // A file is read by our own mapper, in the form of our own protocol.
  const kind = source === 'file' || source === 'api' ? 'signed-api' : channel.kind;
  const connector = connectors.get(kind);
  if (!connector)
    return { ok: false, problems: [problem('', 'fault', { detail: `no connector for ${kind}` })] };
  return connector.read(body.toString('utf8'), topic, readRulesOf(channel));
}

/** @returns null when it has to wait for the order it is about */
async function follow(
  context: ApplyContext,
  { delivery, channel, reading }: Read,
  answers: Map<string, Applied>,
): Promise<DeliveryEnd | null> {
  const { channelId, deliveryId, source } = delivery;
  const end: DeliveryEnd = {
    channelId,
    deliveryId,
    state: 'quarantined',
    externalId: null,
    number: null,
    orderId: null,
    problems: [],
  };
  if (!reading.ok) return { ...end, ...orderTold(delivery), problems: reading.problems };
  let told;
  if ('gone' in reading) {
    const memory = context.memories.get(memoryKey(channelId, reading.gone));
    if (!memory)
      return delivery.attempts + 1 < mostTries
        ? null
        : { ...end, state: 'unchanged', externalId: reading.gone };
    const changedAt =
      delivery.receivedAt > memory.told.changedAt ? delivery.receivedAt : memory.told.changedAt;
    const isWanted = memory.told.lines.some((line) => liveUnits(memory.told, line) > 0);
    told = { ...memory.told, changedAt, state: isWanted ? ('cancelled' as const) : memory.told.state };
  } else told = reading.told;
  const erased = withoutErased(context.memories.get(memoryKey(channelId, told.externalId)), told);
  if (erased) context.ofErased.push({ channelId, deliveryId });
  told = erased ?? told;
  const applied = await applyTold(context, channel, told, source);
  answers.set(deliveryId, applied);
  const known = { ...end, externalId: told.externalId, number: told.number, orderId: applied.orderId };
  if (applied.as === 'refused') return { ...known, orderId: null, problems: applied.problems };
  if (applied.as === 'differs')
    return { ...known, problems: [problem('externalId', 'content-differs', { number: told.number })] };
  return { ...known, state: applied.as === 'unchanged' || applied.as === 'older' ? 'unchanged' : 'taken' };
}

async function waitForOrder(tx: StreamTx, delivery: WaitingDelivery, at: string): Promise<void> {
  const until = new Date(Date.parse(at) + 30 * pauseAfter(delivery.attempts + 1)).toISOString();
  await putOff(tx.client, delivery, until, []);
}

/** Which order a delivery is about that could not be read, as far as it can be seen. */
function orderTold({ body }: WaitingDelivery): Pick<DeliveryEnd, 'externalId' | 'number'> {
  try {
    const { id, externalId, name, number } = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
    const told = externalId ?? id;
    const named = name ?? number;
    const isText = (value: unknown): value is string | number =>
      typeof value === 'string' || typeof value === 'number';
    return {
      externalId: isText(told) ? String(told).slice(0, 80) : null,
      number: isText(named) ? String(named).slice(0, 40) : null,
    };
  } catch {
    return { externalId: null, number: null };
  }
}
