// Asks channels for what they may not have told: shops give up on an address that was away too long. What is found goes
// into the inbox like anything they send; how far it was asked for is kept with it, so nothing is asked for twice or missed.
import type { Sender } from './channel-connector';
import { salesChannels, type SalesChannel } from './channel-rows';
import { ChannelFailure } from './channel-http';
import { putDeliveries } from './inbox';
import type { PushTools } from './pushes';

/** How often each channel is asked. */
const everyMs = 5 * 60_000;
/** What a shop wrote down late, by a clock that is not ours. */
const overlapMs = 2 * 60_000;
const mostPages = 200;

/** @param only a channel that is asked at once, whenever it was asked last */
export async function pullOrders(tools: PushTools, only?: string): Promise<void> {
  for (const channel of await salesChannels(tools.pool, only === undefined ? undefined : [only])) {
    const { pull } = tools.connectors.get(channel.kind)?.send ?? {};
    if (!pull || !isEntered(tools, channel)) continue;
    if (only === undefined && !(await isDue(tools, channel.channelId))) continue;
    try {
      await pullChannel(tools, channel, pull);
    } catch (cause) {
      if (!(cause instanceof ChannelFailure)) throw cause;
      await note(tools, channel.channelId, cause.message);
      tools.log.warn(
        { channelId: channel.channelId, reason: cause.message },
        'a channel could not be asked for its orders',
      );
    }
  }
}

/** Everything that sending needs. */
export function isEntered(
  { connectors }: Pick<PushTools, 'connectors'>,
  { kind, access }: SalesChannel,
  way: 'receive' | 'send' = 'send',
): boolean {
  const connector = connectors.get(kind);
  if (!connector || (way === 'send' && !connector.send)) return false;
  return connector.fields.every(
    ({ name, kind: of, neededTo }) =>
      !neededTo.includes(way) || Boolean((of === 'secret' ? access.secrets : access.fields)[name]),
  );
}

async function isDue({ pool, now }: PushTools, channelId: string): Promise<boolean> {
  const { rows } = await pool.query<{ tried_at: string | null }>(
    'SELECT tried_at FROM channel_pull WHERE channel_id = $1',
    [channelId],
  );
  const triedAt = rows[0]?.tried_at;
  return !triedAt || now().getTime() - Date.parse(triedAt) >= everyMs;
}

async function pullChannel(
  tools: PushTools,
  { channelId, access }: SalesChannel,
  pull: NonNullable<Sender['pull']>,
): Promise<void> {
  const { pool, now, http } = tools;
  // A channel that was set up just now is asked from now on: what was before is somebody else's to send.
  await pool.query(
    'INSERT INTO channel_pull (channel_id, changed_at) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [channelId, now().toISOString()],
  );
  const { rows } = await pool.query<{ changed_at: string }>(
    'SELECT changed_at FROM channel_pull WHERE channel_id = $1',
    [channelId],
  );
  let newest = rows[0]?.changed_at ?? now().toISOString();
  const since = new Date(Date.parse(newest) - overlapMs).toISOString();
  let at: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const { orders, next } = await pull(access, http, since, at);
    const deliveries = orders.map(({ externalId, changedAt, body }) => ({
      channelId,
      deliveryId: `pulled ${externalId} ${changedAt}`.slice(0, 190),
      source: 'pulled' as const,
      topic: 'pulled',
      body: Buffer.from(body),
    }));
    await putDeliveries(pool, deliveries, now().toISOString());
    for (const { changedAt } of orders)
      if (changedAt > newest && !Number.isNaN(Date.parse(changedAt))) newest = changedAt;
    // Orders come by the time of their change: what is behind the newest of a page is in the inbox.
    await pool.query('UPDATE channel_pull SET changed_at = greatest(changed_at, $2) WHERE channel_id = $1', [
      channelId,
      newest,
    ]);
    at = next;
    if (at === null) break;
  }
  await note(tools, channelId, null);
}

async function note({ pool, now }: PushTools, channelId: string, error: string | null): Promise<void> {
  await pool.query(
    `UPDATE channel_pull SET tried_at = $2, error = $3, failed_at = CASE WHEN $3::text IS NULL THEN failed_at ELSE $2 END WHERE channel_id = $1`,
    [channelId, now().toISOString(), error?.slice(0, 500) ?? null],
  );
}
