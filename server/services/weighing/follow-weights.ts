// Weights of sealed boxes, written down as they happen, and what they teach told to the stations.
import type { SealWeight } from '../../../shared/domain/weighing/seal-weight';
import type { Client, Pool } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { type HistoryEvent, startFollower } from '../../jobs/follow-events';
import type { JobLoop } from '../../jobs/job-loop';
import { later, startReaction } from '../../jobs/outbox';
import { learnProduct } from './learn-product';
import { noteWeighed, type WeighedSeal } from './note-weighed';

const topic = 'learn-weight';

type Options = {
  pool: Pool;
  writer: StreamWriter;
  now: () => Date;
  newId: () => string;
  idleMs: number;
  onFailure: (cause: unknown, name: string) => void;
};

export function startWeights(options: Options): JobLoop[] {
  const { pool, now, idleMs, onFailure } = options;
  return [
    startFollower({
      pool,
      name: 'weights',
      types: ['ParcelSealed'],
      react: (client, events) => react(client, events, options),
      idleMs,
      onFailure,
    }),
    startReaction<{ sku: string }>({
      pool,
      topic,
      perform: ({ payload: { sku } }) => learnProduct(options, sku),
      now,
      idleMs,
      atOnce: 4,
      onFailure,
    }),
  ];
}

async function react(
  client: Client,
  events: readonly HistoryEvent[],
  { now, newId }: Options,
): Promise<void> {
  const [first] = events;
  if (!first) return;
  const seals = events.flatMap(({ aggregateId, body, at }): WeighedSeal[] => {
    const weighed = body['weighed'] as SealWeight | undefined;
    return weighed
      ? [{ parcelId: aggregateId, opId: String(body['opId']), at: new Date(at).toISOString(), weighed }]
      : [];
  });
  const skus = await noteWeighed(client, first.streamId, seals);
  const availableAt = now().toISOString();
  await later(
    client,
    skus.map((sku) => ({ topic, key: sku, payload: { sku }, availableAt, coalesce: false })),
    newId,
  );
}
