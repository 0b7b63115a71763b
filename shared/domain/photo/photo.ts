// A photograph as evidence: of what, and which file by the hash of its bytes. The file itself goes its own way, later.
import { z } from 'zod';

/** What a photograph can be of. `parcel`: an open box. `return`: goods that came back. */
export const photoSubjectKinds = ['parcel', 'return'] as const;
export const photoSubjectSchema = z.strictObject({
  kind: z.enum(photoSubjectKinds),
  id: z.string().min(1).max(60),
});
export type PhotoSubject = z.infer<typeof photoSubjectSchema>;

/** The largest file that is taken in, and its longest side. */
export const mostPhotoBytes = 1_000_000;
export const mostPhotoSide = 1_600;

/** SHA-256 of the file, in hexadecimal. */
export const photoHashSchema = z
  .string()
  .length(64)
  .regex(/^[0-9a-f]{64}$/)
  .brand('PhotoHash');

export const photoFileSchema = z.strictObject({
  hash: photoHashSchema,
  bytes: z.int().min(1).max(mostPhotoBytes),
  widthPx: z.int().min(1).max(mostPhotoSide),
  heightPx: z.int().min(1).max(mostPhotoSide),
});
export type PhotoFile = z.infer<typeof photoFileSchema>;

/** What became of taking one; the file is on the disk of that computer. */
export type Shot = { ok: true; file: PhotoFile } | { ok: false; why: 'camera-missing' | 'photo-not-saved' };

/** When a warehouse wants to see the open box before it is sealed, and how long head office keeps what it was shown. */
export const photoRulesSchema = z.object({
  special: z.boolean(),
  /** From goods of this value on, in the currency of the catalogue; null: whatever they are worth. */
  fromMinor: z.int().min(0).max(1_000_000_000).nullable(),
  keepDays: z.int().min(1).max(3650),
});
export type PhotoRules = z.infer<typeof photoRulesSchema>;
export const usualPhotoRules: PhotoRules = { special: false, fromMinor: null, keepDays: 365 };

export function asksForPhoto(rules: PhotoRules, isSpecial: boolean, valueMinor: number): boolean {
  return (rules.special && isSpecial) || (rules.fromMinor !== null && valueMinor >= rules.fromMinor);
}

/**
 * Width and height out of a JPEG's frame header (ITU-T T.81, B.2); null for anything that is not a whole JPEG, whatever it
 * is called.
 */
export function readJpeg(bytes: Uint8Array): { widthPx: number; heightPx: number } | null {
  const at = (index: number): number => bytes[index] ?? -1;
  const isWhole =
    at(0) === 0xff && at(1) === 0xd8 && at(bytes.length - 2) === 0xff && at(bytes.length - 1) === 0xd9;
  if (!isWhole) return null;
  let place = 2;
  while (place + 9 < bytes.length) {
    if (at(place) !== 0xff) return null;
    const marker = at(place + 1);
    const length = at(place + 2) * 256 + at(place + 3);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const heightPx = at(place + 5) * 256 + at(place + 6);
      const widthPx = at(place + 7) * 256 + at(place + 8);
      return widthPx > 0 && heightPx > 0 ? { widthPx, heightPx } : null;
    }
    if (length < 2) return null;
    place += 2 + length;
  }
  return null;
}
