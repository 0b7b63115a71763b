// An order of our own protocol at the door: kept as any delivery is, and followed at once, so that the sender hears what
// became of it. The same request again is answered as it was.
import type { toldOutcomes } from '../../../shared/contract/channels';
import type { ToldProblem } from '../../../shared/domain/channel/told-problems';
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import { warehousesOf } from '../allocation/allocate-orders';
import { orderIdOf } from '../orders/order-id';
import { type InboxDelivery, putDeliveries, type WaitingDelivery } from './inbox';
import { followDeliveries, type InboxTools } from './work-inbox';

export type ReceivedOrder =
  | { ok: true; orderId: OrderId; outcome: (typeof toldOutcomes)[number] }
  | { ok: false; why: 'differs' }
  | { ok: false; why: 'problems'; problems: ToldProblem[] };

export async function receiveOrder(
  tools: InboxTools,
  delivery: InboxDelivery,
  externalId: string,
): Promise<ReceivedOrder> {
  const { channelId, deliveryId } = delivery;
  const warehouseIds = await warehousesOf(tools.pool);
  const orderId = orderIdOf(channelId, externalId);
  return tools.writer.submit([companyStream, ...warehouseIds], async (tx): Promise<ReceivedOrder> => {
    const at = tools.now().toISOString();
    await putDeliveries(tx.client, [delivery], at);
    const { rows } = await tx.client.query<{
      state: string;
      attempts: number;
      receivedAt: string;
      problems: ToldProblem[];
    }>(
      `SELECT state, attempts, received_at AS "receivedAt", problems FROM channel_inbox WHERE channel_id = $1 AND delivery_id = $2 FOR UPDATE`,
      [channelId, deliveryId],
    );
    const [known] = rows;
    if (!known) throw new Error(`delivery ${deliveryId} was not kept`);
    if (known.state !== 'waiting') return answerOf(known, orderId);
    const waiting: WaitingDelivery = { ...delivery, attempts: known.attempts, receivedAt: known.receivedAt };
    const applied = (await followDeliveries(tools, tx, warehouseIds, [waiting])).get(deliveryId);
    if (applied && applied.as !== 'differs' && applied.as !== 'refused')
      return { ok: true, orderId: applied.orderId, outcome: applied.as };
    if (applied?.as === 'differs') return { ok: false, why: 'differs' };
    if (applied) return { ok: false, why: 'problems', problems: applied.problems };
    // It could not be read at all: its problems are with the row.
    const read = await tx.client.query<{ problems: ToldProblem[] }>(
      'SELECT problems FROM channel_inbox WHERE channel_id = $1 AND delivery_id = $2',
      [channelId, deliveryId],
    );
    return { ok: false, why: 'problems', problems: read.rows[0]?.problems ?? [] };
  });
}

function answerOf(
  { state, problems }: { state: string; problems: ToldProblem[] },
  orderId: OrderId,
): ReceivedOrder {
  if (problems.some(({ code }) => code === 'content-differs')) return { ok: false, why: 'differs' };
  if (problems.length > 0) return { ok: false, why: 'problems', problems };
  return { ok: true, orderId, outcome: state === 'taken' ? 'unchanged' : 'older' };
}
