// The label of a box as head office keeps it: one record a parcel, its id the parcel's.
import { decideShipment } from '../../../shared/domain/shipment/decide';
import { evolveShipment } from '../../../shared/domain/shipment/evolve';
import {
  type Shipment,
  type ShipmentCommand,
  type ShipmentEvent,
  shipmentSchema,
} from '../../../shared/domain/shipment/shipment';
import type { Machine } from '../records/machine';

export const shipmentMachine: Machine<Shipment, ShipmentCommand, ShipmentEvent> = {
  kind: 'shipment',
  schema: shipmentSchema,
  decide: decideShipment,
  evolve: evolveShipment,
  about: (shipment) => ({
    state: shipment.state,
    orderId: shipment.orderId,
    keys: [
      `number:${shipment.orderNumber}`,
      `carrier:${shipment.carrierId}`,
      ...[...shipment.spent, ...(shipment.label ? [shipment.label] : [])].flatMap((label) => [
        trackingKey(label.trackingNumber),
        providerKey(shipment.carrierId, label.providerId),
      ]),
      ...(shipment.handedOverAt
        ? [dayKey(shipment.warehouseId, shipment.carrierId, shipment.handedOverAt)]
        : []),
    ],
    dueAt: null,
  }),
};

export const trackingKey = (trackingNumber: string): string => `tracking:${trackingNumber}`;
export const providerKey = (carrierId: string, providerId: string): string =>
  `provider:${carrierId}:${providerId}`;
const dayKey = (warehouseId: string, carrierId: string, at: string): string =>
  `left:${warehouseId}:${carrierId}:${at.slice(0, 10)}`;
