// Finds out how a file writes its columns: which character separates them and which column is where.
// Never guesses a column from its content; a file without the wanted names is refused with the names it has.
import { readOneRecord } from './csv';

/** Every wanted column with the headings it is known under, compared without case, spaces, underscores and quotes. */
export type WantedColumns<Name extends string> = Record<Name, readonly string[]>;

export type ColumnPlan<Name extends string> = {
  separator: string;
  /** Place of each wanted column in a record. */
  places: Record<Name, number>;
  /** Columns a record must have. */
  count: number;
};

export type HeaderReading<Name extends string> =
  | { ok: true; plan: ColumnPlan<Name> }
  | { ok: false; missing: string[]; found: string[] };

export const separators = [',', ';', '\t', '|'] as const;

/** @param line the first line of the file, without its line break */
export function readHeader<Name extends string>(
  line: string,
  wanted: WantedColumns<Name>,
): HeaderReading<Name> {
  const names = Object.keys(wanted) as Name[];
  let best: { missing: string[]; found: string[] } | null = null;
  for (const separator of separators) {
    const found = (readOneRecord(line, separator) ?? []).map((heading) => heading.trim());
    const headings = found.map(plain);
    const places = {} as Record<Name, number>;
    const missing: string[] = [];
    for (const name of names) {
      const place = headings.findIndex((heading) => wanted[name].some((known) => plain(known) === heading));
      if (place < 0) missing.push(wanted[name][0] ?? name);
      places[name] = place;
    }
    if (missing.length === 0) return { ok: true, plan: { separator, places, count: found.length } };
    const better =
      best === null ||
      missing.length < best.missing.length ||
      (missing.length === best.missing.length && found.length > best.found.length);
    if (better) best = { missing, found };
  }
  return { ok: false, missing: best?.missing ?? [], found: best?.found ?? [] };
}

/** ASCII only: a heading is a technical name, and a locale's casing would break it (Turkish i). */
function plain(heading: string): string {
  return heading
    .replace(/[\s_"'\u00a0.-]/g, '')
    .replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32));
}
