// Before a special box is sealed, another person is asked for; everything else about the seal has to be right first.
import { decideParcel } from '../parcel/decide';
import type { Parcel, ParcelCommand } from '../parcel/parcel';
import { actor } from './bench-ops';
import { type Bench, type BenchFacts, type BenchOutcome, outcome } from './session';
import { answer } from './verdict';

/** Null when nobody else has to look, or something else is in the way. */
export function askSecond(
  bench: Bench,
  open: Parcel,
  seal: ParcelCommand,
  command: 'seal' | 'next-box',
  facts: BenchFacts,
): BenchOutcome | null {
  const decision = decideParcel(open, seal, actor(bench, open, facts));
  if (decision.ok || decision.refusal.code !== 'second-person-first') return null;
  return outcome(
    { ...bench, second: { command, override: null }, confirm: null },
    [],
    answer(
      'second-person',
      { number: open.orderNumber },
      { tone: 'wait', sound: 'look', place: { kind: 'operator' } },
    ),
  );
}
