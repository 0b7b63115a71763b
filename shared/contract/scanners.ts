// What window and main say to each other about setting scanners up.
import { z } from 'zod';
import { scannerHabitsSchema } from '../barcode/scanner/habits';

export const deviceIdSchema = z.string().min(1).max(120);

const learnedScannerSchema = z.strictObject({ deviceId: deviceIdSchema, habits: scannerHabitsSchema });
export type LearnedScanner = z.infer<typeof learnedScannerSchema>;

export const mostLearned = 40;
export const learnedScannersSchema = z.array(learnedScannerSchema).max(mostLearned);

/** `gone`: that scan was typed by hand, or is too long ago. */
export const scannerLearningSchema = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    deviceId: deviceIdSchema,
    code: z.enum(['square', 'bars']),
    habits: scannerHabitsSchema,
  }),
  z.strictObject({
    ok: z.literal(false),
    why: z.enum(['other-code', 'garbled', 'gone']),
    /** Signs of the code and what came in their place. */
    wrong: z.array(z.strictObject({ holds: z.string().max(4), heard: z.string().max(4) })).max(200),
  }),
]);
export type ScannerLearning = z.infer<typeof scannerLearningSchema>;
