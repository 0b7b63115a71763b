// JSON that no request has: nested without end, an object of any number of fields, or text that nobody can keep or send on (U+0000, which PostgreSQL has
// no place for, and half a surrogate pair, which no encoding has).

export type Unfit = {
  /** The names of the fields on the way there. */
  place: readonly string[];
  what: 'too-deep' | 'too-wide' | 'text';
};

/** Orders have four levels, ops five. */
const mostLevels = 20;
/** Of one object; lists have limits of their own. */
export const mostFields = 1_000;
const unstorable = /\0|\p{Surrogate}/u;

/** @param isTextMeant false looks at the nesting only */
export function findUnfit(value: unknown, isTextMeant: boolean, level = 0): Unfit | null {
  if (typeof value === 'string')
    return isTextMeant && unstorable.test(value) ? { place: [], what: 'text' } : null;
  if (typeof value !== 'object' || value === null) return null;
  if (level === mostLevels) return { place: [], what: 'too-deep' };
  const fields = Object.entries(value);
  if (fields.length > mostFields && !Array.isArray(value)) return { place: [], what: 'too-wide' };
  for (const [name, field] of fields) {
    if (isTextMeant && unstorable.test(name)) return { place: ['?'], what: 'text' };
    const found = findUnfit(field, isTextMeant, level + 1);
    if (found) return { ...found, place: [name, ...found.place] };
  }
  return null;
}
