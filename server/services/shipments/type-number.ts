// The number of a label that came from the carrier's own page or pad, typed or scanned.
import type { Shipment, ShipmentEvent } from '../../../shared/domain/shipment/shipment';
import { referenceOf } from '../../../shared/domain/shipment/questions';
import { trackingUrlOf } from '../../../shared/domain/shipping/tracking-url';
import { openCarrier } from '../carriers/connections';
import { readTypedNumber } from '../carriers/manual/manual-carrier';
import { readRecord } from '../records/read-records';
import type { Told } from '../records/tell-record';
import { shipmentMachine } from './shipment-machine';
import { headOfficeDid, type ShipmentTools, tellShipment } from './shipment-tools';

export async function typeNumber(
  tools: ShipmentTools,
  parcelId: string,
  typed: string,
  by: string,
): Promise<Told<Shipment, ShipmentEvent> | 'not-a-number'> {
  const shipment = await readRecord(tools.pool, shipmentMachine, parcelId);
  if (!shipment) return { ok: false, refusal: { code: 'shipment-unknown', values: {} } };
  const open = await openCarrier(tools.pool, tools.carriers, shipment.carrierId);
  const { numberPattern, trackingUrl } = open?.settings ?? {};
  const number = readTypedNumber(typed, typeof numberPattern === 'string' ? numberPattern : undefined);
  if (number === null) return 'not-a-number';
  const service = open?.carrier.services.find(({ serviceId }) => serviceId === shipment.serviceId);
  const reference = referenceOf(shipment);
  const label = {
    reference,
    providerId: reference,
    trackingNumber: number,
    source: 'typed' as const,
    amountMinor: 0,
    currency: service?.currency ?? 'EUR',
    boughtAt: tools.now().toISOString(),
    voidUntil: null,
    labelUrl: null,
    trackingUrl: trackingUrlOf(trackingUrl, number),
  };
  return tellShipment(tools, parcelId, { type: 'TakeNumber', label }, headOfficeDid(tools, by));
}
