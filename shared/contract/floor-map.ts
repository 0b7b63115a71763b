// Requests about the map of a warehouse floor: looked at, edited, undone, as a file, and the labels of its bins.
import { z } from 'zod';
import { floorChangeSchema } from '../domain/floor/floor-change';
import { floorPlanSchema } from '../domain/floor/floor-plan';
import { warehouseIdSchema } from '../domain/ids';
import { refusalSchema } from '../domain/refusal';
import { printerDpis } from '../label/printer-profile';

// GET /v1/floor/:warehouseId/map
export const floorMapSchema = z.object({
  warehouseId: warehouseIdSchema,
  /** Rises with every edit. */
  version: z.int().nonnegative(),
  plan: floorPlanSchema,
  /** When the edit was made that would be undone next; null: there is none. */
  undo: z.iso.datetime().nullable(),
});
export type FloorMapPage = z.infer<typeof floorMapSchema>;

const versionSchema = z.int().min(0).max(2_147_483_647);

// POST /v1/floor/:warehouseId/map
export const floorEditSchema = z.strictObject({
  /** The one that was looked at. */
  version: versionSchema,
  change: floorChangeSchema,
});
export type FloorEdit = z.input<typeof floorEditSchema>;

// POST /v1/floor/:warehouseId/map/undo
export const floorUndoSchema = z.strictObject({ version: versionSchema });

/** Of a request that carries a floor, or a file of one. */
export const mostFloorBytes = 8 * 1_048_576;

// GET /v1/floor/:warehouseId/map/file
export const floorFileSchema = z.object({ fileName: z.string(), text: z.string() });

// POST /v1/floor/:warehouseId/map/file/check
export const floorFileCheckSchema = z.strictObject({ text: z.string().min(1).max(6_000_000) });

// POST /v1/floor/:warehouseId/map/file/take
export const floorFileTakeSchema = z.strictObject({
  version: versionSchema,
  text: floorFileCheckSchema.shape.text,
});

export const mostFileProblems = 500;
export const floorFilePreviewSchema = z.object({
  version: z.int().nonnegative(),
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  same: z.int(),
  /** Rows that cannot be taken; `problems` has the first of them. */
  wrong: z.int(),
  problems: z
    .array(z.object({ line: z.int(), text: z.string(), refusal: refusalSchema }))
    .max(mostFileProblems),
});
export type FloorFilePreview = z.infer<typeof floorFilePreviewSchema>;

/** At once. */
export const mostBinLabels = 500;

// POST /v1/floor/:warehouseId/map/labels
export const binLabelsRequestSchema = z.strictObject({
  bins: z.array(z.string().min(1).max(40)).min(1).max(mostBinLabels),
  dpi: z.literal([...printerDpis]),
});
export const binLabelsSchema = z.object({
  /** A format a label, one behind the other. */
  zpl: z.string(),
  labels: z.int().max(mostBinLabels),
});
