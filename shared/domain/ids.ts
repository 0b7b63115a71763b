// Names for things. An id is a string with a brand, so an order cannot be passed where a parcel is meant.
// Ids are made by callers (uuid v7) or come from data; nothing here makes one.
import { z } from 'zod';

export const orderIdSchema = z.uuid().brand<'OrderId'>();
export type OrderId = z.infer<typeof orderIdSchema>;

export const parcelIdSchema = z.uuid().brand<'ParcelId'>();
export type ParcelId = z.infer<typeof parcelIdSchema>;

export const opIdSchema = z.uuid().brand<'OpId'>();
export type OpId = z.infer<typeof opIdSchema>;

/** One walk of one picker through the warehouse. */
export const tourIdSchema = z.uuid().brand<'TourId'>();
export type TourId = z.infer<typeof tourIdSchema>;

/** One order to a supplier. */
export const purchaseIdSchema = z.uuid().brand<'PurchaseId'>();
export type PurchaseId = z.infer<typeof purchaseIdSchema>;
export const transferIdSchema = z.uuid().brand<'TransferId'>();
export type TransferId = z.infer<typeof transferIdSchema>;

/** One time that goods are taken in at a station. */
export const receivingIdSchema = z.uuid().brand<'ReceivingId'>();
export type ReceivingId = z.infer<typeof receivingIdSchema>;

/** One quota given to one station. */
export const grantIdSchema = z.uuid().brand<'GrantId'>();
export type GrantId = z.infer<typeof grantIdSchema>;

export const taskIdSchema = z.uuid().brand<'TaskId'>();
export type TaskId = z.infer<typeof taskIdSchema>;

export const stationIdSchema = z.uuid().brand<'StationId'>();
export type StationId = z.infer<typeof stationIdSchema>;

/** A stream is one warehouse or the company; see docs/architecture.md. */
export const streamIdSchema = z.string().min(1).max(40).brand<'StreamId'>();
export type StreamId = z.infer<typeof streamIdSchema>;

/** A warehouse's id is also the id of its stream. */
export const warehouseIdSchema = streamIdSchema;
export type WarehouseId = StreamId;

/** Stock keeping unit: compared byte for byte, never re-cased (Turkish i). */
export const skuSchema = z.string().min(1).max(64).brand<'Sku'>();
export type Sku = z.infer<typeof skuSchema>;

export const locationIdSchema = z.string().min(1).max(64).brand<'LocationId'>();
export type LocationId = z.infer<typeof locationIdSchema>;

export const channelIdSchema = z.string().min(1).max(40).brand<'ChannelId'>();
export type ChannelId = z.infer<typeof channelIdSchema>;

export const personIdSchema = z.string().min(1).max(40).brand<'PersonId'>();
export type PersonId = z.infer<typeof personIdSchema>;

export const boxIdSchema = z.string().min(1).max(40).brand<'BoxId'>();
export type BoxId = z.infer<typeof boxIdSchema>;

export const carrierIdSchema = z.string().min(1).max(40).brand<'CarrierId'>();
export type CarrierId = z.infer<typeof carrierIdSchema>;

export const companyStream = streamIdSchema.parse('company');
