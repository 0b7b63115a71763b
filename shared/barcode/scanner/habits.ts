// What one scanner does to every code it reads, learned from one scan of a known code, and how that is taken off again.
import { z } from 'zod';
import { groupSeparator, isGs1Symbol } from '../gs1/element-strings';

const affixSchema = z.string().max(20);

export const scannerHabitsSchema = z.strictObject({
  /**
   * Of one that types: `position` when it was set to an American keyboard, `character` when it was set to the keyboard
   * of this computer. Of another it says nothing.
   */
  reading: z.enum(['position', 'character']),
  /** Capitals arrive as small letters and the other way round. */
  swapsCase: z.boolean(),
  /** Characters it puts before the data and behind it, besides line ends and tabs. */
  prefix: affixSchema,
  suffix: affixSchema,
  /** What it sends for the GS1 separator (FNC1): GS itself, other characters in its place, or nothing. */
  separator: z.string().max(12),
  /** A key that is no character and stands for the separator, by its W3C name; null when none does. */
  separatorKey: z.string().max(40).nullable(),
  /** It sends a symbology identifier such as `]d2`. */
  sendsIdentifier: z.boolean(),
  /** It sends a line end or a tab behind each code. */
  endsItself: z.boolean(),
  /** Milliseconds between two keys, of one that types; null of another. */
  gaps: z.object({ medianMs: z.number().nonnegative(), maxMs: z.number().nonnegative() }).nullable(),
});
export type ScannerHabits = z.infer<typeof scannerHabitsSchema>;

/**
 * What the scanner read, out of what it sent (`sent`: without line end; an identifier may stand in front).
 * A prefix or suffix that is not there is not missed: another scanner may be on the same line.
 */
export function withoutHabits(sent: string, habits: ScannerHabits): string {
  const cased = habits.swapsCase ? swapCase(sent) : sent;
  const identified = identifierOf(cased);
  const bare = withoutSuffix(
    identified === ''
      ? cutPrefix(cased, habits.prefix)
      : identified + cutPrefix(cased.slice(identified.length), habits.prefix),
    habits.suffix,
  );
  return withSeparators(bare, habits);
}

/** Letters in the other case; signs of one case only stay. */
export function swapCase(text: string): string {
  return text.replace(/[A-Za-z]/g, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  );
}

/** The symbology identifier in front, or nothing. */
export function identifierOf(text: string): string {
  return /^\][A-Za-z][0-9A-Za-z]/.exec(text)?.[0] ?? '';
}

function cutPrefix(text: string, prefix: string): string {
  return prefix !== '' && text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

function withoutSuffix(text: string, suffix: string): string {
  return suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
}

/** Only where there can be a separator: its stand-in is an ordinary sign of other codes. */
function withSeparators(text: string, { separator, sendsIdentifier }: ScannerHabits): string {
  if (separator === '' || separator === groupSeparator) return text;
  const identifier = identifierOf(text);
  const isElements = sendsIdentifier
    ? isGs1Symbol(identifier === '' ? null : identifier)
    : /^[0-9]{2}/.test(text.startsWith(separator) ? text.slice(separator.length) : text);
  return isElements ? text.replaceAll(separator, groupSeparator) : text;
}
