// What is asked before a box is sealed: that the instructions of its goods were read, and another person where it is special.
// Everything else about the seal has to be right first.
import { decideParcel } from '../parcel/decide';
import type { Parcel, ParcelCommand } from '../parcel/parcel';
import { actor } from './bench-ops';
import { type Bench, type BenchFacts, type BenchOutcome, outcome, type ToRead } from './session';
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

/** Instructions of what lies in the box. */
export function toReadOf<T extends ToRead>(
  open: Parcel,
  { boxing }: { boxing?: { toRead: readonly T[] } | null | undefined },
): T[] {
  return (boxing?.toRead ?? []).filter(({ lineNo }) =>
    open.lines.some((line) => line.lineNo === lineNo && line.packed > 0),
  );
}

/** Null when there is nothing to read, it was read, or something else is in the way. */
export function askToRead(
  bench: Bench,
  open: Parcel,
  seal: ParcelCommand,
  command: 'seal' | 'next-box',
  facts: BenchFacts,
): BenchOutcome | null {
  const [first] = bench.readFor === open.parcelId ? [] : toReadOf(open, facts);
  if (!first) return null;
  const decision = decideParcel(open, seal, actor(bench, open, facts));
  if (!decision.ok && decision.refusal.code !== 'second-person-first') return null;
  return outcome(
    { ...bench, reading: { command, at: 0 }, confirm: null },
    [],
    answer('read-first', { name: first.name }, { tone: 'look', sound: 'look', place: { kind: 'box' } }),
  );
}
