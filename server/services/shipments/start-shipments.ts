// The work that goes on about shipments: a follower of parcels and labels, and reactions that talk to carriers.
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { BoughtLabel } from '../../../shared/domain/shipment/shipment';
import type { Client } from '../../db/pool';
import { type HistoryEvent, startFollower } from '../../jobs/follow-events';
import type { JobLoop } from '../../jobs/job-loop';
import { later, type LaterWork, startReaction } from '../../jobs/outbox';
import { isAnyBoughtAtRelease } from '../carriers/connections';
import { readRecord } from '../records/read-records';
import { buyLabel } from './buy-labels';
import { offerCarrierLabel, offerTopic } from './carrier-labels';
import { askWhereItIs, trackTopic } from './follow-tracking';
import { type ParcelNews, parcelNews, takeParcelNews } from './plan-shipments';
import { countTransit } from './promise';
import { loadParcel } from './shipment-facts';
import { shipmentMachine } from './shipment-machine';
import type { ShipmentTools } from './shipment-tools';
import { voidLabel } from './void-labels';

const newsTopic = 'parcel-news';
export const buyTopic = 'buy-label';
const voidTopic = 'void-label';

/** How long after it left a parcel is first asked about. */
const firstAskMs = 3_600_000;

const shipmentNews = [
  'ShipmentPlanned',
  'ShipmentReplanned',
  'LabelBought',
  'VoidRequested',
  'ShipmentHandedOver',
  'ShipmentDelivered',
];

/** Each parcel has its news, and most of it needs nothing but a look. */
const newsAtOnce = 16;

type Options = ShipmentTools & {
  idleMs: number;
  onFailure: (cause: unknown, name: string) => void;
};

export function startShipments(options: Options): JobLoop[] {
  const { pool, now, idleMs, onFailure } = options;
  const reaction = <Payload extends object>(
    topic: string,
    perform: (key: string, payload: Payload) => Promise<string>,
    atOnce = 4,
  ): JobLoop =>
    startReaction<Payload>({
      pool,
      topic,
      perform: ({ key, payload }) => perform(key, payload),
      now,
      idleMs,
      atOnce,
      onFailure,
    });
  return [
    startFollower({
      pool,
      name: 'shipments',
      types: [...parcelNews, ...shipmentNews],
      react: (client, events) => react(client, events, options),
      idleMs,
      onFailure,
    }),
    reaction<ParcelNews>(newsTopic, (parcelId, news) => takeParcelNews(options, parcelId, news), newsAtOnce),
    reaction(buyTopic, (parcelId) => buyLabel(options, parcelId)),
    reaction(voidTopic, (parcelId) => voidLabel(options, parcelId)),
    reaction(offerTopic, (parcelId) => offerCarrierLabel(options, parcelId)),
    reaction(trackTopic, (parcelId) => askWhereItIs(options, parcelId)),
  ];
}

async function react(
  client: Client,
  events: readonly HistoryEvent[],
  { now, newId }: Pick<Options, 'now' | 'newId'>,
): Promise<void> {
  const works: LaterWork[] = [];
  const soon = now().toISOString();
  // Every order has such news, and to most companies it says nothing: their labels are bought when a box is packed.
  const isEarly = ({ type }: HistoryEvent): boolean => type === 'ParcelReleased' || type === 'ParcelLeased';
  const areEarlyWanted = events.some(isEarly) && (await isAnyBoughtAtRelease(client));
  for (const event of events) {
    const { aggregate, aggregateId, type, at } = event;
    if (isEarly(event) && !areEarlyWanted) continue;
    const about = { key: aggregateId, payload: { type, at: new Date(at).toISOString() }, availableAt: soon };
    if (aggregate === 'parcel') works.push({ topic: newsTopic, ...about });
    else if (aggregate !== shipmentMachine.kind) continue;
    else if (type === 'ShipmentPlanned' || type === 'ShipmentReplanned')
      works.push({ topic: buyTopic, ...about, coalesce: true });
    else if (type === 'LabelBought') {
      // Numbers that benches give themselves are on labels of our own.
      if ((event.body['label'] as BoughtLabel).source === 'carrier')
        works.push({ topic: offerTopic, ...about });
    } else if (type === 'VoidRequested')
      works.push({ topic: voidTopic, ...about }, { topic: offerTopic, ...about });
    else if (type === 'ShipmentHandedOver') {
      const availableAt = new Date(Date.parse(at) + firstAskMs).toISOString();
      works.push({ topic: trackTopic, ...about, availableAt });
    } else if (type === 'ShipmentDelivered') await countDelivery(client, aggregateId);
  }
  await later(client, works, newId);
}

async function countDelivery(client: Client, parcelId: string): Promise<void> {
  const [shipment, parcel] = await Promise.all([
    readRecord(client, shipmentMachine, parcelId),
    loadParcel(client, parcelId),
  ]);
  if (shipment && parcel) await countTransit(client, shipment, parcel.shipTo satisfies Parcel['shipTo']);
}
