// Requests about sheets of orders, CSV or Excel: shown with a mapping of their columns, then taken.
import { z } from 'zod';
import { columnMappingSchema } from '../domain/channel/column-mapping';
import { deliveryRowSchema } from './channels';

/** `mapping` is a column mapping as JSON; the last one that fits, or what the headings tell, when left out. */
export const sheetQuerySchema = z.strictObject({ mapping: z.string().max(6_000).optional() });

// POST /v1/channels/:channelId/sheets/preview with the file as body
export const sheetPreviewSchema = z.object({
  headings: z.array(z.string()),
  /** Custom fields that columns can be named for. */
  fields: z
    .array(
      z.object({ owner: z.string(), key: z.string(), names: z.object({ en: z.string(), tr: z.string() }) }),
    )
    .default([]),
  mapping: columnMappingSchema,
  /** Saved with the channel, newest first. */
  mappings: z.array(columnMappingSchema),
  /** What an order cannot be without and no column is named for, or whose column is not there. */
  missing: z.array(z.string()),
  rowsTotal: z.int(),
  rows: z.array(z.object({ rowNo: z.int(), cells: z.array(z.string()) })),
  ordersTotal: z.int(),
  ordersWithProblems: z.int(),
  orders: z.array(
    z.object({
      number: z.string(),
      rowNos: z.array(z.int()),
      lines: z.int(),
      problems: deliveryRowSchema.shape.problems,
    }),
  ),
});
export type SheetPreview = z.infer<typeof sheetPreviewSchema>;

// POST /v1/channels/:channelId/sheets with the file as body
export const sheetTakenSchema = z.object({
  orders: z.int(),
  /** Not there yet; the others were sent before, as they are. */
  fresh: z.int(),
});
