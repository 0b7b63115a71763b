// How each channel is: what came last, what waits, what was put aside, what could not be told; and the queue to a channel
// with every try and its answer.
import type { ChannelHealth, PushesAnswer } from '../../../shared/contract/channels';
import type { Queryable } from '../../db/pool';
import { salesChannels } from './channel-rows';
import { isEntered } from './pull-orders';
import { pushTopics, type PushTools, type PushKind } from './pushes';

type Queue = { topic: string; channel_id: string; waiting: number; failing: number; gave_up: number };

export async function channelHealth({
  pool,
  connectors,
}: Pick<PushTools, 'pool' | 'connectors'>): Promise<ChannelHealth[]> {
  const channels = await salesChannels(pool);
  const inbox = await pool.query<{
    channel_id: string;
    received_at: string | null;
    waiting: number;
    quarantined: number;
  }>(
    `SELECT c.channel_id,
       (SELECT received_at FROM channel_inbox i WHERE i.channel_id = c.channel_id ORDER BY received_at DESC LIMIT 1) AS received_at,
       (SELECT count(*)::int FROM channel_inbox i WHERE i.channel_id = c.channel_id AND i.state = 'waiting') AS waiting,
       (SELECT count(*)::int FROM channel_inbox i WHERE i.channel_id = c.channel_id AND i.state = 'quarantined') AS quarantined
     FROM channel c`,
  );
  const pulls = await pool.query<{ channel_id: string; tried_at: string | null; error: string | null }>(
    'SELECT channel_id, tried_at, error FROM channel_pull',
  );
  const pushed = await pool.query<{ channel_id: string; at: string }>(
    `SELECT c.channel_id, p.at FROM channel c
     CROSS JOIN LATERAL (SELECT at FROM channel_push WHERE channel_id = c.channel_id AND outcome = 'done' ORDER BY at DESC LIMIT 1) p`,
  );
  const queues = await pool.query<Queue>(
    `SELECT topic, payload->>'channelId' AS channel_id,
       count(*) FILTER (WHERE done_at IS NULL AND error IS NULL)::int AS waiting,
       count(*) FILTER (WHERE done_at IS NULL AND error IS NOT NULL)::int AS failing,
       count(*) FILTER (WHERE gave_up_at IS NOT NULL)::int AS gave_up
     FROM outbox WHERE topic = ANY($1::text[]) AND (done_at IS NULL OR gave_up_at IS NOT NULL) GROUP BY 1, 2`,
    [Object.values(pushTopics)],
  );
  const queueOf = (channelId: string, kind: PushKind) => {
    const row = queues.rows.find((each) => each.channel_id === channelId && each.topic === pushTopics[kind]);
    return { waiting: row?.waiting ?? 0, failing: row?.failing ?? 0, gaveUp: row?.gave_up ?? 0 };
  };
  return channels.map((channel): ChannelHealth => {
    const { channelId, name, kind, currency } = channel;
    const received = inbox.rows.find((row) => row.channel_id === channelId);
    const pulled = pulls.rows.find((row) => row.channel_id === channelId);
    return {
      channelId,
      name,
      kind,
      currency,
      canReceive: isEntered({ connectors }, channel, 'receive'),
      canSend: isEntered({ connectors }, channel, 'send'),
      receivedAt: received?.received_at ?? null,
      waiting: received?.waiting ?? 0,
      quarantined: received?.quarantined ?? 0,
      pulledAt: pulled?.tried_at ?? null,
      pullError: pulled?.error ?? null,
      stock: queueOf(channelId, 'stock'),
      shipments: queueOf(channelId, 'shipment'),
      pushedAt: pushed.rows.find((row) => row.channel_id === channelId)?.at ?? null,
    };
  });
}

const shown = 200;

export async function listPushes(db: Queryable, channelId: string): Promise<PushesAnswer> {
  const queue = await db.query<{
    id: string;
    topic: string;
    payload: { sku?: string; subject?: string };
    attempts: number;
    available_at: string;
    error: string | null;
    gave_up_at: string | null;
  }>(
    `SELECT id, topic, payload, attempts, available_at, error, gave_up_at FROM outbox
     WHERE topic = ANY($1::text[]) AND payload->>'channelId' = $2 AND (done_at IS NULL OR gave_up_at IS NOT NULL)
     ORDER BY gave_up_at IS NULL, id LIMIT $3`,
    [Object.values(pushTopics), channelId, shown],
  );
  const log = await db.query<PushesAnswer['log'][number]>(
    `SELECT push_id AS "pushId", kind, subject, detail, outcome, attempt, status, answer, ms, at FROM channel_push
     WHERE channel_id = $1 ORDER BY at DESC, push_id DESC LIMIT $2`,
    [channelId, shown],
  );
  return {
    queue: queue.rows.map((row) => ({
      id: row.id,
      kind: row.topic === pushTopics.stock ? ('stock' as const) : ('shipment' as const),
      subject: row.payload.sku ?? row.payload.subject ?? '',
      state:
        row.gave_up_at !== null
          ? ('gave-up' as const)
          : row.error === null
            ? ('waiting' as const)
            : ('failing' as const),
      attempts: row.attempts,
      nextAt: row.available_at,
      error: row.error,
    })),
    log: log.rows,
  };
}

/** Everything of a channel that waits or was given up is tried at once, with all its tries before it. @returns how much */
export async function retryPushes(db: Queryable, channelId: string, at: string): Promise<number> {
  const { rowCount } = await db.query(
    `UPDATE outbox SET available_at = $3, done_at = NULL, gave_up_at = NULL, attempts = 0
     WHERE topic = ANY($1::text[]) AND payload->>'channelId' = $2 AND (gave_up_at IS NOT NULL OR (done_at IS NULL AND error IS NOT NULL))`,
    [Object.values(pushTopics), channelId, at],
  );
  return rowCount ?? 0;
}
