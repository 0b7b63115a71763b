// Documents of the pull-only collections, as head office sends them and the station stores them.
// `seq` is the place in the stream; nobody edits a pulled document (law 7).
import { z } from 'zod';
import { lookAlikesSchema } from '../domain/catalogue/look-alike';
import { benchRulesSchema } from '../domain/packing/bench-rules';
import { paperRulesSchema } from '../domain/document/paper-rules';
import { boxSiteSchema } from '../domain/boxing/box-site';
import { barcodeSchema, productSchema } from '../domain/catalogue/product';
import {
  channelIdSchema,
  companyStream,
  opIdSchema,
  orderIdSchema,
  parcelIdSchema,
  personIdSchema,
  stationIdSchema,
  taskIdSchema,
  warehouseIdSchema,
} from '../domain/ids';
import type { Order } from '../domain/order/order';
import { isOnHold, openQuantity, orderStatus, orderStatuses } from '../domain/order/status';
import { boxSchema, paddingSchema } from '../domain/packing/box';
import { packingWeightSchema } from '../domain/weighing/packing-weight';
import { type Parcel, parcelSchema } from '../domain/parcel/parcel';
import { benchAccessSchema } from '../domain/people/access';
import { roles } from '../domain/people/roles';
import { type Purchase, purchaseSchema } from '../domain/purchasing/purchase';
import { type Shelf, shelfSchema } from '../domain/putaway/shelf';
import { type Arrival, arrivalSchema, benchReturn } from '../domain/returns/arrival';
import { refusalSchema } from '../domain/refusal';
import { addressSchema } from '../domain/customer/address';
import { carrierSchema } from '../domain/shipping/carrier';
import { stockDocSchema } from '../domain/stock/ledger';
import { taskEndSchema, taskKinds } from '../domain/task/task';
import { tourSchema } from '../domain/tour/tour';
import { type Transfer, transferSchema, type TransferSide, transferSides } from '../domain/transfer/transfer';
import { type Whereabouts, whereaboutsSchema } from '../domain/whereabouts/whereabouts';

const seq = z.int().nonnegative();

/** An order in a row; prices and contacts stay at head office. */
export const orderSummarySchema = z.object({
  orderId: orderIdSchema,
  number: z.string(),
  channelId: channelIdSchema,
  externalId: z.string(),
  status: z.enum(orderStatuses),
  onHold: z.boolean(),
  customerName: z.string(),
  countryCode: z.string(),
  placedAt: z.string(),
  units: z.int(),
  openUnits: z.int(),
  warehouseIds: z.array(warehouseIdSchema),
  seq,
});
export type OrderSummary = z.infer<typeof orderSummarySchema>;

export function summariseOrder(order: Order): OrderSummary {
  return {
    orderId: order.orderId,
    number: order.number,
    channelId: order.channelId,
    externalId: order.externalId,
    status: orderStatus(order),
    onHold: isOnHold(order),
    customerName: order.customer.name,
    countryCode: order.shipTo.countryCode,
    placedAt: order.placedAt,
    units: order.lines.reduce((sum, line) => sum + line.ordered, 0),
    openUnits: order.lines.reduce((sum, line) => sum + openQuantity(line), 0),
    warehouseIds: order.warehouseIds,
    seq: order.seq,
  };
}

/** What a bench may know of an order: whose it is stands on its boxes alone. */
export function benchOrder(order: Order): OrderSummary {
  return { ...summariseOrder(order), customerName: '' };
}

/** What a bench may know of a box: what its label shows. Nobody is called or written to from there. */
export function benchParcel(parcel: Parcel): Parcel {
  const { shipTo } = parcel;
  if (shipTo.phone === null && shipTo.email === null) return parcel;
  return { ...parcel, shipTo: { ...shipTo, phone: null, email: null } };
}

/** For goods that come in, go to another site or are missing: the orders they come with, transfers, what customers send back, the bins they are put into, and where else they are. */
export const inboundEntrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('purchase'), entryId: z.string(), seq, purchase: purchaseSchema }),
  z.object({ kind: z.literal('shelf'), entryId: z.string(), seq, shelf: shelfSchema }),
  z.object({ kind: z.literal('return'), entryId: z.string(), seq, arrival: arrivalSchema }),
  z.object({
    kind: z.literal('transfer'),
    entryId: z.string(),
    seq,
    side: z.enum(transferSides),
    transfer: transferSchema,
  }),
  z.object({ kind: z.literal('whereabouts'), entryId: z.string(), seq, whereabouts: whereaboutsSchema }),
  /** When head office last looked where all of them are. */
  z.object({ kind: z.literal('whereabouts-look'), entryId: z.string(), seq, at: z.iso.datetime() }),
]);
export type InboundEntry = z.infer<typeof inboundEntrySchema>;

/** As the database makes them too (migration 0047). */
export function purchaseEntry(purchase: Purchase): InboundEntry {
  return {
    kind: 'purchase',
    entryId: `purchase ${purchase.purchaseId}`,
    seq: purchase.seq,
    purchase: benchPurchase(purchase),
  };
}

/** As the database makes them too (migration 0086). @param seq of the site's stream */
export function transferEntry(transfer: Transfer, side: TransferSide, at: number): InboundEntry {
  return { kind: 'transfer', entryId: `transfer ${transfer.transferId}`, seq: at, side, transfer };
}

/** As the database makes them too (migration 0091). */
export function whereaboutsEntry(whereabouts: Whereabouts, at: number): InboundEntry {
  return { kind: 'whereabouts', entryId: `whereabouts ${whereabouts.sku}`, seq: at, whereabouts };
}

/** As the database makes them too (migration 0091). */
export function whereaboutsLook(at: string, seqOfLook: number): InboundEntry {
  return { kind: 'whereabouts-look', entryId: 'whereabouts-look', seq: seqOfLook, at };
}

export function shelfEntry(shelf: Shelf): InboundEntry {
  return { kind: 'shelf', entryId: `shelf ${shelf.locationId}`, seq: shelf.seq, shelf };
}

/** As the database makes them too (migration 0052). */
export function returnEntry(arrival: Arrival, at: number): InboundEntry {
  const { found } = arrival;
  return {
    kind: 'return',
    entryId: `return ${found.returnId}`,
    seq: at,
    arrival: { ...arrival, found: benchReturn(found) },
  };
}

/** What a bench may know of an order to a supplier: not what it costs. */
function benchPurchase(purchase: Purchase): Purchase {
  return {
    ...purchase,
    note: '',
    lines: purchase.lines.map((line) => ({ ...line, unitCostMinor: null })),
  };
}

export const directoryEntrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    entryId: z.string(),
    seq,
    person: z.object({
      personId: personIdSchema,
      name: z.string(),
      badge: z.string(),
      roles: z.array(z.enum(roles)),
      /** A retired person's badge opens nothing. Absent: no. */
      retired: z.boolean().optional(),
      /** When the PIN was set that the person has now; absent: has none. The PIN itself is in no document. */
      pinSetAt: z.string().optional(),
    }),
  }),
  z.object({ kind: z.literal('access'), entryId: z.string(), seq, access: benchAccessSchema }),
  z.object({
    kind: z.literal('station'),
    entryId: z.string(),
    seq,
    station: z.object({
      stationId: stationIdSchema,
      name: z.string(),
      warehouseId: warehouseIdSchema,
      ssccPrefix: z.string(),
      ssccFrom: z.int(),
      ssccTo: z.int(),
    }),
  }),
  z.object({
    kind: z.literal('warehouse'),
    entryId: z.string(),
    seq,
    warehouse: z.object({
      warehouseId: warehouseIdSchema,
      name: z.string(),
      address: addressSchema,
      timeZone: z.string(),
    }),
  }),
  z.object({ kind: z.literal('carrier'), entryId: z.string(), seq, carrier: carrierSchema }),
  z.object({ kind: z.literal('box'), entryId: z.string(), seq, box: boxSchema }),
  z.object({ kind: z.literal('padding'), entryId: z.string(), seq, padding: paddingSchema }),
  z.object({ kind: z.literal('box-site'), entryId: z.string(), seq, site: boxSiteSchema }),
  z.object({ kind: z.literal('packing-weight'), entryId: z.string(), seq, packing: packingWeightSchema }),
  z.object({ kind: z.literal('bench-rules'), entryId: z.string(), seq, rules: benchRulesSchema }),
  z.object({ kind: z.literal('paper-rules'), entryId: z.string(), seq, papers: paperRulesSchema }),
  z.object({ kind: z.literal('look-alikes'), entryId: z.string(), seq, alike: lookAlikesSchema }),
]);
export type DirectoryEntry = z.infer<typeof directoryEntrySchema>;

export const taskSchema = z.object({
  taskId: taskIdSchema,
  kind: z.enum(taskKinds),
  state: z.enum(['open', 'done']),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  orderId: orderIdSchema.nullable(),
  parcelId: parcelIdSchema.nullable(),
  opId: opIdSchema.nullable(),
  at: z.string(),
  /** Who did it; tasks that ended before this was kept have none. */
  end: taskEndSchema.optional(),
  seq,
});
export type Task = z.infer<typeof taskSchema>;

/** Head office's answer to one op. */
export const opResultSchema = z.object({
  opId: opIdSchema,
  stationSeq: z.int().positive(),
  status: z.enum(['applied', 'refused', 'contradiction']),
  /** The parcel's seq once this op is in it: a screen stops folding the op when the pulled parcel has reached it. */
  parcelSeq: seq,
  refusal: refusalSchema.nullable(),
  taskId: taskIdSchema.nullable(),
  /** When head office took the op, by its clock; answers from before this was told have none. */
  at: z.iso.datetime().optional(),
  seq,
});
export type OpResult = z.infer<typeof opResultSchema>;

/** The pulled collections: schema, primary key, and which stream orders them. */
export const collections = {
  orders: { schema: orderSummarySchema, key: 'orderId', stream: 'company' },
  products: { schema: productSchema, key: 'sku', stream: 'company' },
  barcodes: { schema: barcodeSchema, key: 'code', stream: 'company' },
  directory: { schema: directoryEntrySchema, key: 'entryId', stream: 'company' },
  parcels: { schema: parcelSchema, key: 'parcelId', stream: 'warehouse' },
  stock: { schema: stockDocSchema, key: 'sku', stream: 'warehouse' },
  tours: { schema: tourSchema, key: 'tourId', stream: 'warehouse' },
  inbound: { schema: inboundEntrySchema, key: 'entryId', stream: 'warehouse' },
  tasks: { schema: taskSchema, key: 'taskId', stream: 'warehouse' },
  results: { schema: opResultSchema, key: 'opId', stream: 'warehouse' },
} as const;
export type CollectionName = keyof typeof collections;
export const collectionNames = Object.keys(collections) as [CollectionName, ...CollectionName[]];
export type CollectionDoc<C extends CollectionName> = z.infer<(typeof collections)[C]['schema']>;

export function streamOf(collection: CollectionName, warehouseId: string): string {
  return collections[collection].stream === 'company' ? companyStream : warehouseId;
}

/** A point of a stream's history as head office names it; whoever was given one only shows it again. */
export const streamMarkSchema = z.string().max(60);
/** `epoch` changes when head office was restored from a backup; a checkpoint of another epoch is worthless. */
export const checkpointSchema = z.object({ epoch: z.uuid(), seq, mark: streamMarkSchema.optional() });
export type Checkpoint = z.infer<typeof checkpointSchema>;
