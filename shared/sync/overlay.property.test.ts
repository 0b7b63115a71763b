// Law 4: station and head office run the same function. A station with its own ops, a head office that hears them late,
// documents and answers that come back in any interleaving: the screen always shows what head office will come to.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxIdOf, opIdOf, parcelIdOf, personIdOf } from '../domain/ids.test-kit';
import { answerByItself } from '../domain/parcel/asked-back';
import { decideParcel } from '../domain/parcel/decide';
import { foldParcels } from '../domain/parcel/evolve';
import type { Parcel, ParcelCommand } from '../domain/parcel/parcel';
import { firstParcel, here, sscc } from '../domain/parcel/parcel.test-kit';
import { startWorld, type WorldPlan } from '../domain/parcel/world.test-kit';
import { holds } from '../domain/property.test-kit';
import { answerOp, decideOp, overlay } from './apply-op';
import type { Op, OpBody, OpType } from './op';
import { opOf } from './op.test-kit';

type Answer = { op: Op; status: string; version: number };

/** Head office keeps every version of its parcels, so that a pull may bring any of them. */
type Sides = {
  versions: Map<string, Parcel>[];
  answers: Answer[];
  heard: number;
  ops: Op[];
  pulledVersion: number;
  pulledAnswers: number;
};

const plans: fc.Arbitrary<WorldPlan> = fc.array(
  fc.record({ bins: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }) }),
  { minLength: 1, maxLength: 3 },
);

const step = fc.record({
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constant('pack' as const) },
    { weight: 3, arbitrary: fc.constantFrom('report', 'undo') },
    { weight: 3, arbitrary: fc.constantFrom('box', 'seal', 'label', 'reopen', 'ship-part', 'next-box') },
    { weight: 1, arbitrary: fc.constantFrom('hold', 'resume', 'hand-over', 'claim', 'open', 'provisional') },
    { weight: 5, arbitrary: fc.constantFrom('hear', 'pull-parcels', 'pull-answers') },
    { weight: 1, arbitrary: fc.constantFrom('answer-cancel', 'give-back') },
    { weight: 1, arbitrary: fc.constantFrom('cancel', 'end-lease', 'ask-cancel', 'withdraw-cancel') },
  ),
  parcel: fc.nat({ max: 2 }),
  line: fc.nat({ max: 2 }),
  quantity: fc.integer({ min: 1, max: 3 }),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
const byHeadOffice: ReadonlySet<Step['what']> = new Set<Step['what']>([
  'cancel',
  'end-lease',
  'ask-cancel',
  'withdraw-cancel',
]);
const steps = fc.array(step, { maxLength: 60 });

function start(plan: WorldPlan): Sides {
  const parcels = startWorld(plan).parcels;
  return { versions: [parcels], answers: [], heard: 0, ops: [], pulledVersion: 0, pulledAnswers: 0 };
}

function newest(sides: Sides): Map<string, Parcel> {
  return sides.versions.at(-1) as Map<string, Parcel>;
}

/** Own ops that are not answered, or whose parcel has not come yet; head office's refusals drop out at once. */
function unsettled(sides: Sides): Op[] {
  const answered = new Map(sides.answers.slice(0, sides.pulledAnswers).map((answer) => [answer.op, answer]));
  return sides.ops.filter((op) => {
    const answer = answered.get(op);
    return !answer || (answer.status !== 'refused' && answer.version > sides.pulledVersion);
  });
}

function shown(sides: Sides, ops: readonly Op[] = unsettled(sides)): Map<string, Parcel> {
  const parcels = new Map(sides.versions[sides.pulledVersion]);
  overlay(parcels, ops, here);
  return parcels;
}

/** What head office comes to once it has heard every op. */
function outcome(sides: Sides): Map<string, Parcel> {
  const parcels = new Map(newest(sides));
  for (const op of sides.ops.slice(sides.heard)) tell(parcels, op);
  return parcels;
}

function tell(parcels: Map<string, Parcel>, op: Op): string {
  const answer = answerOp(parcels.get(op.parcelId ?? '') ?? null, op, here);
  foldParcels(parcels, answer.events);
  return answer.status;
}

function hear(sides: Sides): void {
  const op = sides.ops[sides.heard];
  if (!op) return;
  const parcels = new Map(newest(sides));
  const status = tell(parcels, op);
  sides.versions.push(parcels);
  sides.heard += 1;
  sides.answers.push({ op, status, version: sides.versions.length - 1 });
}

function decideAtHeadOffice(sides: Sides, command: ParcelCommand): void {
  const parcels = new Map(newest(sides));
  const decision = decideParcel(parcels.get(command.parcelId) ?? null, command, null);
  if (!decision.ok) return;
  foldParcels(parcels, decision.events);
  sides.versions.push(parcels);
}

/** A bench writes an op only when its own rule allows it on what is shown. */
function write<T extends OpType>(sides: Sides, parcel: Parcel, type: T, body: OpBody<T>): void {
  const stationSeq = sides.ops.length + 1;
  const op = opOf(type, {
    opId: opIdOf(100 + stationSeq),
    stationSeq,
    parcelId: parcel.parcelId,
    fence: type === 'parcel.claim' ? null : parcel.fence,
    body,
  } as Partial<Op>);
  if (type === 'parcel.claim' || decideOp(parcel, op, here).ok) sides.ops.push(op);
}

function take(sides: Sides, { what, parcel: nth, line: lineAt, quantity }: Step): void {
  const parcels = [...shown(sides).values()];
  const parcel = parcels[nth % parcels.length] as Parcel;
  const line = parcel.lines[lineAt % parcel.lines.length];
  if (!line) return;
  switch (what) {
    case 'pack':
      return write(sides, parcel, 'parcel.pack-item', { sku: line.sku, quantity, code: 'x', scanId: 'x' });
    case 'report':
      return write(sides, parcel, 'parcel.report-item', { sku: line.sku, quantity, problem: 'missing' });
    case 'undo': {
      const undone = parcel.acts.at(-1);
      return undone && write(sides, parcel, 'parcel.undo', { undoes: undone.opId });
    }
    case 'box':
      return write(sides, parcel, 'parcel.choose-box', { boxId: boxIdOf(`B${quantity}`) });
    case 'seal':
      return write(sides, parcel, 'parcel.seal', { sscc, weightGrams: 1 });
    case 'label':
      return write(sides, parcel, 'parcel.record-label', {
        label: { jobId: parcel.sealedBy ?? '', attempt: 1, outcome: 'sent' },
      });
    case 'reopen':
      return write(sides, parcel, 'parcel.reopen', { reason: 'x' });
    case 'ship-part':
      return write(sides, parcel, 'parcel.ship-part', {});
    case 'next-box':
      return write(sides, parcel, 'parcel.next-box', { newParcelId: parcelIdOf(50 + sides.ops.length) });
    case 'hold':
      return write(sides, parcel, 'parcel.hold', { reason: 'x' });
    case 'resume':
      return write(sides, parcel, 'parcel.resume', {});
    case 'hand-over':
      return write(sides, parcel, 'parcel.hand-over', { sscc });
    case 'claim':
      return write(sides, parcel, 'parcel.claim', {});
    case 'open':
      return write(sides, parcel, 'parcel.open', {});
    case 'provisional':
      return write(sides, parcel, 'parcel.open-provisional', { supervisorId: personIdOf('bob') });
    case 'hear':
      for (let count = 0; count < quantity; count += 1) hear(sides);
      return;
    case 'pull-parcels':
      sides.pulledVersion = Math.min(sides.versions.length - 1, sides.pulledVersion + quantity);
      return;
    case 'pull-answers':
      sides.pulledAnswers = Math.min(sides.answers.length, sides.pulledAnswers + quantity);
      return;
    case 'cancel':
      return decideAtHeadOffice(sides, {
        type: 'CancelParcelLine',
        parcelId: parcel.parcelId,
        lineNo: line.lineNo,
        quantity,
      });
    case 'ask-cancel':
      return decideAtHeadOffice(sides, {
        type: 'AskCancel',
        parcelId: parcel.parcelId,
        reason: 'customer',
        at: '2026-01-05T11:00:00.000Z',
        lines: [{ lineNo: line.lineNo, quantity }],
      });
    case 'withdraw-cancel':
      return decideAtHeadOffice(sides, { type: 'WithdrawCancel', parcelId: parcel.parcelId });
    case 'answer-cancel':
      return write(
        sides,
        parcel,
        'parcel.answer-cancel',
        answerByItself(parcel) ?? { answer: 'accepted', lines: [{ lineNo: line.lineNo, quantity }] },
      );
    case 'give-back':
      return write(sides, parcel, 'parcel.give-back', {});
    case 'end-lease':
      return decideAtHeadOffice(sides, { type: 'EndLease', parcelId: parcel.parcelId });
  }
}

describe('law 4: the overlay and head office come to the same', () => {
  it('at every moment, however far the pulls of parcels and answers have come', () => {
    holds(
      fc.property(plans, steps, (plan, list) => {
        const sides = start(plan);
        for (const next of list.filter(({ what }) => !byHeadOffice.has(what))) {
          take(sides, next);
          expect(shown(sides)).toEqual(outcome(sides));
        }
      }),
      { runs: 500 },
    );
  });

  it('even when no answer is ever taken note of and every op is folded again', () => {
    holds(
      fc.property(plans, steps, (plan, list) => {
        const sides = start(plan);
        for (const next of list.filter(({ what }) => !byHeadOffice.has(what))) {
          take(sides, next);
          expect(shown(sides, sides.ops)).toEqual(outcome(sides));
        }
      }),
    );
  });

  it('in the end, whatever head office cancelled or took back in between', () => {
    holds(
      fc.property(plans, steps, (plan, list) => {
        const sides = start(plan);
        for (const next of list) take(sides, next);
        while (sides.heard < sides.ops.length) hear(sides);
        sides.pulledVersion = sides.versions.length - 1;
        expect(shown(sides)).toEqual(newest(sides));
        sides.pulledAnswers = sides.answers.length;
        expect(unsettled(sides)).toEqual([]);
      }),
      { runs: 500 },
    );
  });

  it('and no op ever reaches a parcel that was taken back', () => {
    holds(
      fc.property(plans, steps, (plan, list) => {
        const sides = start(plan);
        // A provisional pack is meant to: nobody else has begun it.
        for (const next of list.filter(({ what }) => what !== 'provisional')) take(sides, next);
        decideAtHeadOffice(sides, { type: 'EndLease', parcelId: firstParcel });
        const taken = newest(sides).get(firstParcel) as Parcel;
        sides.pulledVersion = sides.versions.length - 1;
        if (taken.state === 'released') expect(shown(sides).get(firstParcel)).toEqual(taken);
        while (sides.heard < sides.ops.length) hear(sides);
        const after = newest(sides).get(firstParcel);
        if (taken.state !== 'released') return;
        // A claim of it may still be granted: that is a new lease under a new fence.
        const changed = { ...after, state: taken.state, holder: taken.holder, fence: taken.fence };
        expect({ ...changed, stationSeq: taken.stationSeq }).toEqual(taken);
      }),
    );
  });
});
