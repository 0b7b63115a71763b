// How much work a bench takes: TAKE 20 before the network goes, GIVE BACK what it will not get to. Head office decides what
// it gets (never more than it lets this bench hold); giving back is a fact and works without it.
import { about, type BenchOp } from './bench-ops';
import { type Bench, type BenchFacts, type BenchOutcome, outcome } from './session';
import { answer } from './verdict';

export function takeWork(bench: Bench, count: number, facts: BenchFacts): BenchOutcome {
  const code = facts.online ? 'batch-asked' : 'batch-asked-later';
  const verdict = answer(code, { count }, { tone: 'look', sound: 'look' });
  return { ...outcome({ ...bench, confirm: null }, [], verdict), work: { kind: 'take', count } };
}

export function giveBack(bench: Bench, facts: BenchFacts): BenchOutcome {
  const ops = giveBackOps(facts);
  const verdict = answer('given-back', { count: ops.length }, { tone: 'look', sound: 'look' });
  return { ...outcome({ ...bench, confirm: null }, ops, verdict), work: { kind: 'pause' } };
}

/** One op a parcel that nobody has begun. */
export function giveBackOps(facts: BenchFacts): BenchOp[] {
  return facts.held
    .filter(({ state }) => state === 'leased')
    .map((parcel) => ({ ...about(parcel, facts), type: 'parcel.give-back', body: {} }));
}
