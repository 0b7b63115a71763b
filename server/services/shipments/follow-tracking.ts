// News of parcels on their way, told by carriers or asked of them. Late, repeated and disordered news are the same news
// (shared/domain/shipment/tracking); news of parcels that nobody here sent are let pass.
import { companyStream } from '../../../shared/domain/ids';
import type { Shipment } from '../../../shared/domain/shipment/shipment';
import type { TrackingEvent } from '../../../shared/domain/shipment/tracking';
import { wallTime } from '../../../shared/domain/shipping/work-calendar';
import { later, TryLater } from '../../jobs/outbox';
import { CarrierFailure, type CarrierNews } from '../carriers/carrier-strategy';
import { openCarrier } from '../carriers/connections';
import { findRecords, readRecord } from '../records/read-records';
import { tellRecord } from '../records/tell-record';
import { loadCalendars } from './promise';
import { providerKey, shipmentMachine, trackingKey } from './shipment-machine';
import { headOfficeDid, type ShipmentTools, tellShipment } from './shipment-tools';

/** How long after its news a parcel is asked about again; webhooks are quicker. */
const askAgainMs = 3 * 3_600_000;
/** Nobody asks about a parcel for longer. */
const followedForMs = 60 * 86_400_000;

/** @returns parcels that the news are about */
export async function takeCarrierNews(
  tools: ShipmentTools,
  carrierId: string,
  news: CarrierNews,
): Promise<number> {
  let known = 0;
  for (const { trackingNumber, providerId, events } of news) {
    const keys = [...(providerId ? [providerKey(carrierId, providerId)] : []), trackingKey(trackingNumber)];
    for (const key of keys) {
      const found = (await findRecords(tools.pool, shipmentMachine, key)).filter(
        ({ doc }) => doc.carrierId === carrierId && doc.label?.trackingNumber === trackingNumber,
      );
      const [newest] = found.slice(-1);
      if (!newest) continue;
      await tellShipment(tools, newest.recordId, { type: 'RecordTracking', events });
      known += 1;
      break;
    }
  }
  return known;
}

/** Asks the carrier once, says when a parcel is late, and asks for the next time. */
export async function askWhereItIs(tools: ShipmentTools, parcelId: string): Promise<string> {
  const shipment = await readRecord(tools.pool, shipmentMachine, parcelId);
  if (!shipment?.label || shipment.state !== 'bought' || !shipment.handedOverAt) return 'nothing to follow';
  const open = await openCarrier(tools.pool, tools.carriers, shipment.carrierId);
  if (!open?.strategy.tells || shipment.label.source !== 'carrier') return 'this carrier tells nothing';
  const nowMs = tools.now().getTime();
  if (nowMs - Date.parse(shipment.handedOverAt) > followedForMs) return 'followed long enough';
  const events = await asked(() => open.strategy.track(shipment.label as NonNullable<Shipment['label']>));
  const { destination } = await loadCalendars(
    tools.pool,
    shipment.warehouseId,
    shipment.carrierId,
    shipment.countryCode,
  );
  const { day } = wallTime(destination, nowMs);
  const after = await tools.writer.submit([companyStream], async (tx) => {
    const cause = headOfficeDid(tools);
    const told = await tellRecord(tx, shipmentMachine, parcelId, { type: 'RecordTracking', events }, cause);
    await tellRecord(tx, shipmentMachine, parcelId, { type: 'NoteDay', day }, cause);
    const isOver = told.ok && told.state.state !== 'bought';
    const availableAt = new Date(nowMs + askAgainMs).toISOString();
    if (!isOver)
      await later(tx.client, [{ topic: trackTopic, key: parcelId, payload: {}, availableAt }], tools.newId);
    return told.ok ? told.state.tracking.status : 'unknown';
  });
  return after;
}

export const trackTopic = 'ask-where-parcel-is';

async function asked(track: () => Promise<TrackingEvent[]>): Promise<TrackingEvent[]> {
  try {
    return await track();
  } catch (cause) {
    if (cause instanceof CarrierFailure && cause.kind === 'busy')
      throw new TryLater(cause.message, cause.pauseMs ?? 60_000);
    // A label the carrier no longer knows says nothing new.
    if (cause instanceof CarrierFailure && cause.kind === 'refused') return [];
    throw cause;
  }
}
