// How a command at the bench becomes an act: asked twice when dangerous, tried against the parcel's own rule, refused
// with that rule's words. Nothing here writes an op that decide.ts would not take.
import { decideParcel } from '../parcel/decide';
import type { Parcel, ParcelCommand, ParcelEvent } from '../parcel/parcel';
import { actor, type BenchOp } from './bench-ops';
import type { BenchCommand } from './bench-command';
import { type Bench, type BenchFacts, type BenchOutcome, outcome, refused } from './session';
import { answer } from './verdict';

/** How long a dangerous act waits to be given again. */
export const confirmMs = 5000;

/** By what a dangerous act is known while it waits to be given again. */
export function confirmAct(command: BenchCommand, { parcelId }: Pick<Parcel, 'parcelId'>): string {
  return `${command} ${parcelId}`;
}

/** Asks for a dangerous act to be given again; null when it just was. */
export function confirmFirst(
  bench: Bench,
  command: BenchCommand,
  parcel: Parcel,
  facts: BenchFacts,
): BenchOutcome | null {
  const act = confirmAct(command, parcel);
  if (bench.confirm?.act === act && facts.nowMs <= bench.confirm.untilMs) return null;
  const asking: Bench = { ...bench, confirm: { act, untilMs: facts.nowMs + confirmMs } };
  return outcome(
    asking,
    [],
    answer('confirm-again', { command, number: parcel.orderNumber }, { tone: 'look', sound: 'look' }),
  );
}

/** Writes the op only when the parcel's own rule allows its command; else the refusal of that rule. */
export function tryOp(
  bench: Bench,
  parcel: Parcel,
  command: ParcelCommand,
  op: BenchOp,
  facts: BenchFacts,
  name: BenchCommand,
  accepted: (events: readonly ParcelEvent[]) => BenchOutcome,
): BenchOutcome {
  const decision = decideParcel(parcel, command, actor(bench, parcel, facts));
  return decision.ok
    ? accepted(decision.events)
    : no(bench, name, facts, decision.refusal.code, decision.refusal.values);
}

/** A command that cannot be done. */
export function no(
  bench: Bench,
  command: BenchCommand,
  facts: BenchFacts,
  code: Parameters<typeof refused>[1]['code'],
  values: Record<string, string | number>,
): BenchOutcome {
  return refused(bench, { code, values }, { kind: 'command', command }, facts);
}
