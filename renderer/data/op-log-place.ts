// Where the op log stood when it was last written down: what must be read at a start, what head office had, and the end of
// the chain.
import { chainStart } from '../../shared/sync/op-chain';
import type { Notes } from './store';

export const opLogNote = 'op-log';

export type Place = {
  /** Every op up to it is settled. */
  settledUpTo: number;
  /** Number of the first op that head office had not received. */
  expect: number;
  /** Behind this the next link is made. */
  end: ChainEnd;
};

/** An op's number with its link. */
export type ChainEnd = { stationSeq: number; link: string };

export async function keepPlace(notes: Notes, place: Place): Promise<void> {
  await notes.write(opLogNote, place);
}

/** A note that says nothing sensible counts as none. */
export function readPlace(found: Record<string, unknown> | null): Place {
  const settledUpTo = Number(found?.['settledUpTo'] ?? 0);
  const expect = Number(found?.['expect'] ?? 1);
  const end = readEnd(found?.['end']);
  return Number.isSafeInteger(settledUpTo) && Number.isSafeInteger(expect)
    ? { settledUpTo, expect, end }
    : { settledUpTo: 0, expect: 1, end };
}

function readEnd(found: unknown): ChainEnd {
  const { stationSeq, link } = (found ?? {}) as Partial<Record<keyof ChainEnd, unknown>>;
  return typeof stationSeq === 'number' && typeof link === 'string'
    ? { stationSeq, link }
    : { stationSeq: 0, link: chainStart };
}
