// Requests about papers: which go with boxes and sales of a warehouse, and those of one order as pages.
import { z } from 'zod';
import { paperFormats, paperKinds, paperRulesSchema } from '../domain/document/paper-rules';
import { orderIdSchema, parcelIdSchema, warehouseIdSchema } from '../domain/ids';
import { paperLanguages } from '../document/paper';

// GET and POST /v1/paper-rules/:warehouseId
export const paperRulesParamsSchema = z.strictObject({ warehouseId: warehouseIdSchema });
const rules = paperRulesSchema.shape.rules;
const version = z.int().nonnegative().max(1_000_000);
export const paperRulesPageSchema = z.object({
  /** 0: nobody has set any. */
  version,
  rules,
  /** Newest first; the one in force is among them, unless nobody has set any. */
  versions: z
    .array(
      z.object({
        version,
        rules,
        changedAt: z.iso.datetime(),
        /** The station it was set at. */
        changedBy: z.string(),
      }),
    )
    .max(50),
});
export type PaperRulesPage = z.infer<typeof paperRulesPageSchema>;

/** `from`: the version they were made from. */
export const savePaperRulesSchema = z.strictObject({ from: version, rules });
export type SavePaperRules = z.infer<typeof savePaperRulesSchema>;

// GET /v1/orders/:orderId/papers: one as a page
export const orderPapersParamsSchema = z.strictObject({ orderId: orderIdSchema });
export const orderPaperQuerySchema = z.strictObject({
  kind: z.enum(paperKinds),
  format: z.enum(paperFormats).default('A4'),
  /** Left out: that of the country it goes to. */
  language: z.enum(paperLanguages).optional(),
  /** Of this box; left out: of the whole order. */
  parcelId: parcelIdSchema.optional(),
});
export type OrderPaperQuery = z.input<typeof orderPaperQuerySchema>;
export const orderPaperSchema = z.object({
  html: z.string(),
  number: z.string(),
  /** SKUs of which customs will ask what nobody has told: the paper leaves it open. */
  missing: z.array(z.string()).max(1000),
});

// GET /v1/floor/tours/:tourId/paper: its pick list as a page
export const tourPaperQuerySchema = z.strictObject({
  format: z.enum(paperFormats).default('A4'),
  language: z.enum(paperLanguages).default('en'),
});
export type TourPaperQuery = z.input<typeof tourPaperQuerySchema>;
