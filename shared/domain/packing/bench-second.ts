// The second person of a special order: SEAL asks for another badge, and only that badge seals the box. A supervisor does
// without somebody else where the kind allows it, with a reason and a PIN. All of it works without head office.
// Must never seal on the badge of whoever packed; an act of its own meanwhile forgets the question.
import { decideParcel } from '../parcel/decide';
import { evolveParcel } from '../parcel/evolve';
import type { Parcel } from '../parcel/parcel';
import { needsPinToLogIn } from '../people/access';
import { mayAnswerForOthers, mayDo } from '../people/roles';
import { waitsForSecond } from '../special/second-person';
import { overrideReasons } from '../special/special-mark';
import { answerCommand } from './bench-commands';
import { about, actor, type BenchOp } from './bench-ops';
import { type Bench, type BenchFacts, type BenchInput, type BenchOutcome, outcome, refused } from './session';
import { answer } from './verdict';

const waiting = { tone: 'wait', sound: 'look', place: { kind: 'operator' } } as const;

/** The answer to a scan while a second person is asked for; null: it is about something else. */
export function answerSecond(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome | null {
  const { open } = facts;
  if (!bench.second || !bench.operator || bench.stop || !open || !waitsForSecond(open.special)) return null;
  if (input.kind === 'badge') return answerBadge(bench, input, open, facts);
  if (input.kind !== 'command') return null;
  if (input.command === 'cancel') {
    return outcome(
      { ...bench, second: null },
      [],
      answer('cancelled-command', {}, { tone: 'look', sound: 'look' }),
    );
  }
  // Seen, whatever it was: the badge is waited for all the same.
  if (input.command === 'ok')
    return outcome(bench, [], answer('second-person', { number: open.orderNumber }, waiting));
  if (input.command === 'override') return askReason(bench, open, facts);
  const digit = /^quantity-(\d)$/.exec(input.command)?.[1];
  if (digit === undefined || bench.second.override !== 'asked') return null;
  const override = overrideReasons[Number(digit) - 1];
  if (!override) return askReason(bench, open, facts);
  return outcome(
    { ...bench, second: { ...bench.second, override } },
    [],
    answer('override-badge', { number: open.orderNumber }, waiting),
  );
}

function askReason(bench: Bench, open: Parcel, facts: BenchFacts): BenchOutcome {
  const { orderNumber: number } = open;
  if (!bench.second || !open.special?.mayOverride)
    return keep(bench, no(bench, 'override-not-allowed', { number }, facts));
  return outcome(
    { ...bench, second: { ...bench.second, override: 'asked' } },
    [],
    answer('override-reason', { number }, { ...waiting, place: null }),
  );
}

type BadgeInput = Extract<BenchInput, { kind: 'badge' }>;

function answerBadge(bench: Bench, input: BadgeInput, open: Parcel, facts: BenchFacts): BenchOutcome {
  const { person } = input;
  const { second } = bench;
  if (!second) throw new Error('nobody asked for a second person');
  const say = (code: Parameters<typeof no>[1], values: Record<string, string | number>): BenchOutcome =>
    keep(bench, refused(bench, { code, values }, input, facts, { kind: 'operator' }));
  if (!person) return say('badge-unknown', {});
  const { name, roles } = person;
  if (person.retired) return say('person-retired', { name });
  const override = second.override === 'asked' ? null : second.override;
  const mayAnswer = override === null ? mayDo(roles, 'parcel.verify') : mayAnswerForOthers(roles);
  if (!mayAnswer) return say('person-may-not', { name });
  const verifierId = person.personId;
  const command = {
    type: 'VerifyParcel',
    parcelId: open.parcelId,
    opId: facts.newOpId(),
    verifierId,
    override,
  } as const;
  const decision = decideParcel(open, command, actor(bench, open, facts));
  if (!decision.ok) return say(decision.refusal.code, decision.refusal.values);
  const needsPin = override !== null || needsPinToLogIn(roles, facts.access.pinRoles);
  if (needsPin && !person.pinSetAt) return say('pin-missing', { name });
  if (person.pinSetAt && !input.isProven) {
    return outcome(
      { ...bench, pinFor: { person, act: 'verify' } },
      [],
      answer('enter-pin', { name }, waiting),
    );
  }
  const verify: BenchOp = {
    ...about(open, facts),
    opId: command.opId,
    type: 'parcel.verify',
    body: { verifierId, ...(override === null ? {} : { override }) },
  };
  const seen = decision.events.reduce<Parcel>((parcel, event) => evolveParcel(parcel, event), open);
  // What was asked for goes on by itself: nobody has to say SEAL twice.
  const went = answerCommand({ ...bench, second: null }, second.command, { ...facts, open: seen });
  return { ...went, ops: [verify, ...went.ops] };
}

function no(
  bench: Bench,
  code: Parameters<typeof refused>[1]['code'],
  values: Record<string, string | number>,
  facts: BenchFacts,
): BenchOutcome {
  return refused(bench, { code, values }, { kind: 'command', command: 'override' }, facts);
}

/** A refusal on the way does not end the question. */
function keep({ second }: Bench, result: BenchOutcome): BenchOutcome {
  return { ...result, bench: { ...result.bench, second } };
}
