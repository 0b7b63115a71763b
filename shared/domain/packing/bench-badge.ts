// A badge at the bench: who may log in with it, when its PIN is asked for, and what a supervisor's badge answers for
// (a provisional pack, lists that are too old, a locked operator). The PIN itself never comes here, only whether it was
// right. Must never act for somebody whose PIN was asked for and not given.
import { needsPinToLogIn } from '../people/access';
import type { PinAnswer } from '../people/pin';
import { mayAnswerForOthers, mayDo } from '../people/roles';
import type { PersonId } from '../ids';
import { startProvisional } from './bench-leases';
import type { BenchOp } from './bench-ops';
import {
  type Bench,
  type BenchFacts,
  type BenchInput,
  type BenchOutcome,
  nothingSaid,
  outcome,
  type Person,
  type PinFor,
  refused,
} from './session';
import { answer, refusalVerdict } from './verdict';

type BadgeInput = Extract<BenchInput, { kind: 'badge' }>;

/** A badge while no stop holds, or one that clears it: a log-in. */
export function answerBadge(bench: Bench, input: BadgeInput, facts: BenchFacts): BenchOutcome {
  const { person } = input;
  if (!person)
    return refused(bench, { code: 'badge-unknown', values: {} }, input, facts, { kind: 'operator' });
  const { name } = person;
  if (person.retired) return no(bench, 'person-retired', { name }, input, facts);
  if (!mayDo(person.roles, 'bench.log-in')) return no(bench, 'person-may-not', { name }, input, facts);
  if (facts.access.isTooOld && !mayAnswerForOthers(person.roles)) return tooOld(bench, person, input, facts);
  if (needsPinToLogIn(person.roles, facts.access.pinRoles)) {
    if (!person.pinSetAt) return no(bench, 'pin-missing', { name }, input, facts);
    if (!input.isProven) return askPin(bench, { person, act: 'log-in' });
  }
  return logIn(bench, person, null, facts);
}

/** What this badge would answer for, as the stop on the screen offers it; null when it offers nothing to this person. */
export function offerTaken(bench: Bench, input: BenchInput, facts: BenchFacts): PinFor['act'] | null {
  if (!bench.stop || input.kind !== 'badge' || !input.person || input.person.retired) return null;
  if (!mayAnswerForOthers(input.person.roles)) return null;
  if (bench.stop.code === 'person-locked')
    return input.person.personId === bench.stop.values['personId'] ? null : 'unlock';
  if (bench.letIn) return bench.letIn.personId === input.person.personId ? null : 'let-work';
  return bench.operator && facts.offered ? 'provisional' : null;
}

/** A supervisor's badge takes up an offer. With a PIN set, that is asked for first; to unlock somebody takes one. */
export function takeOffer(
  bench: Bench,
  act: PinFor['act'],
  person: Person,
  input: BadgeInput,
  facts: BenchFacts,
): BenchOutcome {
  if (act === 'unlock' && !person.pinSetAt)
    return keep(bench, no(bench, 'pin-missing', { name: person.name }, input, facts));
  if (person.pinSetAt && !input.isProven) return askPin(bench, { person, act });
  if (act === 'unlock') return unlock(bench, person, facts);
  if (act === 'let-work' && bench.letIn)
    return logIn({ ...bench, stop: null }, bench.letIn, person.personId, facts);
  if (act === 'provisional' && facts.offered) return startProvisional(bench, person, facts.offered, facts);
  throw new Error(`nothing was offered for ${act}`);
}

/** While a PIN is asked for: another badge asks anew, CANCEL gives up, and nothing else is taken. Null: go on. */
export function heldByPin(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome | null {
  if (!bench.pinFor || input.kind === 'badge') return null;
  if (input.kind !== 'command' || (input.command !== 'cancel' && input.command !== 'log-out'))
    return keep(bench, no(bench, 'pin-first', { name: bench.pinFor.person.name }, input, facts));
  const verdict = bench.stop
    ? refusalVerdict(bench.stop)
    : answer('cancelled-command', {}, { tone: 'look', sound: 'look' });
  return outcome({ ...bench, pinFor: null }, [], verdict);
}

/** Begins new work with lists that are too old: a supervisor has to let the operator. An open box may be finished. */
export function heldByOldLists(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome | null {
  const { operator } = bench;
  if (!facts.access.isTooOld || !operator || bench.letById || facts.open) return null;
  if (mayAnswerForOthers(operator.roles)) return null;
  const begins = input.kind === 'item' || (input.kind === 'parcels' && input.by !== 'label');
  return begins ? tooOld(bench, operator, input, facts) : null;
}

/** What the station said about the PIN that was given. `goOn` answers the badge again, now proven. */
export function answerPin(
  bench: Bench,
  told: PinAnswer,
  facts: BenchFacts,
  goOn: (bench: Bench, input: BadgeInput, facts: BenchFacts) => BenchOutcome,
): BenchOutcome {
  const { pinFor } = bench;
  if (!pinFor) return outcome(bench, [], answer('ready', {}, { tone: 'look', sound: 'look' }));
  const { person } = pinFor;
  const { name, personId } = person;
  const free: Bench = { ...bench, pinFor: null };
  const input: BadgeInput = { kind: 'badge', person };
  switch (told.answer) {
    case 'yes':
      return goOn(free, { ...input, isProven: true }, facts);
    case 'no':
      return keep(bench, no(bench, 'pin-wrong', { name, left: told.left }, input, facts));
    case 'locked': {
      const minutes = Math.max(1, Math.ceil(told.forMs / 60_000));
      const locked = no(free, 'person-locked', { name, minutes, personId }, input, facts);
      const report: BenchOp = {
        opId: facts.newOpId(),
        type: 'bench.lock-person',
        parcelId: null,
        fence: null,
        body: { personId, lockMinutes: told.lockMinutes },
      };
      return told.isUntold ? { ...locked, ops: [...locked.ops, report] } : locked;
    }
    case 'too-old':
      return tooOld(free, person, input, facts);
    case 'unknown':
      return no(free, 'pin-not-here', { name }, input, facts);
    default: {
      const never: never = told;
      throw new Error(`unexpected answer ${JSON.stringify(never)}`);
    }
  }
}

/** Refuses an act of somebody whose roles do not allow it, before anything is written. */
export function onlyAllowed(
  bench: Bench,
  input: BenchInput,
  facts: BenchFacts,
  result: BenchOutcome,
): BenchOutcome {
  const doer = result.ops.some((op) => op.type === 'bench.log-in') ? result.bench.operator : bench.operator;
  const held = doer && !doer.retired ? doer.roles : [];
  if (result.ops.every((op) => mayDo(held, op.type))) return result;
  return no(bench, 'person-may-not', { name: doer?.name ?? '' }, input, facts);
}

function askPin(bench: Bench, pinFor: PinFor): BenchOutcome {
  return outcome(
    { ...bench, pinFor, ...nothingSaid },
    [],
    answer(
      'enter-pin',
      { name: pinFor.person.name },
      { tone: 'wait', sound: 'look', place: { kind: 'operator' } },
    ),
  );
}

function logIn(bench: Bench, person: Person, supervisorId: PersonId | null, facts: BenchFacts): BenchOutcome {
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'bench.log-in',
    parcelId: null,
    fence: null,
    body: {
      personId: person.personId,
      ...(supervisorId ? { supervisorId } : {}),
      ...(facts.sides?.here === 'right' ? { side: 'right' as const } : {}),
    },
  };
  const next: Bench = {
    ...bench,
    operator: person,
    letIn: null,
    letById: supervisorId,
    times: null,
    damagedNext: false,
    confirm: null,
  };
  const verdict = answer('logged-in', { name: person.name }, { place: { kind: 'operator' } });
  return { ...outcome(next, [op], verdict), work: { kind: 'resume' } };
}

function unlock(bench: Bench, supervisor: Person, facts: BenchFacts): BenchOutcome {
  const values = bench.stop?.values ?? {};
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'bench.unlock-person',
    parcelId: null,
    fence: null,
    body: { personId: String(values['personId']) as PersonId, supervisorId: supervisor.personId },
  };
  return outcome(
    { ...bench, stop: null, offeredId: null },
    [op],
    answer('person-unlocked', { name: values['name'] ?? '' }, { tone: 'look', sound: 'look' }),
  );
}

function tooOld(bench: Bench, person: Person, input: BenchInput, facts: BenchFacts): BenchOutcome {
  const values = { name: person.name, hours: facts.access.maxOfflineHours };
  const stopped = no(bench, 'people-too-old', values, input, facts);
  return { ...stopped, bench: { ...stopped.bench, letIn: person } };
}

function no(
  bench: Bench,
  code: Parameters<typeof refused>[1]['code'],
  values: Record<string, string | number>,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  return refused(bench, { code, values }, input, facts, { kind: 'operator' });
}

/** A refusal beside what stands on the screen: the stop, its offers and the question for the PIN stay. */
function keep({ stop, offeredId, letIn, pinFor, naming }: Bench, result: BenchOutcome): BenchOutcome {
  return { ...result, bench: { ...result.bench, stop, offeredId, letIn, pinFor, naming } };
}
