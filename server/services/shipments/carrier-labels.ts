// A bought label on its way to the bench: fetched of the carrier once, read, kept, and offered with the parcel to whoever
// holds it; taken back when it is void. What cannot be printed on our printers is not offered: the office opens it.
import type { KeptLabel } from '../../../shared/label/model';
import { readCarrierZpl } from '../../../shared/label/carrier-label-zpl';
import type { OfferedLabel } from '../../../shared/domain/parcel/parcel';
import type { Shipment } from '../../../shared/domain/shipment/shipment';
import type { Queryable } from '../../db/pool';
import { GiveUp, TryLater } from '../../jobs/outbox';
import { CarrierFailure, type LabelText } from '../carriers/carrier-strategy';
import { openCarrier } from '../carriers/connections';
import { newChangeSet } from '../changes/change-set';
import { loadParcels } from '../changes/load';
import { commandParcel } from '../changes/parcel-changes';
import { storeChanges } from '../changes/store';
import { readRecord } from '../records/read-records';
import { loadParcel } from './shipment-facts';
import { shipmentMachine } from './shipment-machine';
import type { ShipmentTools } from './shipment-tools';

export const offerTopic = 'carrier-label';

/** @returns what was done, in a few words. @throws TryLater, GiveUp, or whatever shall be tried again */
export async function offerCarrierLabel(tools: ShipmentTools, parcelId: string): Promise<string> {
  const shipment = await readRecord(tools.pool, shipmentMachine, parcelId);
  if (!shipment) return 'no such shipment';
  const wanted = offerOf(shipment);
  const kept = wanted && ((await keptLabel(tools.pool, wanted.reference)) ?? (await keep(tools, shipment)));
  if (wanted && !kept) return 'this carrier has no label for a printer';
  const parcel = await loadParcel(tools.pool, parcelId);
  if (!parcel || (!wanted && !parcel.carrierLabel)) return 'nothing to offer';
  return tools.writer.submit([shipment.warehouseId], async (tx) => {
    const changes = newChangeSet(tools.now().toISOString(), tools.newId);
    await loadParcels(tx.client, changes, shipment.warehouseId, [shipment.parcelId]);
    commandParcel(changes, { type: 'OfferCarrierLabel', parcelId: shipment.parcelId, label: wanted });
    await storeChanges(tx, changes);
    return wanted ? `offered ${wanted.trackingNumber}` : 'taken back';
  });
}

/** What the bench may print now; null for nothing. */
function offerOf({ state, label, boxed }: Shipment): OfferedLabel | null {
  if (state !== 'bought' || label?.source !== 'carrier' || label.labelUrl === null) return null;
  const { reference, trackingNumber } = label;
  return { reference, trackingNumber, boxId: boxed.boxId, weightGrams: boxed.weightGrams };
}

async function keep(
  tools: ShipmentTools,
  { label, parcelId, carrierId }: Shipment,
): Promise<KeptLabel | null> {
  const open = await openCarrier(tools.pool, tools.carriers, carrierId);
  const fetchLabel = open?.strategy.fetchLabel;
  if (!label?.labelUrl || !fetchLabel) return null;
  const { dpi, zpl } = await fetched(fetchLabel, label.labelUrl);
  const read = readCarrierZpl(zpl);
  if (!read.ok)
    throw new GiveUp(
      `the label of ${label.trackingNumber} cannot be printed at a bench: ${JSON.stringify(read)}`,
    );
  await tools.pool.query(
    `INSERT INTO carrier_label (reference, parcel_id, dpi, zpl, kept_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [label.reference, parcelId, dpi, zpl, tools.now().toISOString()],
  );
  return { reference: label.reference, dpi, zpl };
}

async function fetched(fetchLabel: (url: string) => Promise<LabelText>, url: string): Promise<LabelText> {
  try {
    return await fetchLabel(url);
  } catch (cause) {
    if (!(cause instanceof CarrierFailure)) throw cause;
    if (cause.kind === 'busy') throw new TryLater(`${cause.code}: ${cause.message}`, cause.pauseMs ?? 30_000);
    if (cause.kind === 'unreachable') throw cause;
    throw new GiveUp(`${cause.code}: ${cause.message}`);
  }
}

export async function keptLabel(db: Queryable, reference: string): Promise<KeptLabel | null> {
  const { rows } = await db.query<KeptLabel>({
    name: 'kept-carrier-label',
    text: 'SELECT reference, dpi, zpl FROM carrier_label WHERE reference = $1',
    values: [reference],
  });
  return rows[0] ?? null;
}
