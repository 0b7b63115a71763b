// A carrier whose labels come from somewhere else (its own web page, a pad of stickers): the number is typed or scanned off
// the label. Its prices are the tariff's, if somebody has entered one.
import type { CarrierPlugin } from '../carrier-strategy';
import { tariffCarrier } from '../tariff/tariff-carrier';
import { z } from 'zod';

const settings = z.strictObject({
  /** What a number of this carrier looks like; a typed one that does not is asked about. */
  numberPattern: z.string().max(200).optional(),
  /** `{number}` is put in. */
  trackingUrl: z.string().max(400).optional(),
});

export const manualCarrier: CarrierPlugin<z.infer<typeof settings>, Record<string, never>> = {
  kind: 'manual',
  settings,
  secrets: z.strictObject({}),
  open: (carrier, _settings, secrets, ports) => tariffCarrier.open(carrier, {}, secrets, ports),
};

/** @returns null when a pattern is set and the number is not of it */
export function readTypedNumber(typed: string, pattern: string | undefined): string | null {
  const number = typed.replace(/\s+/g, '').toUpperCase();
  if (number.length < 4 || number.length > 60) return null;
  return pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(number) ? number : null;
}
