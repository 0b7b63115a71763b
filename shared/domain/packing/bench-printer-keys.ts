// The other label printer: one key when the first is out of paper or jammed. What waits moves with it; what may have come out
// already stays a question.
import { no } from './bench-act';
import { type Bench, type BenchFacts, type BenchOutcome, outcome } from './session';
import { answer } from './verdict';

export function changePrinter(bench: Bench, facts: BenchFacts): BenchOutcome {
  const { other } = facts.printers;
  if (other === null) return no(bench, 'other-printer', facts, 'printer-no-other', {});
  const changed = answer(
    'printer-changed',
    { printer: other },
    { tone: 'look', sound: 'look', place: { kind: 'label' } },
  );
  return { ...outcome({ ...bench, confirm: null }, [], changed), changesPrinter: true };
}
