// What a channel goes on telling of an order whose customer was erased: units and states are followed, the person stays away.
import type { ChannelMemory } from '../../../shared/domain/channel/follow-told';
import type { ToldOrder } from '../../../shared/domain/channel/told-order';
import { isErasedName } from '../../../shared/domain/customer/erased';
import type { Queryable } from '../../db/pool';

/** The picture as of nobody; null when its customer was not erased. */
export function withoutErased(memory: ChannelMemory | undefined, told: ToldOrder): ToldOrder | null {
  if (!memory || !isErasedName(memory.told.shipTo.name)) return null;
  const { customer, shipTo } = memory.told;
  return { ...told, customer, shipTo, note: null };
}

export async function forgetBodies(
  db: Queryable,
  deliveries: readonly { channelId: string; deliveryId: string }[],
): Promise<void> {
  if (deliveries.length === 0) return;
  await db.query(
    `UPDATE channel_inbox i SET body = '' FROM unnest($1::text[], $2::text[]) AS r (channel_id, delivery_id)
     WHERE i.channel_id = r.channel_id AND i.delivery_id = r.delivery_id`,
    [deliveries.map(({ channelId }) => channelId), deliveries.map(({ deliveryId }) => deliveryId)],
  );
}
