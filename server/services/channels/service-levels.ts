// What was agreed for orders of each channel about how quickly and by whom they go. Channels without an agreement have none.
import { channelPolicySchema } from '../../../shared/domain/channel/policy';
import type { ServiceLevel } from '../../../shared/domain/channel/service-level';
import type { Queryable } from '../../db/pool';

export async function loadServiceLevels(db: Queryable): Promise<ReadonlyMap<string, ServiceLevel>> {
  const { rows } = await db.query<{ channel_id: string; policy: unknown }>({
    name: 'service-levels',
    text: `SELECT channel_id, policy FROM channel
           WHERE policy ? 'services' OR policy->>'deliveryDays' IS NOT NULL OR policy->>'handOverHours' IS NOT NULL`,
  });
  return new Map(rows.map((row) => [row.channel_id, channelPolicySchema.parse(row.policy)]));
}
