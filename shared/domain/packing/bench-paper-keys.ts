// Papers once more: those of the box that was sealed last. The print outbox counts the attempts.
import { no } from './bench-act';
import { type Bench, type BenchFacts, type BenchOutcome, outcome } from './session';
import { answer } from './verdict';

export function reprintPapers(bench: Bench, facts: BenchFacts): BenchOutcome {
  const last = facts.lastSealed;
  const number = last?.orderNumber ?? '';
  if (!last?.papers) return no(bench, 'print-papers', facts, 'papers-none', { number });
  const asked = answer('papers-asked', { number }, { tone: 'look', sound: 'look', place: { kind: 'label' } });
  return { ...outcome({ ...bench, confirm: null }, [], asked), papers: last.parcelId };
}
