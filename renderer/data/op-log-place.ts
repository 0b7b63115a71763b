// Where the op log stood when it was last written down: what must be read at a start, and what head office had.
import type { Notes } from './store';

export const opLogNote = 'op-log';

export type Place = {
  /** Every op up to it is settled. */
  settledUpTo: number;
  /** Number of the first op that head office had not received. */
  expect: number;
};

export async function keepPlace(notes: Notes, place: Place): Promise<void> {
  await notes.write(opLogNote, place);
}

/** A note that says nothing sensible counts as none. */
export function readPlace(found: Record<string, unknown> | null): Place {
  const settledUpTo = Number(found?.['settledUpTo'] ?? 0);
  const expect = Number(found?.['expect'] ?? 1);
  return Number.isSafeInteger(settledUpTo) && Number.isSafeInteger(expect)
    ? { settledUpTo, expect }
    : { settledUpTo: 0, expect: 1 };
}
