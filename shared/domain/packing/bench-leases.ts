// What a bench may begin or go on with: what it holds, while its lease lasts. Beyond that it asks head office, and when
// head office is away a supervisor's badge begins a provisional pack, whose label waits until head office has taken it.
// Must never begin one by itself: it is offered in words, and only a supervisor's badge takes the offer.
import { decideParcel } from '../parcel/decide';
import { mayPack } from '../parcel/lease';
import type { Parcel } from '../parcel/parcel';
import { unitsPacked, unitsWanted } from '../parcel/questions';
import type { Refusal } from '../decision';
import { about, actor, type BenchOp } from './bench-ops';
import type { BenchCommand } from './bench-command';
import { restChosen, shortAsked } from './bench-short';
import {
  type Bench,
  type BenchFacts,
  type BenchInput,
  type BenchOutcome,
  nothingSaid,
  outcome,
  type Person,
  refused,
} from './session';
import { answer } from './verdict';

/** Commands that go on with a box; what only looks at it or takes back may always be done. */
const goesOn: ReadonlySet<BenchCommand> = new Set<BenchCommand>([
  'seal',
  'next-box',
  'ship-part',
  'missing',
  'damaged',
]);

/** What stands in the way of this scan because the open box's lease is over; null when nothing does. */
export function heldByLease(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome | null {
  const { open } = facts;
  if (!open || mayPack(open, facts.headOfficeMs)) return null;
  const isShort = shortAsked(bench, open) !== null;
  const isGoingOn =
    input.kind === 'item' ||
    input.kind === 'box' ||
    (isShort && input.kind === 'location') ||
    (input.kind === 'command' &&
      (goesOn.has(input.command) || (isShort && restChosen(input.command) !== null)));
  return isGoingOn ? leaseOver(bench, input, open, facts) : null;
}

/** The lease of a parcel held here is over: head office makes it longer, or a supervisor takes it on. */
export function leaseOver(bench: Bench, input: BenchInput, parcel: Parcel, facts: BenchFacts): BenchOutcome {
  if (facts.online) return ask(bench, parcel, facts);
  return offer(bench, input, parcel, facts, {
    code: 'lease-over',
    values: { number: parcel.orderNumber },
  });
}

export function ask(bench: Bench, parcel: Parcel, facts: BenchFacts): BenchOutcome {
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'parcel.claim',
    parcelId: parcel.parcelId,
    fence: null,
    body: {},
  };
  return outcome(
    { ...bench, confirm: null },
    [op],
    answer('asking-head-office', { number: parcel.orderNumber }, { tone: 'wait', sound: 'look' }),
  );
}

/** Refuses, and says that a supervisor's badge would begin a provisional pack of this parcel. */
export function offer(
  bench: Bench,
  input: BenchInput,
  parcel: Parcel,
  facts: BenchFacts,
  refusal: Refusal,
): BenchOutcome {
  const no = refused(bench, refusal, input, facts);
  return { ...no, bench: { ...no.bench, offeredId: parcel.parcelId } };
}

/** The operator stays who it was: the supervisor answers for the pack, and does not do it. */
export function startProvisional(
  bench: Bench,
  supervisor: Person,
  parcel: Parcel,
  facts: BenchFacts,
): BenchOutcome {
  const input: BenchInput = { kind: 'badge', person: supervisor };
  const free: Bench = { ...bench, stop: null, offeredId: null };
  const decision = decideParcel(
    parcel,
    { type: 'OpenProvisionally', parcelId: parcel.parcelId, supervisorId: supervisor.personId },
    actor(free, parcel, facts),
  );
  if (!decision.ok) return refused(free, decision.refusal, input, facts);
  const op: BenchOp = {
    ...about(parcel, facts),
    type: 'parcel.open-provisional',
    body: { supervisorId: supervisor.personId },
  };
  const values = {
    number: parcel.orderNumber,
    name: supervisor.name,
    done: unitsPacked(parcel),
    wanted: unitsWanted(parcel),
  };
  return outcome(
    { ...free, parcelId: parcel.parcelId, ...nothingSaid },
    [op],
    answer('provisional-started', values, { tone: 'look', sound: 'look' }),
  );
}
