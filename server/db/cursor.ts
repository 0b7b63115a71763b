// Where a page of a list ended: the sort values of its last row, as opaque text. A page after it never shows a row twice,
// whatever came in between.
import { z } from 'zod';

export function cursorOf(...values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

const valuesSchema = z.array(z.union([z.string(), z.number()]));

/** Null when the text is not a cursor with `count` values. */
export function readCursor(text: string, count: number): string[] | null {
  try {
    const values = valuesSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return values.length === count ? values.map(String) : null;
  } catch {
    return null;
  }
}
