// One scan, whatever it came from. Sources differ in how they hear a scanner; from here on they are all alike.
import { z } from 'zod';

export const scanSources = ['wedge', 'hid', 'serial', 'manual'] as const;

export const scanEventSchema = z.object({
  scanId: z.string().min(1).max(80),
  /** Wall clock, ISO; shown, never used for order. */
  at: z.iso.datetime(),
  source: z.enum(scanSources),
  deviceId: z.string().max(120),
  /** What arrived, before prefix, suffix and symbology identifier were taken off; one character a byte or key. */
  raw: z.string().max(4000),
  /** AIM symbology identifier such as `]E0`, when the scanner sends one. */
  aim: z.string().max(3).nullable(),
  text: z.string().max(4000),
  /** False when the end was a guess (no suffix within the time-out). */
  complete: z.boolean(),
  /** True when the same data came from the same source within the repeat window: shown, not counted. */
  repeat: z.boolean(),
  timing: z
    .object({
      keys: z.int().nonnegative(),
      medianGapMs: z.number(),
      maxGapMs: z.number(),
      lastKeyEpochMs: z.number(),
    })
    .nullable(),
});
export type ScanEvent = z.infer<typeof scanEventSchema>;

/** Stands for a badge where scans are kept: its code opens doors. */
export const maskedBadge = 'WBB•';

/** Takes the AIM symbology identifier off the front, where there is one. */
export function withoutIdentifier(text: string): Pick<ScanEvent, 'aim' | 'text'> {
  const aim = /^\][A-Za-z][0-9A-Za-z]/.exec(text)?.[0] ?? null;
  return { aim, text: text.slice(aim?.length ?? 0) };
}
