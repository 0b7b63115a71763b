// Shipments as the office lists them.
import type { z } from 'zod';
import type {
  ShipmentRow,
  shipmentDetailSchema,
  shipmentsQuerySchema,
  shipmentsResponseSchema,
} from '../../../shared/contract/shipments';
import { mayBeVoid } from '../../../shared/domain/shipment/questions';
import type { Shipment } from '../../../shared/domain/shipment/shipment';
import type { Page } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { findRecords, listRecords, readRecord, type RecordRow } from '../records/read-records';
import { shipmentMachine, trackingKey } from './shipment-machine';
import { trackingKeyOf, trackingPath } from './tracking-link';

export async function listShipments(
  db: Queryable,
  { text, ...asked }: z.infer<typeof shipmentsQuerySchema>,
  now: Date,
): Promise<z.infer<typeof shipmentsResponseSchema>> {
  const key = await trackingKeyOf(db);
  const wanted = text?.trim() ?? '';
  const page =
    wanted === '' ? await listRecords(db, shipmentMachine, asked) : await found(db, wanted, asked.state);
  return {
    rows: page.rows.slice(0, asked.limit).map(({ doc }) => rowOf(doc, key, now)),
    total: page.total,
    cursor: page.cursor,
  };
}

export async function shipmentDetail(
  db: Queryable,
  parcelId: string,
  now: Date,
): Promise<z.infer<typeof shipmentDetailSchema> | null> {
  const shipment = await readRecord(db, shipmentMachine, parcelId);
  if (!shipment) return null;
  const row = rowOf(shipment, await trackingKeyOf(db), now);
  return { ...row, events: shipment.tracking.events, spent: shipment.spent };
}

async function found(
  db: Queryable,
  text: string,
  state: string | undefined,
): Promise<Page<RecordRow<Shipment>>> {
  const lists = await Promise.all(
    [`number:${text}`, trackingKey(text.toUpperCase())].map((key) => findRecords(db, shipmentMachine, key)),
  );
  const byId = new Map(lists.flat().map((row) => [row.recordId, row]));
  const rows = [...byId.values()].filter(({ doc }) => state === undefined || doc.state === state);
  return { rows, total: rows.length, isTotalLeast: false, cursor: null };
}

function rowOf(shipment: Shipment, key: string, now: Date): ShipmentRow {
  const { label, tracking, trouble } = shipment;
  return {
    parcelId: shipment.parcelId,
    orderId: shipment.orderId,
    orderNumber: shipment.orderNumber,
    boxNumber: shipment.boxNumber,
    warehouseId: shipment.warehouseId,
    carrierId: shipment.carrierId,
    carrierName: shipment.carrierName,
    serviceName: shipment.serviceName,
    countryCode: shipment.countryCode,
    state: shipment.state,
    tracking: tracking.status,
    trackingNumber: label?.trackingNumber ?? null,
    trackingUrl: label?.trackingUrl ?? null,
    labelUrl: label?.labelUrl ?? null,
    pagePath: trackingPath(key, shipment.parcelId),
    amountMinor: label?.amountMinor ?? null,
    currency: label?.currency ?? null,
    voidUntil: label?.voidUntil ?? null,
    mayBeVoid: mayBeVoid(shipment, now.toISOString()),
    trouble: trouble ? `${trouble.code}: ${trouble.message}`.slice(0, 600) : null,
    promisedFor: shipment.promisedFor,
    eta: shipment.eta,
    isLate: shipment.isLate,
    outcome: shipment.outcome,
    handedOverAt: shipment.handedOverAt,
  };
}
