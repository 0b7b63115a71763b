// What happens to a box becomes what its label needs: planned when the box is known, void when it is not wanted, followed
// when it has left. Called again with the same news it changes nothing.
import { companyStream } from '../../../shared/domain/ids';
import type { Box } from '../../../shared/domain/packing/box';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Boxed, ShipmentPlan } from '../../../shared/domain/shipment/shipment';
import { plannedBox } from '../../../shared/domain/shipping/planned-box';
import { destinationOf, tariffQuotes } from '../../../shared/domain/shipping/tariff';
import { trackingUrlOf } from '../../../shared/domain/shipping/tracking-url';
import type { Size } from '../../../shared/units/measure';
import type { Queryable } from '../../db/pool';
import { type OpenCarrier, openCarrier } from '../carriers/connections';
import { cashForLabel } from '../payments/cash-of-parcels';
import { readRecord } from '../records/read-records';
import { promiseOf } from './promise';
import { loadBoxes, loadParcel } from './shipment-facts';
import { shipmentMachine } from './shipment-machine';
import { type ShipmentTools, tellShipment } from './shipment-tools';

export const parcelNews = [
  'ParcelReleased',
  // Under another fence than it was planned: a purchase that comes behind the lease would find the old one.
  'ParcelLeased',
  'BoxChosen',
  'ParcelSealed',
  'ParcelHandedOver',
  'ParcelCancelled',
] as const;
export type ParcelNews = { type: (typeof parcelNews)[number]; at: string };

/** @returns what was done, in a few words */
export async function takeParcelNews(
  tools: ShipmentTools,
  parcelId: string,
  { type, at }: ParcelNews,
): Promise<string> {
  const parcel = await loadParcel(tools.pool, parcelId);
  if (!parcel) return 'no such parcel';
  const open = await openCarrier(tools.pool, tools.carriers, parcel.shipping.carrierId);
  if (!open) return `no carrier ${parcel.shipping.carrierId}`;
  switch (type) {
    case 'ParcelReleased':
    case 'ParcelLeased':
    case 'BoxChosen':
    case 'ParcelSealed': {
      const boxed = await boxedFor(tools.pool, parcel, open, type);
      return boxed ? plan(tools, parcel, open, boxed) : 'nothing to plan yet';
    }
    case 'ParcelHandedOver': {
      const eta = await promiseFor(tools.pool, parcel, open, Date.parse(at), 0);
      const told = await tellShipment(tools, parcelId, { type: 'RecordHandOver', at, eta });
      return told.ok ? 'left' : told.refusal.code;
    }
    case 'ParcelCancelled': {
      if (!(await readRecord(tools.pool, shipmentMachine, parcelId))) return 'never planned';
      const told = await tellShipment(tools, parcelId, {
        type: 'RequestVoid',
        reason: 'parcel-cancelled',
        at,
      });
      return told.ok ? 'called off' : told.refusal.code;
    }
    default:
      return type satisfies never;
  }
}

/** Null while it is too early for this carrier, or the box is no longer what the news said. */
async function boxedFor(
  db: Queryable,
  parcel: Parcel,
  { buyAt, strategy }: OpenCarrier,
  type: ParcelNews['type'],
): Promise<Boxed | null> {
  if (parcel.state === 'sealed' || parcel.state === 'labelled' || parcel.state === 'handed-over') {
    if (parcel.weightGrams === null) return null;
    return {
      boxId: parcel.boxId,
      weightGrams: parcel.weightGrams,
      size: outerOf(await loadBoxes(db), parcel.boxId),
    };
  }
  // Ahead of packing only where a label can be given back, and never for a pack that may be the second of its order.
  if (!strategy.sells || parcel.provisional) return null;
  const boxes = await loadBoxes(db);
  const items = parcel.lines.map((line) => ({
    ...line,
    quantity: line.expected - line.missing - line.damaged - line.cancelled,
  }));
  const netGrams = items.reduce((sum, { unitWeightGrams, quantity }) => sum + unitWeightGrams * quantity, 0);
  if (type === 'BoxChosen' && buyAt !== 'sealed' && parcel.state === 'packing')
    return withBox(
      boxes.find(({ boxId }) => boxId === parcel.boxId),
      netGrams,
    );
  if (
    (type !== 'ParcelReleased' && type !== 'ParcelLeased') ||
    buyAt !== 'released' ||
    (parcel.state !== 'released' && parcel.state !== 'leased')
  )
    return null;
  const { rows } = await db.query<{ sku: string; size: Size }>({
    name: 'product-sizes',
    text: `SELECT sku, doc->'size' AS size FROM product WHERE stream_id = $1 AND sku = ANY($2::text[])`,
    values: [companyStream, items.map(({ sku }) => sku)],
  });
  const sizes = new Map(rows.map((row) => [row.sku, row.size]));
  const packable = items.flatMap(({ sku, unitWeightGrams, quantity }) => {
    const size = sizes.get(sku);
    return size ? [{ size, weightGrams: unitWeightGrams, quantity }] : [];
  });
  return packable.length < items.length ? null : withBox(plannedBox(boxes, packable) ?? undefined, netGrams);
}

function withBox(box: Box | undefined, netGrams: number): Boxed | null {
  return box ? { boxId: box.boxId, weightGrams: netGrams + box.tareGrams, size: box.outer } : null;
}

function outerOf(boxes: readonly Box[], boxId: Parcel['boxId']): Size | null {
  return boxes.find((box) => box.boxId === boxId)?.outer ?? null;
}

/** A box sealed again has another number: the one before is on no box any more. */
async function dropUnusedNumber(tools: ShipmentTools, parcel: Parcel): Promise<void> {
  const shipment = await readRecord(tools.pool, shipmentMachine, parcel.parcelId);
  const label = shipment?.label;
  if (!label || label.source !== 'range' || label.trackingNumber === (parcel.carrierNumber ?? parcel.sscc))
    return;
  const at = tools.now().toISOString();
  await tellShipment(tools, parcel.parcelId, { type: 'RequestVoid', reason: 'sealed-again', at });
  await tellShipment(tools, parcel.parcelId, { type: 'RecordVoid', reference: label.reference });
}

async function plan(tools: ShipmentTools, parcel: Parcel, open: OpenCarrier, boxed: Boxed): Promise<string> {
  const { parcelId, warehouseId, orderId, orderNumber, boxNumber, shipTo, shipping, fence } = parcel;
  if (isSealed(parcel)) await dropUnusedNumber(tools, parcel);
  const wanted: ShipmentPlan = {
    parcelId,
    warehouseId,
    orderId,
    orderNumber,
    boxNumber,
    countryCode: shipTo.countryCode,
    carrierId: shipping.carrierId,
    carrierName: shipping.carrierName,
    serviceId: shipping.serviceId,
    serviceName: shipping.serviceName,
    boxed,
    fence,
    promisedFor: await promiseFor(
      tools.pool,
      parcel,
      open,
      tools.now().getTime(),
      isSealed(parcel) ? 0 : null,
    ),
  };
  const told = await tellShipment(tools, parcelId, { type: 'PlanShipment', plan: wanted });
  if (!told.ok) return told.refusal.code;
  if (open.strategy.sells || open.kind === 'manual' || !isSealed(parcel))
    return told.events.map(({ type }) => type).join(', ') || 'already so';
  return numbered(tools, parcel, open, boxed);
}

/** What the bench printed: the carrier's number out of the station's range, or the parcel's own where the contract has none. */
async function numbered(
  tools: ShipmentTools,
  parcel: Parcel,
  { carrier, settings }: OpenCarrier,
  boxed: Boxed,
): Promise<string> {
  const number = parcel.carrierNumber ?? parcel.sscc;
  if (number === null) return 'no number';
  // What the label collects stands from here on.
  const cash = await tools.writer.submit([companyStream], (tx) =>
    cashForLabel(tx, parcel.orderId, parcel.parcelId),
  );
  const quote = tariffQuotes([carrier], {
    to: destinationOf(parcel.shipTo),
    weightGrams: boxed.weightGrams,
    size: boxed.size,
    codMinor: cash && cash.amountMinor > 0 ? cash.amountMinor : null,
  }).find(({ serviceId }) => serviceId === parcel.shipping.serviceId);
  const told = await tellShipment(tools, parcel.parcelId, {
    type: 'TakeNumber',
    label: {
      reference: parcel.sealedBy ?? parcel.parcelId,
      providerId: parcel.sealedBy ?? parcel.parcelId,
      trackingNumber: number,
      source: 'range',
      amountMinor: quote?.amountMinor ?? parcel.shipping.amountMinor,
      currency: quote?.currency ?? parcel.shipping.currency,
      boughtAt: tools.now().toISOString(),
      voidUntil: null,
      labelUrl: null,
      trackingUrl: trackingUrlOf(settings['trackingUrl'], number),
    },
  });
  return told.ok ? `number ${number}` : told.refusal.code;
}

function isSealed({ state }: Parcel): boolean {
  return state === 'sealed' || state === 'labelled' || state === 'handed-over';
}

async function promiseFor(
  db: Queryable,
  { warehouseId, shipTo, shipping }: Parcel,
  { carrier }: OpenCarrier,
  fromMs: number,
  handlingMinutes: number | null,
): Promise<string | null> {
  const quote = tariffQuotes([carrier], {
    to: destinationOf(shipTo),
    weightGrams: 1,
    size: null,
    codMinor: null,
  }).find(({ serviceId }) => serviceId === shipping.serviceId);
  const service = carrier.services.find(({ serviceId }) => serviceId === shipping.serviceId);
  if (!service) return null;
  const eta = await promiseOf(db, {
    fromMs,
    handlingMinutes,
    warehouseId,
    carrierId: carrier.carrierId,
    serviceId: service.serviceId,
    cutOff: service.cutOff,
    contractDays: quote?.days ?? service.days,
    to: shipTo,
  });
  return eta?.arrives ?? null;
}
