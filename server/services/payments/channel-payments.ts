// By whom orders of a channel are paid: which providers they may name, and the one that takes those that name none. When an
// order goes on by its money is set with the order's flow.
import type { z } from 'zod';
import type { channelPaymentRowSchema } from '../../../shared/contract/money';
import { channelPaymentSchema } from '../../../shared/domain/payment/channel-payment';
import type { Queryable } from '../../db/pool';

type ChannelPaymentRow = z.infer<typeof channelPaymentRowSchema>;

export async function listChannelPayments(db: Queryable): Promise<ChannelPaymentRow[]> {
  const { rows } = await db.query<{ channel_id: string; name: string; payment: unknown }>(
    `SELECT channel_id, name, settings -> 'payment' AS payment FROM channel ORDER BY name, channel_id`,
  );
  return rows.map(({ channel_id: channelId, name, payment }) => ({
    channelId,
    name,
    ...channelPaymentSchema.parse(payment ?? {}),
  }));
}

/** @returns what is not there: a provider by its name, or `channel`; null when it was kept */
export async function saveChannelPayment(
  db: Queryable,
  channelId: string,
  wanted: Pick<ChannelPaymentRow, 'providers' | 'usual'>,
): Promise<{ unknown: 'channel' } | { unknown: 'provider'; providerId: string } | null> {
  const named = [...new Set([...wanted.providers, ...(wanted.usual === null ? [] : [wanted.usual])])];
  const known = await db.query<{ provider_id: string }>(
    'SELECT provider_id FROM payment_provider WHERE provider_id = ANY($1::text[])',
    [named],
  );
  const missing = named.find((each) => !known.rows.some(({ provider_id }) => provider_id === each));
  if (missing !== undefined) return { unknown: 'provider', providerId: missing };
  const { rowCount } = await db.query(
    `UPDATE channel SET settings = settings || jsonb_build_object('payment',
       coalesce(settings -> 'payment', '{}'::jsonb) || jsonb_build_object('providers', $2::jsonb, 'usual', $3::text))
     WHERE channel_id = $1`,
    [channelId, JSON.stringify(named), wanted.usual],
  );
  return rowCount === 0 ? { unknown: 'channel' } : null;
}
