// Channels as this service works with them: with their policy and with what opens their doors. The secrets go to the
// connector and nowhere else; what lists show is channel-list.ts's business.
import { z } from 'zod';
import { type ChannelPolicy, channelPolicySchema } from '../../../shared/domain/channel/policy';
import { type ChannelId, channelIdSchema } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import type { ChannelAccess, ReadRules } from './channel-connector';

export type SalesChannel = {
  channelId: ChannelId;
  name: string;
  kind: string;
  currency: string;
  policy: ChannelPolicy;
  access: ChannelAccess;
};

const texts = z.record(z.string(), z.string());

export async function salesChannels(db: Queryable, channelIds?: readonly string[]): Promise<SalesChannel[]> {
  const { rows } = await db.query<{
    channel_id: string;
    name: string;
    kind: string;
    currency: string;
    policy: unknown;
    fields: unknown;
    secrets: unknown;
  }>({
    name: 'sales-channels',
    text: `SELECT channel_id, name, kind, currency, policy, fields, secrets FROM channel
           WHERE $1::text[] IS NULL OR channel_id = ANY($1::text[]) ORDER BY channel_id`,
    values: [channelIds ?? null],
  });
  return rows.map((row) => ({
    channelId: channelIdSchema.parse(row.channel_id),
    name: row.name,
    kind: row.kind,
    currency: row.currency,
    policy: channelPolicySchema.parse(row.policy),
    access: {
      channelId: row.channel_id,
      currency: row.currency,
      fields: texts.parse(row.fields),
      secrets: texts.parse(row.secrets),
    },
  }));
}

export async function salesChannel(db: Queryable, channelId: string): Promise<SalesChannel | null> {
  return (await salesChannels(db, [channelId]))[0] ?? null;
}

export function readRulesOf({ currency, policy }: Pick<SalesChannel, 'currency' | 'policy'>): ReadRules {
  return { currency, mostLines: policy.mostLines, takeWhen: policy.takeWhen };
}
