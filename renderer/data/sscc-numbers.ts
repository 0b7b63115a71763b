// The next free parcel number of this station. Numbers come from the range head office handed out and only go up;
// one that was ever used, also by a seal that was undone since, is never given again.
import { nthSscc, type SsccRange, ssccOf, ssccsIn } from '../../shared/barcode/sscc';
import type { OpLog } from './op-log';
import type { Notes, PulledCollections } from './store';

export type SsccNumbers = {
  /** Takes up the range of the directory, once it is known which of its numbers are used; resolves then. */
  takeRange: (range: SsccRange) => Promise<void>;
  /** Null while no range is known, and when it is used up. Asking uses nothing: sealing does. */
  next: () => string | null;
  left: () => number;
  /** Writes down how many are used; to be done before the ops that show it may be forgotten. */
  keep: () => Promise<void>;
  close: () => void;
};

const noteName = 'sscc';

export async function openSsccNumbers(
  parcels: Pick<PulledCollections['parcels'], 'find'>,
  opLog: Pick<OpLog, 'unsettled' | 'changes'>,
  notes: Notes,
  /** Used numbers that neither parcels nor unsettled ops show any more. */
  alsoUsed: readonly string[] = [],
): Promise<SsccNumbers> {
  const noted = await notes.read(noteName);
  /** The range in use, and how many of its numbers are used, counted from its beginning. */
  let current: { range: SsccRange; used: number } | null = null;
  let coming: { key: string; known: Promise<void> } | null = null;
  let kept = '';

  const take = (sscc: string): void => {
    if (current) current.used = Math.max(current.used, placeOf(current.range, sscc) + 1);
  };
  const listening = opLog.changes.subscribe((change) => {
    if (change.kind !== 'appended') return;
    for (const op of change.ops) if (op.type === 'parcel.seal') take(op.body.sscc);
  });

  // The range before stays in use until it is known which numbers of the next are free.
  const find = async (key: string, range: SsccRange): Promise<void> => {
    const known = noted?.['range'] === key ? Number(noted['used']) || 0 : 0;
    const used = await usedInStore(parcels, range, known);
    if (coming?.key !== key) return;
    current = { range, used };
    for (const op of opLog.unsettled()) if (op.type === 'parcel.seal') take(op.body.sscc);
    for (const sscc of alsoUsed) take(sscc);
  };

  return {
    takeRange: (range) => {
      const key = keyOf(range);
      if (coming?.key !== key) {
        coming = { key, known: Promise.resolve() };
        coming.known = find(key, range).catch((cause: unknown) => {
          if (coming?.key === key) coming = null;
          throw cause;
        });
      }
      return coming.known;
    },
    next: () => (current ? nthSscc(current.range, current.used) : null),
    left: () => (current ? ssccsIn(current.range) - current.used : 0),
    keep: async () => {
      if (!current) return;
      const note = { range: keyOf(current.range), used: current.used };
      if (JSON.stringify(note) === kept) return;
      await notes.write(noteName, note);
      kept = JSON.stringify(note);
    },
    close: () => listening.unsubscribe(),
  };
}

/**
 * Numbers used by pulled parcels: the store may know more than the note when this PC was set up anew. Asks once when the
 * note is right; otherwise in growing steps, and then between the last two.
 */
async function usedInStore(
  parcels: Pick<PulledCollections['parcels'], 'find'>,
  range: SsccRange,
  known: number,
): Promise<number> {
  const to = ssccOf(range.prefix, range.to);
  const isUsedFrom = async (place: number): Promise<boolean> => {
    const $gte = nthSscc(range, place);
    if ($gte === null) return false;
    const selector = { sscc: { $gte, $lte: to } };
    return (await parcels.find({ selector, sort: [{ sscc: 'asc' }], limit: 1 })).length > 0;
  };
  let low = Math.min(known, ssccsIn(range));
  let high = low;
  for (let step = 1; await isUsedFrom(high); step *= 2) {
    low = high + 1;
    high = Math.min(high + step, ssccsIn(range));
  }
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await isUsedFrom(middle)) low = middle + 1;
    else high = middle;
  }
  return high;
}

/** Place of a number in the range, from 0; -1 when it is of another range. */
function placeOf(range: SsccRange, sscc: string): number {
  if (!sscc.startsWith(range.prefix)) return -1;
  const serial = Number(sscc.slice(range.prefix.length, 17));
  return serial >= range.from && serial <= range.to ? serial - range.from : -1;
}

const keyOf = (range: SsccRange): string => `${range.prefix} ${range.from} ${range.to}`;
