// One request to a channel, written down with its answer whatever it was. A failure becomes what the outbox understands:
// again soon, again at the channel's time, or a person has to look.
import type { pushKinds } from '../../../shared/contract/channels';
import type { OfficeParts } from '../../head-office';
import type { Queryable } from '../../db/pool';
import { GiveUp, type LaterWork, TryLater } from '../../jobs/outbox';
import { ChannelFailure, type ChannelHttp } from './channel-http';
import type { Connectors } from './connectors';

export type PushTools = Pick<OfficeParts, 'pool' | 'writer' | 'log' | 'now' | 'newId'> & {
  connectors: Connectors;
  http: ChannelHttp;
};
export type PushKind = (typeof pushKinds)[number];

export const pushTopics: Readonly<Record<PushKind, string>> = {
  stock: 'channel-stock',
  shipment: 'channel-shipment',
};

export type StockWork = { channelId: string; sku: string };
export type ShipmentWork = { channelId: string; parcelId: string; subject: string };

export function stockWork({ channelId, sku }: StockWork): LaterWork {
  return { topic: pushTopics.stock, key: `${channelId} ${sku}`, payload: { channelId, sku }, coalesce: true };
}

type Asked = { channelId: string; kind: PushKind; subject: string; detail: string; attempt: number };

/** @throws TryLater, GiveUp, or ChannelFailure to be tried again */
export async function recorded<T>(
  { pool, now, newId }: PushTools,
  asked: Asked,
  act: () => Promise<T>,
  answerOf: (value: T) => string,
): Promise<T> {
  const startedMs = performance.now();
  const write = (
    outcome: 'done' | 'failed' | 'refused',
    status: number | null,
    answer: string,
  ): Promise<unknown> =>
    writePush(pool, asked, {
      pushId: newId(),
      outcome,
      status,
      answer: answer.slice(0, 500),
      ms: Math.round(performance.now() - startedMs),
      at: now().toISOString(),
    });
  try {
    const value = await act();
    await write('done', null, answerOf(value));
    return value;
  } catch (cause) {
    if (!(cause instanceof ChannelFailure)) throw cause;
    await write(cause.again === 'never' ? 'refused' : 'failed', cause.status, cause.message);
    if (cause.again === 'wait') throw new TryLater(cause.message, Math.max(1_000, cause.pauseMs));
    if (cause.again === 'never') throw new GiveUp(cause.message);
    throw cause;
  }
}

type Written = {
  pushId: string;
  outcome: string;
  status: number | null;
  answer: string;
  ms: number;
  at: string;
};

async function writePush(db: Queryable, asked: Asked, written: Written): Promise<void> {
  await db.query({
    name: 'channel-push',
    text: `INSERT INTO channel_push (push_id, channel_id, kind, subject, detail, outcome, attempt, status, answer, ms, at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      written.pushId,
      asked.channelId,
      asked.kind,
      asked.subject,
      asked.detail,
      written.outcome,
      asked.attempt,
      written.status,
      // PostgreSQL keeps no NUL.
      written.answer.replaceAll('\u0000', '\ufffd'),
      written.ms,
      written.at,
    ],
  });
}
