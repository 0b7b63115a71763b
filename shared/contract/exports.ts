// POST /v1/exports: any paged list of head office as a file, with the filter it is shown with. The answer is the file, as it
// is made; it has no length before its end.
import { z } from 'zod';

export const exportFormats = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportRequestSchema = z.strictObject({
  /** Path of the list, as it is asked for: `/v1/orders`. */
  list: z
    .string()
    .regex(/^\/v1\/[a-zA-Z0-9/_.~%:-]*$/)
    .max(300),
  /** Its filter, as fields of the list's own request. Where it ends and how long its pages are is not asked. */
  query: z.record(z.string().max(40), z.string().max(400)).default({}),
  format: z.enum(exportFormats),
  language: z.enum(['en', 'tr']),
  /** Where the reader's clock is, for dates in cells; UTC without. */
  timeZone: z.string().max(60).optional(),
  /** Columns of the screen in their order: the field of a row, or the beginning of its name, and its heading there. */
  columns: z
    .array(z.strictObject({ field: z.string().min(1).max(60), heading: z.string().max(120) }))
    .max(100)
    .default([]),
  /** Nothing but these columns; without, whatever else a row tells follows them. */
  only: z.boolean().default(false),
});
export type ExportRequest = z.infer<typeof exportRequestSchema>;
