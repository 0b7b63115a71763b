// One walk of one picker: which bins in which order, for which boxes, with which tote in which place of the trolley. What is
// still to be picked is never written here: it is asked of the parcels, so that a cancellation shortens the walk by itself
// (law 6). A tour is held by one station under a fencing number, as a parcel is.
import { z } from 'zod';
import {
  locationIdSchema,
  parcelIdSchema,
  personIdSchema,
  skuSchema,
  stationIdSchema,
  taskIdSchema,
  tourIdSchema,
  warehouseIdSchema,
} from '../ids';

const count = z.int().nonnegative();

/** single: one order. batch: several, each into its own tote. zone: what lies in one zone. wave: all that is due together. */
export const pickMethods = ['single', 'batch', 'zone', 'wave'] as const;
export type PickMethod = (typeof pickMethods)[number];

export const tourStates = ['planned', 'claimed', 'picking', 'dropped', 'cancelled'] as const;
export type TourState = (typeof tourStates)[number];

/** Printed on a tote, 1 to 40 signs. */
export const toteSchema = z.string().min(1).max(40);

/** A place on the trolley or in the put-wall, for one box. */
export const tourPlaceSchema = z.object({
  position: z.int().positive(),
  parcelId: parcelIdSchema,
  orderNumber: z.string().min(1).max(40),
  /** The newest is the one that is filled; those before it are full. */
  totes: z.array(toteSchema).max(50),
});
export type TourPlace = z.infer<typeof tourPlaceSchema>;

/** What the plan promises, beside the plan that people would make without it. */
export const tourMeasureSchema = z.object({
  metres: z.number().nonnegative(),
  naiveMetres: z.number().nonnegative(),
  seconds: z.number().nonnegative(),
});

export const tourSchema = z.object({
  tourId: tourIdSchema,
  warehouseId: warehouseIdSchema,
  /** People call it by this. */
  number: z.int().positive(),
  method: z.enum(pickMethods),
  /** Only what lies there is picked; null: everything. */
  zone: z.string().max(40).nullable(),
  /** Tours that were released together and are brought together again; null for one by itself. */
  waveId: taskIdSchema.nullable(),
  /** The tour whose totes it goes on with: nobody claims it before that one has put them down. */
  after: tourIdSchema.nullable().default(null),
  state: z.enum(tourStates),
  holder: stationIdSchema.nullable(),
  lastHolder: stationIdSchema.nullable(),
  fence: count,
  leaseUntil: z.iso.datetime().nullable(),
  pickerId: personIdSchema.nullable(),
  dueAt: z.iso.datetime().nullable(),
  plannedAt: z.iso.datetime(),
  places: z.array(tourPlaceSchema).min(1).max(200),
  /** Bins in walking order. */
  route: z.array(locationIdSchema).min(1).max(2000),
  /** Bins that were passed over, in that order: they come last. */
  skipped: z.array(locationIdSchema).max(2000),
  measure: tourMeasureSchema.nullable(),
  /** Products of it that another site had when it was planned; tours from before this was told say nothing. */
  elsewhere: z.array(skuSchema).max(2000).optional(),
  /** Where the totes were left. */
  droppedAt: locationIdSchema.nullable(),
  stationSeq: count,
  seq: count,
});
export type Tour = z.infer<typeof tourSchema>;

export type TourPlan = Pick<
  Tour,
  | 'tourId'
  | 'warehouseId'
  | 'number'
  | 'method'
  | 'zone'
  | 'waveId'
  | 'after'
  | 'dueAt'
  | 'plannedAt'
  | 'route'
  | 'measure'
  | 'elsewhere'
> & { places: readonly Omit<TourPlace, 'totes'>[] };

type About<T> = T & { tourId: Tour['tourId']; stationSeq?: number };

export type TourEvent = About<
  | { type: 'TourPlanned'; plan: TourPlan }
  | { type: 'TourClaimed'; stationId: NonNullable<Tour['holder']>; fence: number; until: string | null }
  | { type: 'TourRenewed'; until: string }
  | { type: 'TourFreed'; fence: number }
  | { type: 'TourBegun'; pickerId: Tour['pickerId'] }
  | { type: 'ToteTaken'; position: number; tote: string }
  | { type: 'BinSkipped'; locationId: Tour['route'][number] }
  /** The rest of a line is looked for there. */
  | { type: 'BinAdded'; locationId: Tour['route'][number]; behind: Tour['route'][number] }
  /** Bins of which nothing is wanted any more are not walked past. */
  | { type: 'TourRerouted'; route: Tour['route']; measure: Tour['measure'] }
  | { type: 'TourDropped'; locationId: Tour['route'][number] }
  | { type: 'TourCancelled' }
>;

/** Who acts, and under which fence; null for head office. */
export type TourActor = {
  stationId: NonNullable<Tour['holder']>;
  personId: Tour['pickerId'];
  fence: number;
};

export type TourCommand = { tourId: Tour['tourId'] } & (
  | { type: 'ClaimTour'; stationId: NonNullable<Tour['holder']>; at?: string; until?: string }
  | { type: 'RenewTour'; until: string }
  /** Given back by who holds it, or taken by head office. */
  | { type: 'FreeTour' }
  | { type: 'BeginTour' }
  | { type: 'TakeTote'; position: number; tote: string }
  | { type: 'SkipBin'; locationId: Tour['route'][number] }
  | { type: 'AddBin'; locationId: Tour['route'][number]; behind: Tour['route'][number] }
  | { type: 'RerouteTour'; route: Tour['route']; measure: Tour['measure'] }
  | { type: 'DropTour'; locationId: Tour['route'][number] }
  | { type: 'CancelTour' }
);
