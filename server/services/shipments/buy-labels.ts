// Buys the label of a box, once, whatever crashes: the state says that it is being bought before anybody is asked, the name
// of what is bought is written down before it is bought, and both are looked at first when it is tried again.
import { companyStream } from '../../../shared/domain/ids';
import { referenceOf } from '../../../shared/domain/shipment/questions';
import type { Shipment } from '../../../shared/domain/shipment/shipment';
import { GiveUp, TryLater } from '../../jobs/outbox';
import { CarrierFailure, type PurchaseAsked } from '../carriers/carrier-strategy';
import type { Money } from '../../../shared/money/money';
import { openCarrier } from '../carriers/connections';
import { cashForLabel } from '../payments/cash-of-parcels';
import { readRecord } from '../records/read-records';
import { tellRecord } from '../records/tell-record';
import { loadCustoms, loadParcel, loadWarehouse } from './shipment-facts';
import { shipmentMachine } from './shipment-machine';
import { headOfficeDid, raiseOnce, type ShipmentTools, tellShipment } from './shipment-tools';

/** @returns what became of it, in a few words. @throws TryLater, GiveUp, or whatever shall be tried again */
export async function buyLabel(tools: ShipmentTools, parcelId: string): Promise<string> {
  const [shipment, parcel] = await Promise.all([
    readRecord(tools.pool, shipmentMachine, parcelId),
    loadParcel(tools.pool, parcelId),
  ]);
  if (!shipment || !parcel) return 'no such shipment';
  const open = await openCarrier(tools.pool, tools.carriers, shipment.carrierId);
  if (!open?.strategy.sells) return 'this carrier sells no labels';
  const from = await loadWarehouse(tools.pool, parcel.warehouseId);
  if (!from) throw new GiveUp(`warehouse ${parcel.warehouseId} has no address`);
  const customs = await loadCustoms(tools.pool, parcel, from.address, open.carrier);

  const begun = await start(tools, parcelId, customs.missing);
  if (typeof begun === 'string') return begun;
  const { shipment: started, cod } = begun;
  const asked: PurchaseAsked = {
    from: from.address,
    to: parcel.shipTo,
    weightGrams: started.boxed.weightGrams,
    size: started.boxed.size,
    cod,
    customs: customs.declaration,
    reference: referenceOf(started),
    serviceId: started.serviceId,
  };
  try {
    const draftId =
      started.draftId ?? (await prepared(tools, parcelId, asked, await open.strategy.prepare(asked)));
    if (draftId === null) return 'overtaken';
    const purchase = await open.strategy.buy(draftId, asked);
    const label = {
      ...purchase,
      reference: asked.reference,
      source: 'carrier',
      boughtAt: tools.now().toISOString(),
    } as const;
    await tellShipment(tools, parcelId, { type: 'RecordLabel', label });
    return `bought ${purchase.trackingNumber}`;
  } catch (cause) {
    if (!(cause instanceof CarrierFailure)) throw cause;
    if (cause.kind === 'busy') throw new TryLater(`${cause.code}: ${cause.message}`, cause.pauseMs ?? 30_000);
    if (cause.kind !== 'refused') throw cause;
    return failed(tools, started, cause);
  }
}

/** The shipment as it is being bought with what it collects, or why it is not. */
async function start(
  tools: ShipmentTools,
  parcelId: string,
  customsMissing: readonly string[],
): Promise<{ shipment: Shipment; cod: Money | null } | string> {
  const parcel = await loadParcel(tools.pool, parcelId);
  if (!parcel) return 'no such parcel';
  // The parcel's fence is read behind its warehouse's counter: nobody moves it until this is written.
  return tools.writer.submit([companyStream, parcel.warehouseId], async (tx) => {
    const now = await loadParcel(tx.client, parcelId);
    const command = { type: 'StartPurchase', parcelFence: now?.fence ?? -1, customsMissing } as const;
    const told = await tellRecord(tx, shipmentMachine, parcelId, command, headOfficeDid(tools));
    if (!told.ok) {
      if (told.refusal.code === 'customs-missing')
        await raiseOnce(tx, tools, parcel, 'customs-missing', {
          number: parcel.orderNumber,
          what: customsMissing.join(', '),
        });
      return told.refusal.code;
    }
    if (told.state.state !== 'buying') return 'bought already';
    // What the label collects stands from here on, however often it is tried.
    const cash = await cashForLabel(tx, parcel.orderId, parcel.parcelId);
    return { shipment: told.state, cod: cash && cash.amountMinor > 0 ? cash : null };
  });
}

/** What is bought is what was written down first, whoever prepared it. */
async function prepared(
  tools: ShipmentTools,
  parcelId: string,
  { reference }: PurchaseAsked,
  draftId: string,
): Promise<string | null> {
  const told = await tellShipment(tools, parcelId, { type: 'RecordDraft', reference, draftId });
  return told.ok && told.state.state === 'buying' ? told.state.draftId : null;
}

async function failed(
  tools: ShipmentTools,
  shipment: Shipment,
  { code, message }: CarrierFailure,
): Promise<string> {
  const { parcelId, warehouseId, orderNumber, carrierName } = shipment;
  await tools.writer.submit([companyStream, warehouseId], async (tx) => {
    const reference = referenceOf(shipment);
    const command = {
      type: 'RecordFailure',
      reference,
      code: code.slice(0, 60),
      message: message.slice(0, 500),
    } as const;
    const told = await tellRecord(tx, shipmentMachine, parcelId, command, headOfficeDid(tools));
    if (told.ok && told.state.state === 'failed')
      await raiseOnce(tx, tools, shipment, 'label-refused', {
        number: orderNumber,
        carrier: carrierName,
        reason: message.slice(0, 200) || code,
      });
  });
  return `refused: ${code}`;
}
