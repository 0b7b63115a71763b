// Gives a label back to its carrier: asked until the carrier has said yes, or no for good.
import { companyStream } from '../../../shared/domain/ids';
import { TryLater } from '../../jobs/outbox';
import { CarrierFailure } from '../carriers/carrier-strategy';
import { openCarrier } from '../carriers/connections';
import { readRecord } from '../records/read-records';
import { tellRecord } from '../records/tell-record';
import { shipmentMachine } from './shipment-machine';
import { headOfficeDid, raiseOnce, type ShipmentTools, tellShipment } from './shipment-tools';

export async function voidLabel(tools: ShipmentTools, parcelId: string): Promise<string> {
  const shipment = await readRecord(tools.pool, shipmentMachine, parcelId);
  const label = shipment?.label;
  if (!label || shipment.state !== 'void-requested') return 'nothing to give back';
  const { reference } = label;
  const open = await openCarrier(tools.pool, tools.carriers, shipment.carrierId);
  try {
    if (label.source === 'carrier') await open?.strategy.giveBack(label);
    await tellShipment(tools, parcelId, { type: 'RecordVoid', reference });
    return `void ${label.trackingNumber}`;
  } catch (cause) {
    if (!(cause instanceof CarrierFailure)) throw cause;
    if (cause.kind === 'busy') throw new TryLater(`${cause.code}: ${cause.message}`, cause.pauseMs ?? 30_000);
    if (cause.kind !== 'refused') throw cause;
    const { code, message } = cause;
    await tools.writer.submit([companyStream, shipment.warehouseId], async (tx) => {
      const command = {
        type: 'RefuseVoid',
        reference,
        code: code.slice(0, 60),
        message: message.slice(0, 500),
      } as const;
      const told = await tellRecord(tx, shipmentMachine, parcelId, command, headOfficeDid(tools));
      if (told.ok && told.events.length > 0)
        await raiseOnce(tx, tools, shipment, 'void-refused', {
          number: shipment.orderNumber,
          carrier: shipment.carrierName,
          tracking: label.trackingNumber,
        });
    });
    return `not taken back: ${code}`;
  }
}
