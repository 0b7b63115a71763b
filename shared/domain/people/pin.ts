// A PIN: what it may be, what is kept of it, and what a station's answer to one can be.
// Must never be written down: not in an op, not in a note, not in a log, not on a screen.
import { z } from 'zod';

export const pinSchema = z
  .string()
  .max(8)
  .regex(/^[0-9]{4,8}$/);

/** What a person may know by heart, and what anybody would try first: 1111, 1234, 8765. */
export function isEasyPin(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, index) => Number(digit) - Number(pin[index])));
  const [step] = steps;
  return steps.size === 1 && step !== undefined && Math.abs(step) <= 1;
}

/** Digits as a PIN has them, which came where none was asked for. They are treated as one. */
export function mayBePin(text: string): boolean {
  return /^\s*[0-9]{4,8}\s*$/.test(text);
}

const salt = z.base64().min(16).max(128);
/** Made by scrypt at head office. The bounds keep a strange answer from costing a station its memory. */
export const pinVerifierSchema = z.strictObject({
  n: z
    .int()
    .min(1_024)
    .max(131_072)
    .refine((n) => Number.isInteger(Math.log2(n)), 'a power of two'),
  r: z.int().min(1).max(8),
  p: z.int().min(1).max(16),
  salt,
  hash: salt,
  setAt: z.string(),
});
export type PinVerifier = z.infer<typeof pinVerifierSchema>;

export const pinAnswerSchema = z.discriminatedUnion('answer', [
  z.strictObject({ answer: z.literal('yes') }),
  z.strictObject({ answer: z.literal('no'), left: z.int().positive() }),
  /** `isUntold`: head office has not been told of this lock. */
  z.strictObject({
    answer: z.literal('locked'),
    forMs: z.number().nonnegative(),
    lockMinutes: z.int().positive(),
    isUntold: z.boolean(),
  }),
  /** This station's list is older than the company allows, and the person is no supervisor. */
  z.strictObject({ answer: z.literal('too-old') }),
  /** This station does not have the PIN, or not the newest. */
  z.strictObject({ answer: z.literal('unknown') }),
]);
export type PinAnswer = z.infer<typeof pinAnswerSchema>;
