// The work that goes on about waybills: a follower of boxes and waybills, and reactions that draft, transmit and tell.
import { type HistoryEvent, startFollower } from '../../jobs/follow-events';
import type { JobLoop } from '../../jobs/job-loop';
import { later, type LaterWork, startReaction } from '../../jobs/outbox';
import { gateParcels, takeWaybillNews, tellParcelOfWaybill } from './parcel-waybills';
import { transmitWaybill } from './transmit';
import { waybillMachine, type WaybillTools } from './waybill-machine';
import { gateTopic, isAnyWaybillAsked } from './waybill-rules';

const newsTopic = 'waybill-news';
const sendTopic = 'waybill-send';
const tellTopic = 'waybill-tell';

const ofParcels = ['ParcelSealed', 'ParcelReopened', 'WaybillAsked'];
const toSend = ['WaybillDrafted', 'WaybillTriedAgain'];
const toTell = [
  'WaybillDrafted',
  'WaybillTriedAgain',
  'WaybillTransmitted',
  'WaybillRefused',
  'WaybillVoided',
];

/** An answer may be out for days; it is asked after until it is there. */
const mostAttempts = 1_000_000;

type Options = WaybillTools & { idleMs: number; onFailure: (cause: unknown, name: string) => void };

export function startWaybills(options: Options): JobLoop[] {
  const { pool, now, newId, idleMs, onFailure } = options;
  const reaction = (topic: string, perform: (key: string, attempt: number) => Promise<string>): JobLoop =>
    startReaction({
      pool,
      topic,
      perform: ({ key, attempt }) => perform(key, attempt),
      now,
      idleMs,
      atOnce: 8,
      mostAttempts,
      onFailure,
    });
  return [
    startFollower({
      pool,
      name: 'waybills',
      types: [...new Set([...ofParcels, ...toSend, ...toTell])],
      isWanted: isAnyWaybillAsked,
      react: (client, events) => {
        const soon = now().toISOString();
        return later(
          client,
          events.flatMap((event) => worksOf(event, soon)),
          newId,
        );
      },
      idleMs,
      onFailure,
    }),
    reaction(gateTopic, (warehouseId) => gateParcels(options, warehouseId)),
    reaction(newsTopic, (parcelId) => takeWaybillNews(options, parcelId)),
    reaction(sendTopic, (waybillId, attempt) => transmitWaybill(options, waybillId, attempt)),
    reaction(tellTopic, (waybillId) => tellParcelOfWaybill(options, waybillId)),
  ];
}

function worksOf({ aggregate, aggregateId: key, type }: HistoryEvent, availableAt: string): LaterWork[] {
  const work = (topic: string, types: readonly string[]): LaterWork[] =>
    types.includes(type) ? [{ topic, key, payload: {}, availableAt }] : [];
  if (aggregate === 'parcel') return work(newsTopic, ofParcels);
  if (aggregate !== waybillMachine.kind) return [];
  return [...work(sendTopic, toSend), ...work(tellTopic, toTell)];
}
