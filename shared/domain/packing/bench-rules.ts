// What a warehouse asks of its benches beside the company's rules about people. Head office keeps it; the directory brings it.
import { z } from 'zod';
import { warehouseIdSchema } from '../ids';
import { photoRulesSchema } from '../photo/photo';
import { weightRulesSchema } from '../weighing/expected-weight';

/**
 * What becomes of goods whose code nobody knows, once somebody has said what they are. supervisor: they count when a
 * supervisor's badge says so. anyone: they count. set-aside: they wait for head office.
 */
export const unknownCodeRules = ['supervisor', 'anyone', 'set-aside'] as const;

/** When the label of goods that came back prints by itself: never, for goods that go into a bin, or for all. */
export const returnLabelRules = ['asked', 'restocked', 'all'] as const;
export type ReturnLabelRule = (typeof returnLabelRules)[number];

export const benchRulesSchema = z.object({
  warehouseId: warehouseIdSchema,
  unknownCodes: z.enum(unknownCodeRules),
  /** When the open box is looked at by a camera; left out: as usual, which is never. */
  photo: photoRulesSchema.optional(),
  /** When a box that weighs otherwise is asked about; left out: as usual. */
  weight: weightRulesSchema.optional(),
  /** Left out: only when it is asked for. */
  returnLabels: z.enum(returnLabelRules).optional(),
  /** The label is scanned back on its box before the next one is packed; left out: it is not. */
  scansLabels: z.boolean().optional(),
  /** A pair of products is told of when it was mistaken so often within so many days. */
  lookAlikes: z.object({ times: z.int().min(1).max(100), days: z.int().min(1).max(730) }),
});
export type BenchRules = z.infer<typeof benchRulesSchema>;

/** Until somebody has said otherwise. */
export function usualBenchRules(warehouseId: BenchRules['warehouseId']): BenchRules {
  return { warehouseId, unknownCodes: 'supervisor', lookAlikes: { times: 3, days: 180 } };
}
