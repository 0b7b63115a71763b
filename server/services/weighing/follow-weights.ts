// Weights of sealed boxes, written down as they happen, and what they teach told to the stations.
import type { UsedPadding } from '../../../shared/domain/packing/box';
import type { SealWeight } from '../../../shared/domain/weighing/seal-weight';
import type { Client } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { type LearnerTools, soon, startLearner, telling } from '../../jobs/follow-and-tell';
import type { HistoryEvent } from '../../jobs/follow-events';
import type { JobLoop } from '../../jobs/job-loop';
import type { LaterWork } from '../../jobs/outbox';
import { learnProduct } from './learn-product';
import { learnWarehouse, productTopic } from './learn-warehouse';
import { notePacked, noteWeighed, type WeighedSeal } from './note-weighed';

const packingTopic = 'learn-packing';
/** Boxes are sealed all day: what they teach together is worked out once in so long. */
const packingAfterMs = 15_000;

type Options = LearnerTools & { writer: StreamWriter };

export function startWeights(options: Options): JobLoop[] {
  return startLearner(options, {
    name: 'weights',
    types: ['ParcelSealed'],
    note: (client, streamId, events) => note(client, streamId, events, options),
    tellings: [
      telling(productTopic, ({ sku }: { sku: string }) => learnProduct(options, sku)),
      telling(packingTopic, ({ warehouseId }: { warehouseId: string }) =>
        learnWarehouse(options, warehouseId),
      ),
    ],
  });
}

async function note(
  client: Client,
  streamId: string,
  events: readonly HistoryEvent[],
  { now }: Options,
): Promise<LaterWork[]> {
  const seals = events.flatMap(({ aggregateId, body, at }): WeighedSeal[] => {
    const weighed = body['weighed'] as SealWeight | undefined;
    const padding = (body['padding'] as UsedPadding | undefined) ?? null;
    const opId = String(body['opId']);
    return weighed ? [{ parcelId: aggregateId, opId, at: new Date(at).toISOString(), weighed, padding }] : [];
  });
  const skus = await noteWeighed(client, streamId, seals);
  const isPacked = await notePacked(client, streamId, seals);
  const payload = { warehouseId: streamId };
  return [
    ...skus.map((sku) => ({ topic: productTopic, key: sku, payload: { sku }, ...soon(now, 0) })),
    ...(isPacked ? [{ topic: packingTopic, key: streamId, payload, ...soon(now, packingAfterMs) }] : []),
  ];
}
