// Ids for tests: readable numbers in the shape of a uuid, so a failure shows which one it was.
import {
  type BoxId,
  type CarrierId,
  type ChannelId,
  type LocationId,
  type OpId,
  type OrderId,
  orderIdSchema,
  type ParcelId,
  type PersonId,
  type PurchaseId,
  type ReceivingId,
  type Sku,
  type StationId,
  type TaskId,
  type TourId,
  type TransferId,
  type WarehouseId,
} from './ids';
import type { ReturnId } from './returns/goods-return';

function uuid(family: number, number: number): string {
  const text = `${String(family).padStart(8, '0')}-0000-7000-8000-${String(number).padStart(12, '0')}`;
  return orderIdSchema.parse(text);
}

export const orderIdOf = (number: number): OrderId => uuid(1, number) as OrderId;
export const parcelIdOf = (number: number): ParcelId => uuid(2, number) as ParcelId;
export const opIdOf = (number: number): OpId => uuid(3, number) as OpId;
export const taskIdOf = (number: number): TaskId => uuid(5, number) as TaskId;
export const tourIdOf = (number: number): TourId => uuid(6, number) as TourId;
export const purchaseIdOf = (number: number): PurchaseId => uuid(7, number) as PurchaseId;
export const transferIdOf = (number: number): TransferId => uuid(10, number) as TransferId;
export const receivingIdOf = (number: number): ReceivingId => uuid(8, number) as ReceivingId;
export const returnIdOf = (number: number): ReturnId => uuid(9, number) as ReturnId;
export const stationIdOf = (number: number): StationId => uuid(4, number) as StationId;

export const skuOf = (text: string): Sku => text as Sku;
export const binOf = (text: string): LocationId => text as LocationId;
export const boxIdOf = (text: string): BoxId => text as BoxId;
export const personIdOf = (text: string): PersonId => text as PersonId;
export const warehouseIdOf = (text: string): WarehouseId => text as WarehouseId;
export const channelIdOf = (text: string): ChannelId => text as ChannelId;
export const carrierIdOf = (text: string): CarrierId => text as CarrierId;
