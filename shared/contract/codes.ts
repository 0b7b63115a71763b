// Requests about codes that nobody knew: what benches said they are, the office's verdicts, and what each warehouse asks of its
// benches about them.
import { z } from 'zod';
import { gtinVerdicts } from '../barcode/gtin';
import { proposalStates } from '../domain/catalogue/code-proposal';
import { skuSchema, warehouseIdSchema } from '../domain/ids';
import { benchRulesSchema } from '../domain/packing/bench-rules';
import { photoRulesSchema } from '../domain/photo/photo';

const code = z.string().min(1).max(64);

// GET /v1/codes: those that wait, and those that were decided last
export const codeRowSchema = z.object({
  code,
  /** The product that benches said it is. */
  sku: skuSchema,
  /** Null: it is not in the catalogue. */
  name: z.string().nullable(),
  state: z.enum(proposalStates),
  units: z.int().positive(),
  /** The AIM symbology identifier of the newest scan. */
  aim: z.string().nullable(),
  raw: z.string(),
  gtin: z.enum(gtinVerdicts),
  /** Another product that has the code. */
  owner: z.object({ sku: skuSchema, name: z.string() }).nullable(),
  /** How often it was proposed, and how many units of it went into boxes. */
  times: z.int().positive(),
  counted: z.int().nonnegative(),
  /** Who proposed it and where, each once. */
  by: z
    .array(z.object({ person: z.string().nullable(), station: z.string().nullable(), warehouse: z.string() }))
    .max(20),
  lastAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
});
export type CodeRow = z.infer<typeof codeRowSchema>;
export const codesSchema = z.object({
  open: z.array(codeRowSchema).max(500),
  decided: z.array(codeRowSchema).max(100),
});
export type Codes = z.infer<typeof codesSchema>;

// POST /v1/codes/decide; `reopen` takes a verdict back
export const decideCodeSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('approve'), code, sku: skuSchema, units: z.int().min(1).max(10_000) }),
  z.strictObject({ act: z.literal('reject'), code, sku: skuSchema }),
  z.strictObject({ act: z.literal('reopen'), code, sku: skuSchema }),
]);
export type DecideCode = z.infer<typeof decideCodeSchema>;

// GET /v1/bench-rules: warehouses that have benches. GET and POST /v1/bench-rules/:warehouseId
export const benchRulesParamsSchema = z.strictObject({ warehouseId: warehouseIdSchema });
export const lookAlikePairSchema = z.object({
  wanted: skuSchema,
  wantedName: z.string(),
  scanned: skuSchema,
  scannedName: z.string(),
  times: z.int().positive(),
  /** Stations are told of it. */
  isTold: z.boolean(),
});
export type LookAlikePair = z.infer<typeof lookAlikePairSchema>;
export const benchRulesPageSchema = z.object({
  rules: benchRulesSchema,
  pairs: z.array(lookAlikePairSchema).max(200),
});
export type BenchRulesPage = z.infer<typeof benchRulesPageSchema>;
export const benchRulesRequestSchema = z.strictObject({
  ...benchRulesSchema.omit({ warehouseId: true }).shape,
  photo: z.strictObject(photoRulesSchema.shape).optional(),
  lookAlikes: z.strictObject({ times: z.int().min(1).max(100), days: z.int().min(1).max(730) }),
});
export type BenchRulesRequest = z.infer<typeof benchRulesRequestSchema>;
