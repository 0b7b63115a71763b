// Requests about the warehouse floor: what is picked together, tours under way, templates of waves.
import { z } from 'zod';
import { tourIdSchema, warehouseIdSchema } from '../domain/ids';
import { releasePlanSchema, releaseWishSchema } from '../domain/tour/release-plan';
import { pickMethods, tourSchema, tourStates } from '../domain/tour/tour';

export const floorParamsSchema = z.strictObject({ warehouseId: warehouseIdSchema });
export const releaseParamsSchema = z.strictObject({ planId: z.uuid() });
export const tourParamsSchema = z.strictObject({ tourId: tourIdSchema });

/** planning: goes on getting better. ready: to be released or thrown away. */
export const releaseStates = ['planning', 'ready', 'released', 'cancelled', 'failed'] as const;

export const releaseSchema = z.object({
  planId: z.uuid(),
  warehouseId: warehouseIdSchema,
  state: z.enum(releaseStates),
  /** 0 to 1. */
  progress: z.number(),
  wish: releaseWishSchema,
  /** The best so far; null before there is one. */
  plan: releasePlanSchema.nullable(),
  /** Tours that were made of it. */
  tours: z.int().nonnegative().nullable(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type Release = z.infer<typeof releaseSchema>;

// GET /v1/floor
export const floorsSchema = z.object({
  warehouses: z.array(z.object({ warehouseId: warehouseIdSchema, name: z.string() })).max(1000),
});
export type Floors = z.infer<typeof floorsSchema>;

// POST /v1/floor/:warehouseId/releases
export const releaseRequestSchema = z.strictObject({
  wish: releaseWishSchema,
  /** How long it may look for something better. */
  milliseconds: z.int().min(100).max(60_000),
});
export type ReleaseRequest = z.infer<typeof releaseRequestSchema>;

const clockSchema = z
  .string()
  .max(5)
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** A wave that comes again every day. */
export const waveTemplateSchema = z.strictObject({
  templateId: z
    .string()
    .min(1)
    .max(40)
    .regex(/^[a-z0-9-]+$/),
  name: z.string().trim().min(1).max(80),
  wish: releaseWishSchema,
  /** Released by itself at that time of the warehouse; null: when somebody asks for it. */
  releaseAt: clockSchema.nullable(),
});
export type WaveTemplate = z.infer<typeof waveTemplateSchema>;
export const waveTemplatesSchema = z.object({
  templates: z.array(waveTemplateSchema.extend({ releasedOn: z.string().nullable() })).max(100),
});
export const waveTemplateParamsSchema = z.strictObject({
  warehouseId: warehouseIdSchema,
  templateId: waveTemplateSchema.shape.templateId,
});
export const waveParamsSchema = z.strictObject({ waveId: z.uuid() });
export const waveRecoveredSchema = z.object({
  /** Tours that were ended because nobody had begun them. */
  tours: z.int().nonnegative(),
});

const pointSchema = z.object({ aisle: z.int(), height: z.number() });

/** A tour as the office sees it. */
export const tourRowSchema = z.object({
  tourId: tourIdSchema,
  number: z.int().positive(),
  method: z.enum(pickMethods),
  zone: z.string().nullable(),
  waveId: z.string().nullable(),
  state: z.enum(tourStates),
  boxes: z.int().nonnegative(),
  picked: z.int().nonnegative(),
  units: z.int().nonnegative(),
  metres: z.number().nullable(),
  /** Order by order. */
  naiveMetres: z.number().nullable(),
  picker: z.string().nullable(),
  station: z.string().nullable(),
  dueAt: z.iso.datetime().nullable(),
  leaseUntil: z.iso.datetime().nullable(),
});
export type TourRow = z.infer<typeof tourRowSchema>;

// GET /v1/floor/:warehouseId
export const floorSchema = z.object({
  warehouseId: warehouseIdSchema,
  /** Boxes that could be picked now. */
  waiting: z.object({
    boxes: z.int().nonnegative(),
    units: z.int().nonnegative(),
    /** Of the boxes that wait, by when their carriers leave. */
    due: z.array(z.object({ dueAt: z.iso.datetime().nullable(), boxes: z.int(), units: z.int() })).max(200),
  }),
  zones: z.array(z.string()).max(200),
  tours: z.array(tourRowSchema).max(1000),
  /** The newest. */
  release: releaseSchema.nullable(),
});
export type Floor = z.infer<typeof floorSchema>;

// GET /v1/floor/tours/:tourId
export const tourPageSchema = z.object({
  tour: tourSchema,
  row: tourRowSchema,
  stops: z
    .array(
      z.object({
        locationId: z.string(),
        sku: z.string(),
        name: z.string(),
        quantity: z.int(),
        /** The one to take; null where nobody knows, or it does not matter. */
        lot: z.object({ lot: z.string(), bestBefore: z.string().nullable() }).nullable(),
        places: z.array(z.object({ position: z.int(), quantity: z.int() })).max(200),
        isSkipped: z.boolean(),
        at: pointSchema.nullable(),
      }),
    )
    .max(20_000),
  area: z.object({
    aislesAt: z.array(z.number()).max(2000),
    crossingsAt: z.array(z.number()).max(50),
    depot: z.object({ aisle: z.int(), crossing: z.int() }),
  }),
});
export type TourPage = z.infer<typeof tourPageSchema>;
