// Weights of sealed boxes, written down as they happen, and what they teach told to the stations.
import type { UsedPadding } from '../../../shared/domain/packing/box';
import type { SealWeight } from '../../../shared/domain/weighing/seal-weight';
import type { Client, Pool } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { type HistoryEvent, startFollower } from '../../jobs/follow-events';
import type { JobLoop } from '../../jobs/job-loop';
import { later, startReaction } from '../../jobs/outbox';
import { learnProduct } from './learn-product';
import { learnWarehouse, productTopic } from './learn-warehouse';
import { notePacked, noteWeighed, type WeighedSeal } from './note-weighed';

const packingTopic = 'learn-packing';
/** Boxes are sealed all day: what they teach together is worked out once in so long. */
const packingAfterMs = 15_000;

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
      topic: productTopic,
      perform: ({ payload: { sku } }) => learnProduct(options, sku),
      now,
      idleMs,
      atOnce: 4,
      onFailure,
    }),
    startReaction<{ warehouseId: string }>({
      pool,
      topic: packingTopic,
      perform: ({ payload: { warehouseId } }) => learnWarehouse(options, warehouseId),
      now,
      idleMs,
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
    const padding = (body['padding'] as UsedPadding | undefined) ?? null;
    const opId = String(body['opId']);
    return weighed ? [{ parcelId: aggregateId, opId, at: new Date(at).toISOString(), weighed, padding }] : [];
  });
  const { streamId } = first;
  const skus = await noteWeighed(client, streamId, seals);
  const isPacked = await notePacked(client, streamId, seals);
  const availableAt = now().toISOString();
  await later(
    client,
    [
      ...skus.map((sku) => ({
        topic: productTopic,
        key: sku,
        payload: { sku },
        availableAt,
        coalesce: false,
      })),
      ...(isPacked
        ? [
            {
              topic: packingTopic,
              key: streamId,
              payload: { warehouseId: streamId },
              availableAt: new Date(now().getTime() + packingAfterMs).toISOString(),
              coalesce: true,
            },
          ]
        : []),
    ],
    newId,
  );
}
