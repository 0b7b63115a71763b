// The supervisor's board of one warehouse: where work stands, who does what, what leaves in time, what needs a person.
import { z } from 'zod';
import { stationIdSchema, tourIdSchema, warehouseIdSchema } from '../domain/ids';
import { taskKinds } from '../domain/task/task';
import { tourRowSchema } from './floor';

const count = z.int().nonnegative();

/** Where a box stands on its way out, from waiting for a picker to gone today. */
export const boardSteps = ['waiting', 'planned', 'picking', 'to-pack', 'packing', 'sealed', 'left'] as const;

export const boardPersonSchema = z.object({
  personId: z.string(),
  name: z.string(),
  station: z.string().nullable(),
  /** The tour that is walked now. */
  tour: z.object({ tourId: tourIdSchema, number: z.int().positive() }).nullable(),
  /** The order that is being packed now. */
  packing: z.string().nullable(),
  lastAt: z.iso.datetime(),
  /** Units out of bins. */
  picked: z.object({ hour: count, today: count }),
  /** Boxes sealed. */
  packed: z.object({ hour: count, today: count }),
  /** Walked today, by the plans of the tours. */
  metres: z.number().nonnegative(),
});
export type BoardPerson = z.infer<typeof boardPersonSchema>;

// GET /v1/floor/:warehouseId/board
export const boardSchema = z.object({
  warehouseId: warehouseIdSchema,
  at: z.iso.datetime(),
  steps: z.array(z.object({ step: z.enum(boardSteps), boxes: count })).max(boardSteps.length),
  /** Sealed in the last hour. */
  boxesPerHour: count,
  cutOffs: z
    .array(
      z.object({
        dueAt: z.iso.datetime().nullable(),
        boxes: count,
        possible: count.nullable(),
        late: count,
      }),
    )
    .max(200),
  zones: z
    .array(z.object({ zone: z.string().nullable(), waiting: count, onTours: count, pickers: count }))
    .max(201),
  people: z.array(boardPersonSchema).max(500),
  tours: z.array(tourRowSchema).max(1000),
  /** Stations a tour may be given to. */
  stations: z
    .array(
      z.object({
        stationId: stationIdSchema,
        name: z.string(),
        /** Null: never heard of. */
        lastSeenAt: z.iso.datetime().nullable(),
        isSilent: z.boolean(),
        unsent: count,
      }),
    )
    .max(1000),
  /** Tasks that nobody has ended, by kind. */
  tasks: z.array(z.object({ kind: z.enum(taskKinds), open: count })).max(taskKinds.length),
});
export type Board = z.infer<typeof boardSchema>;

// POST /v1/floor/tours/:tourId/give
export const giveTourSchema = z.strictObject({ stationId: stationIdSchema });
