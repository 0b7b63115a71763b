// Units carried from place to place by one person: out of which bin, what is in hand, and what can be carried back.
import { z } from 'zod';
import { locationIdSchema, opIdSchema, skuSchema, taskIdSchema, transferIdSchema } from '../ids';
import { receivingLocation } from '../stock/ledger';
import { lotSchema } from '../stock/lot';
import { sizeSchema } from '../../units/measure';

export const measuresSchema = z.object({ size: sizeSchema, weightGrams: z.int().positive() });
export type Measures = z.infer<typeof measuresSchema>;

const inHandSchema = z.object({
  sku: skuSchema,
  name: z.string(),
  quantity: z.int().positive(),
  code: z.string(),
  scanId: z.string(),
  measures: measuresSchema.nullable(),
  /** As its code tells; left out where it does not. */
  lot: lotSchema.optional(),
});
export type InHand = z.infer<typeof inHandSchema>;

/** A pick face to be filled up. */
export const replenishTaskSchema = z.object({
  taskId: taskIdSchema,
  sku: skuSchema,
  name: z.string(),
  quantity: z.int().positive(),
  from: locationIdSchema,
  to: locationIdSchema,
  /** Which to take, and its day; left out where nobody knows. */
  lot: z.string().optional(),
  date: z.string().optional(),
});
export type ReplenishTask = z.infer<typeof replenishTaskSchema>;

export const movingSchema = z.object({
  from: locationIdSchema,
  inHand: inHandSchema.nullable(),
  /** What the units that are taken out of `from` are for. */
  task: replenishTaskSchema.nullable(),
  /** The transfer that is loaded; left out where none is. */
  transferId: transferIdSchema.optional(),
  /** Newest last. */
  moves: z.array(
    z.object({
      opId: opIdSchema,
      sku: skuSchema,
      name: z.string(),
      quantity: z.int().positive(),
      from: locationIdSchema,
      to: locationIdSchema,
      lot: lotSchema.optional(),
      /** They were loaded for another site: `to` is what is on the way. */
      transferId: transferIdSchema.optional(),
    }),
  ),
});
export type Moving = z.infer<typeof movingSchema>;

/** Moves kept to be undone; older ones are carried back as any other. */
export const mostMoves = 200;

/** What came in is put away unless another bin is scanned. */
export function startedMoving(): Moving {
  return { from: receivingLocation, inHand: null, task: null, moves: [] };
}
