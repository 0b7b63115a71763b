// Pickup lists: one open list a warehouse, carrier and day; filled anew whenever it is looked at, until it is closed.
import { v5 as uuidV5 } from 'uuid';
import { companyStream } from '../../../shared/domain/ids';
import {
  decideManifest,
  evolveManifest,
  type Manifest,
  type ManifestCommand,
  type ManifestEvent,
  type ManifestParcel,
  manifestSchema,
} from '../../../shared/domain/manifest/manifest';
import type { Refusal } from '../../../shared/domain/decision';
import type { Shipment } from '../../../shared/domain/shipment/shipment';
import { wallTime } from '../../../shared/domain/shipping/work-calendar';
import type { ParcelWaybill } from '../../../shared/domain/waybill/parcel-waybill';
import type { Queryable } from '../../db/pool';
import { CarrierFailure } from '../carriers/carrier-strategy';
import { openCarrier } from '../carriers/connections';
import type { Machine } from '../records/machine';
import { findRecords, readRecord } from '../records/read-records';
import { tellRecord } from '../records/tell-record';
import { loadCalendars } from './promise';
import { headOfficeDid, type ShipmentTools } from './shipment-tools';

export const manifestMachine: Machine<Manifest, ManifestCommand, ManifestEvent> = {
  kind: 'manifest',
  schema: manifestSchema,
  decide: decideManifest,
  evolve: evolveManifest,
  about: (manifest) => ({
    state: manifest.state,
    orderId: null,
    keys: [dayKey(manifest), ...manifest.parcels.map(({ parcelId }) => `parcel:${parcelId}`)],
    dueAt: null,
  }),
};

type Head = Pick<Manifest, 'warehouseId' | 'carrierId' | 'day'>;
const dayKey = ({ warehouseId, carrierId, day }: Head): string => `day:${warehouseId}:${carrierId}:${day}`;

/** Lists of one day have ids of their own that anybody makes the same: asked twice at once, it is one list. */
const manifestIds = '6f0d1c1e-6d0f-5c0a-9d55-3f1a3e1b7c24';

export type ManifestAnswer = { manifestId: string; manifest: Manifest } | { refusal: Refusal };

/** The open list of the day, filled; a new one when the last is closed. Null for a carrier that is not there. */
export async function openManifest(tools: ShipmentTools, head: Head): Promise<ManifestAnswer | null> {
  const open = await openCarrier(tools.pool, tools.carriers, head.carrierId);
  if (!open) return null;
  return tools.writer.submit([companyStream], async (tx) => {
    const known = await findRecords(tx.client, manifestMachine, dayKey(head));
    const current = known.find(({ doc }) => doc.state === 'open');
    const count = current ? known.indexOf(current) + 1 : known.length + 1;
    const number = `${head.warehouseId}-${head.carrierId}-${head.day}-${count}`;
    const manifestId = current?.recordId ?? uuidV5(number, manifestIds);
    const cause = headOfficeDid(tools);
    const opened = {
      type: 'OpenManifest',
      head: { ...head, number, carrierName: open.carrier.name },
    } as const;
    await tellRecord(tx, manifestMachine, manifestId, opened, cause);
    const parcels = await parcelsOf(tx.client, head);
    const told = await tellRecord(tx, manifestMachine, manifestId, { type: 'ListParcels', parcels }, cause);
    return told.ok ? { manifestId, manifest: told.state } : { refusal: told.refusal };
  });
}

/** Filled once more, handed to the carrier where it wants one, and closed. */
export async function closeManifest(
  tools: ShipmentTools,
  manifestId: string,
  by: string,
): Promise<ManifestAnswer | null> {
  const before = await readRecord(tools.pool, manifestMachine, manifestId);
  if (!before) return null;
  if (before.state === 'open') await openManifest(tools, before);
  const manifest = await readRecord(tools.pool, manifestMachine, manifestId);
  const carrierUrl = manifest?.state === 'open' ? await carrierForm(tools, manifest) : null;
  return tools.writer.submit([companyStream], async (tx) => {
    const at = tools.now().toISOString();
    const command = { type: 'CloseManifest', at, by, carrierUrl } as const;
    const told = await tellRecord(tx, manifestMachine, manifestId, command, headOfficeDid(tools, by));
    return told.ok ? { manifestId, manifest: told.state } : { refusal: told.refusal };
  });
}

/** The driver's list is closed also when the carrier's own form cannot be had. */
async function carrierForm(tools: ShipmentTools, { carrierId, parcels }: Manifest): Promise<string | null> {
  const open = await openCarrier(tools.pool, tools.carriers, carrierId);
  const scanned = parcels.filter(({ handedOverAt }) => handedOverAt !== null);
  if (!open?.strategy.sells || scanned.length === 0 || scanned.length < parcels.length) return null;
  const { rows } = await tools.pool.query<{ id: string }>(
    `SELECT doc->'label'->>'providerId' AS id FROM record WHERE stream_id = $1 AND kind = 'shipment' AND record_id = ANY($2::uuid[])
       AND doc->'label'->>'source' = 'carrier' ORDER BY 1`,
    [companyStream, parcels.map(({ parcelId }) => parcelId)],
  );
  if (rows.length === 0) return null;
  try {
    return (await open.strategy.manifest(rows.map(({ id }) => ({ providerId: id }))))?.url ?? null;
  } catch (cause) {
    if (cause instanceof CarrierFailure) return null;
    throw cause;
  }
}

/** Bought labels of the carrier: those that left on that day, and those of sealed boxes that stand there; on no closed list. */
async function parcelsOf(db: Queryable, { warehouseId, carrierId, day }: Head): Promise<ManifestParcel[]> {
  const { warehouse } = await loadCalendars(db, warehouseId, carrierId, '');
  const { rows } = await db.query<{ doc: Shipment; weight: number | null; waybill: ParcelWaybill | null }>({
    name: 'manifest-shipments',
    text: `SELECT r.doc, (p.doc->>'weightGrams')::int AS weight, p.doc->'waybill' AS waybill FROM record r JOIN parcel p ON p.parcel_id = r.record_id
           WHERE r.stream_id = $1 AND r.kind = 'shipment' AND r.keys @> ARRAY['carrier:' || $3] AND r.doc->>'warehouseId' = $2
             AND r.doc->'label' <> 'null' AND p.state IN ('sealed', 'labelled', 'handed-over')
             AND (r.doc->>'handedOverAt' IS NULL OR (r.doc->>'handedOverAt')::timestamptz BETWEEN $4::date - 1 AND $4::date + 2)
             AND NOT EXISTS (SELECT 1 FROM record m WHERE m.stream_id = $1 AND m.kind = 'manifest' AND m.state = 'closed'
               AND m.keys @> ARRAY['parcel:' || r.record_id])
           ORDER BY r.doc->>'orderNumber', (r.doc->>'boxNumber')::int, r.record_id LIMIT 5000`,
    values: [companyStream, warehouseId, carrierId, day],
  });
  return rows.flatMap(({ doc, weight, waybill }): ManifestParcel[] => {
    const { handedOverAt, label } = doc;
    if (!label || (handedOverAt && wallTime(warehouse, Date.parse(handedOverAt)).day !== day)) return [];
    return [
      {
        parcelId: doc.parcelId,
        orderNumber: doc.orderNumber,
        boxNumber: doc.boxNumber,
        trackingNumber: label.trackingNumber,
        weightGrams: weight ?? doc.boxed.weightGrams,
        countryCode: doc.countryCode,
        serviceName: doc.serviceName,
        handedOverAt,
        ...(waybill ? { waybill: { state: waybill.state, number: waybill.number } } : {}),
      },
    ];
  });
}
