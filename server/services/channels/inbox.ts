// What channels sent, as it came, before anything is made of it: one row a delivery, kept under the channel's own id of
// it. A row is there before the channel hears that it was taken; the same delivery again is the same row.
// Must never lose a delivery or take another content under a known id for the one it has.
import type { ToldSource } from '../../../shared/domain/channel/told-order';
import type { ToldProblem } from '../../../shared/domain/channel/told-problems';
import type { Queryable } from '../../db/pool';
import { hashOfText } from '../sync/op-content';
import { storableJson } from '../changes/json-rows';

export type InboxDelivery = {
  channelId: string;
  deliveryId: string;
  source: ToldSource;
  topic: string;
  body: Buffer;
};

export type InboxState = 'waiting' | 'taken' | 'unchanged' | 'quarantined' | 'superseded' | 'dropped';

/** @returns how many were new; other content under a known id is kept beside it, to be looked at */
export async function putDeliveries(
  db: Queryable,
  deliveries: readonly InboxDelivery[],
  at: string,
): Promise<number> {
  if (deliveries.length === 0) return 0;
  const rows = deliveries.map((each) => ({ ...each, hash: hashOfText(each.body.toString('base64')) }));
  const insert = async (ids: readonly string[], list: typeof rows): Promise<Set<string>> => {
    const stored = await db.query<{ delivery_id: string }>({
      name: 'inbox-put',
      text: `INSERT INTO channel_inbox (channel_id, delivery_id, source, topic, body, body_hash, received_at, available_at, state)
             SELECT c, d, s, t, b, h, $7, $7, 'waiting'
             FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::text[]) AS r (c, d, s, t, b, h)
             ON CONFLICT DO NOTHING RETURNING delivery_id`,
      values: [
        list.map(({ channelId }) => channelId),
        ids,
        list.map(({ source }) => source),
        list.map(({ topic }) => topic),
        list.map(({ body }) => body),
        list.map(({ hash }) => hash),
        at,
      ],
    });
    return new Set(stored.rows.map((row) => row.delivery_id));
  };
  const fresh = await insert(
    rows.map(({ deliveryId }) => deliveryId),
    rows,
  );
  const known = rows.filter(({ deliveryId }) => !fresh.has(deliveryId));
  if (known.length === 0) return fresh.size;
  const { rows: kept } = await db.query<{ channel_id: string; delivery_id: string; body_hash: string }>(
    `SELECT i.channel_id, i.delivery_id, i.body_hash FROM channel_inbox i
     JOIN unnest($1::text[], $2::text[]) AS r (c, d) ON r.c = i.channel_id AND r.d = i.delivery_id`,
    [known.map(({ channelId }) => channelId), known.map(({ deliveryId }) => deliveryId)],
  );
  const hashes = new Map(kept.map((row) => [`${row.channel_id}\n${row.delivery_id}`, row.body_hash]));
  const other = known.filter((each) => hashes.get(`${each.channelId}\n${each.deliveryId}`) !== each.hash);
  const beside = await insert(
    other.map(({ deliveryId, hash }) => `${deliveryId} ${hash}`),
    other,
  );
  return fresh.size + beside.size;
}

export type WaitingDelivery = InboxDelivery & { attempts: number; receivedAt: string };

/** Takes them for this transaction; another process works on others. */
export async function takeWaiting(db: Queryable, at: string, limit: number): Promise<WaitingDelivery[]> {
  const { rows } = await db.query<WaitingDelivery>({
    name: 'inbox-take',
    text: `SELECT channel_id AS "channelId", delivery_id AS "deliveryId", source, topic, body, attempts, received_at AS "receivedAt"
           FROM channel_inbox WHERE state = 'waiting' AND available_at <= $1
           ORDER BY available_at, channel_id, delivery_id LIMIT $2 FOR UPDATE SKIP LOCKED`,
    values: [at, limit],
  });
  return rows;
}

export type DeliveryEnd = {
  channelId: string;
  deliveryId: string;
  state: InboxState;
  externalId: string | null;
  number: string | null;
  orderId: string | null;
  problems: readonly ToldProblem[];
};

export async function endDeliveries(db: Queryable, ends: readonly DeliveryEnd[], at: string): Promise<void> {
  if (ends.length === 0) return;
  await db.query({
    name: 'inbox-end',
    text: `UPDATE channel_inbox i SET state = r.state, external_id = r."externalId", number = r.number, order_id = r."orderId",
             problems = r.problems, attempts = attempts + 1, done_at = CASE WHEN r.state = 'quarantined' THEN NULL ELSE $2::timestamptz END
           FROM jsonb_to_recordset($1::jsonb) AS r ("channelId" text, "deliveryId" text, state text, "externalId" text, number text, "orderId" uuid, problems jsonb)
           WHERE i.channel_id = r."channelId" AND i.delivery_id = r."deliveryId"`,
    values: [storableJson(ends), at],
  });
  // A newer picture of an order that was taken makes the older ones that nobody could take worth nothing.
  const taken = ends.filter((end) => end.state === 'taken' && end.externalId !== null);
  if (taken.length === 0) return;
  await db.query({
    name: 'inbox-supersede',
    text: `UPDATE channel_inbox i SET state = 'superseded', done_at = $3
           FROM unnest($1::text[], $2::text[]) AS r (c, e)
           WHERE i.state = 'quarantined' AND i.channel_id = r.c AND i.external_id = r.e`,
    values: [taken.map((end) => end.channelId), taken.map((end) => end.externalId), at],
  });
}

/** Tried again later; the reason is kept to be seen. */
export async function putOff(
  db: Queryable,
  { channelId, deliveryId }: Pick<WaitingDelivery, 'channelId' | 'deliveryId'>,
  until: string,
  problems: readonly ToldProblem[],
): Promise<void> {
  await db.query(
    `UPDATE channel_inbox SET attempts = attempts + 1, available_at = $3, problems = $4 WHERE channel_id = $1 AND delivery_id = $2`,
    [channelId, deliveryId, until, storableJson(problems)],
  );
}
