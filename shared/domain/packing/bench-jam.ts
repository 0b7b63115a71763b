// Paper jammed: which label is the last good one is asked (scanned, or stepped to), and those behind it are printed again with their
// numbers, oldest first. Must never print one by itself: what comes is on the screen until OK.
import type { ParcelId } from '../ids';
import { no } from './bench-act';
import { type Bench, type BenchFacts, type BenchInput, type BenchOutcome, outcome, refused } from './session';
import { answer } from './verdict';

/** A label that came out, or may have. */
export type PrintedLabel = { jobId: string; parcelId: ParcelId | null; number: string; attempt: number };

/** `labels`: newest first, as they were when it began; the first `spoilt` of them print again. */
export type Jam = { labels: readonly PrintedLabel[]; spoilt: number };

const soft = { tone: 'look', sound: 'look', place: { kind: 'label' } } as const;

export function startJam(bench: Bench, facts: BenchFacts): BenchOutcome {
  const labels = facts.printedLately?.() ?? [];
  if (labels.length === 0) return no(bench, 'paper-jam', facts, 'jam-nothing', {});
  return asked({ ...bench, confirm: null }, { labels, spoilt: 1 });
}

/** Null: no jam is being cleared, or this is about something else. */
export function answerJam(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome | null {
  const { jam } = bench;
  if (!jam || bench.stop || input.kind === 'badge') return null;
  if (input.kind === 'command') return answerKey(bench, jam, input, facts);
  if (input.kind === 'parcels' && input.by === 'label') {
    const at = jam.labels.findIndex((label) =>
      input.parcels.some(({ parcelId }) => parcelId === label.parcelId),
    );
    if (at > 0) return asked(bench, { ...jam, spoilt: at });
    if (at === 0) return outcome({ ...bench, jam: null }, [], answer('jam-none', {}, soft));
    const number = input.parcels[0]?.orderNumber ?? input.text;
    return refused(bench, { code: 'jam-label-unknown', values: { number } }, input, facts, { kind: 'label' });
  }
  return refused(bench, { code: 'jam-open', values: {} }, input, facts, { kind: 'label' });
}

function answerKey(
  bench: Bench,
  jam: Jam,
  input: Extract<BenchInput, { kind: 'command' }>,
  facts: BenchFacts,
): BenchOutcome {
  switch (input.command) {
    case 'paper-jam':
    case 'skip':
      return asked(bench, { ...jam, spoilt: Math.min(jam.spoilt + 1, jam.labels.length) });
    case 'undo':
      return asked(bench, { ...jam, spoilt: Math.max(jam.spoilt - 1, 1) });
    case 'ok': {
      const again = jam.labels.slice(0, jam.spoilt);
      const done = outcome({ ...bench, jam: null }, [], answer('jam-prints', { count: again.length }, soft));
      return { ...done, printAgain: again.map(({ jobId }) => jobId).reverse() };
    }
    case 'cancel':
      return outcome({ ...bench, jam: null }, [], answer('cancelled-command', {}, soft));
    default:
      return refused(bench, { code: 'jam-open', values: {} }, input, facts, { kind: 'label' });
  }
}

function asked(bench: Bench, jam: Jam): BenchOutcome {
  return outcome({ ...bench, jam }, [], answer('jam-which', { count: jam.spoilt }, soft));
}
