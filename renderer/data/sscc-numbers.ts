// The next free parcel number of this station. Numbers come from the range head office handed out and only go up;
// one that was ever used, also by a seal that was undone since, is never given again.
import { nthSscc, type SsccRange, ssccOf, ssccsIn } from '../../shared/barcode/sscc';
import type { OpLog } from './op-log';
import type { Notes, PulledCollections } from './store';

export type SsccNumbers = {
  /** Takes up the range of the directory; resolves when it is known which of its numbers are used. */
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
): Promise<SsccNumbers> {
  const noted = await notes.read(noteName);
  let range: SsccRange | null = null;
  /** How many numbers of the range are used, counted from its beginning; null while that is being found out. */
  let used: number | null = null;
  let kept = '';

  const take = (sscc: string): void => {
    if (range && used !== null) used = Math.max(used, placeOf(range, sscc) + 1);
  };
  const listening = opLog.changes.subscribe((change) => {
    if (change.kind !== 'appended') return;
    for (const op of change.ops) if (op.type === 'parcel.seal') take(op.body.sscc);
  });

  return {
    takeRange: async (next) => {
      if (range && keyOf(range) === keyOf(next)) return;
      range = next;
      used = null;
      const stored = await usedInStore(parcels, next);
      if (range !== next) return;
      used = Math.max(stored, noted?.['range'] === keyOf(next) ? Number(noted['used']) || 0 : 0);
      for (const op of opLog.unsettled()) if (op.type === 'parcel.seal') take(op.body.sscc);
    },
    next: () => (range && used !== null ? nthSscc(range, used) : null),
    left: () => (range && used !== null ? ssccsIn(range) - used : 0),
    keep: async () => {
      if (!range || used === null) return;
      const note = { range: keyOf(range), used };
      if (JSON.stringify(note) === kept) return;
      await notes.write(noteName, note);
      kept = JSON.stringify(note);
    },
    close: () => listening.unsubscribe(),
  };
}

/** Numbers used by pulled parcels: the store may know more than the note when this PC was set up anew. */
async function usedInStore(
  parcels: Pick<PulledCollections['parcels'], 'find'>,
  range: SsccRange,
): Promise<number> {
  let low = 0;
  let high = ssccsIn(range);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const from = ssccOf(range.prefix, range.from + middle);
    const found = await parcels.find({
      selector: { sscc: { $gte: from, $lte: ssccOf(range.prefix, range.to) } },
      sort: [{ sscc: 'asc' }],
      limit: 1,
    });
    if (found.length > 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Place of a number in the range, from 0; -1 when it is of another range. */
function placeOf(range: SsccRange, sscc: string): number {
  if (!sscc.startsWith(range.prefix)) return -1;
  const serial = Number(sscc.slice(range.prefix.length, 17));
  return serial >= range.from && serial <= range.to ? serial - range.from : -1;
}

const keyOf = (range: SsccRange): string => `${range.prefix} ${range.from} ${range.to}`;
