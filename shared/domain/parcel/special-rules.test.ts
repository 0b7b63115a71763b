import { describe, expect, it } from 'vitest';
import { boxIdOf, opIdOf, personIdOf } from '../ids.test-kit';
import { benchMark, testCode } from '../special/special.test-kit';
import { decideParcel } from './decide';
import { evolveParcel } from './evolve';
import type { Parcel, ParcelCommand, ParcelEvent } from './parcel';
import {
  actorFor,
  actorHere,
  boxed,
  firstParcel,
  labelled,
  leased,
  lineOf,
  packedOf,
  packer,
  parcelAfter,
  parcelCommandOf,
  planOf,
  sealed,
  sscc,
  started,
  type TellableEvent,
} from './parcel.test-kit';
import { answerFact } from './reconcile';

const parcelId = firstParcel;
const bob = personIdOf('bob');
const plan = { ...planOf([lineOf({ expected: 2 })]), special: benchMark() };
const packedBy = (op: number, by = packer): TellableEvent => ({ ...packedOf(op, 1, 1), by }) as TellableEvent;
const whole = [leased, started, boxed, packedBy(1), packedBy(2)];
const verified: TellableEvent = { type: 'ParcelVerified', opId: opIdOf(95), by: bob, override: null };
const complete = parcelAfter(plan, ...whole);
const looked = parcelAfter(plan, ...whole, verified);

const seal = parcelCommandOf.SealParcel as Extract<ParcelCommand, { type: 'SealParcel' }>;
const codeOf = (parcel: Parcel, command: ParcelCommand, actor = actorHere): string => {
  const decision = decideParcel(parcel, command, actor);
  return decision.ok ? decision.events.map(({ type }) => type).join(' ') : `!${decision.refusal.code}`;
};
const verifyBy = (verifierId: typeof bob, override: 'nobody-else' | null = null): ParcelCommand => ({
  type: 'VerifyParcel',
  parcelId,
  opId: opIdOf(95),
  verifierId,
  override,
});
const told = (parcel: Parcel, ...events: TellableEvent[]): Parcel =>
  events.reduce<Parcel>((state, event) => evolveParcel(state, { ...event, parcelId } as ParcelEvent), parcel);

describe('a special parcel', () => {
  it('is sealed after a second person looked, not before', () => {
    expect(codeOf(complete, seal)).toBe('!second-person-first');
    expect(codeOf(complete, verifyBy(packer))).toBe('!second-person-same');
    expect(codeOf(complete, verifyBy(bob))).toBe('ParcelVerified');
    expect(codeOf(looked, verifyBy(bob))).toBe('');
    expect(codeOf(looked, seal)).toBe('ParcelSealed');
    expect(codeOf(parcelAfter(plan, leased, started, boxed), verifyBy(bob))).toBe('!parcel-empty');
  });

  it('asks for everything else first: a box that is not ready is nothing to look into', () => {
    expect(codeOf(parcelAfter(plan, leased, started, boxed, packedBy(1)), seal)).toBe('!parcel-incomplete');
    expect(codeOf(parcelAfter(plan, leased, started, packedBy(1), packedBy(2)), seal)).toBe(
      '!box-not-chosen',
    );
  });

  it('remembers everybody who put something in: none of them is a second person', () => {
    const can = personIdOf('can');
    const two = parcelAfter(plan, leased, started, boxed, packedBy(1, can), packedBy(2));
    expect(two.special?.packers).toEqual([can, packer]);
    expect(codeOf(two, verifyBy(can))).toBe('!second-person-same');
    const packing = decideParcel(complete, parcelCommandOf.UndoAct, actorHere);
    expect(packing.ok).toBe(true);
    const asPacked = decideParcel(
      parcelAfter(plan, leased, started, boxed),
      parcelCommandOf.PackItem,
      actorHere,
    );
    expect(asPacked).toMatchObject({ ok: true, events: [{ type: 'ItemPacked', by: packer }] });
    const plain = decideParcel(parcelAfter(planOf(), leased, started), parcelCommandOf.PackItem, actorHere);
    expect(plain.ok && plain.events[0]).not.toHaveProperty('by');
  });

  it.each<[string, TellableEvent[]]>([
    ['something came out', [{ type: 'ActUndone', undoes: opIdOf(2) }]],
    ['something went in', [{ type: 'ActUndone', undoes: opIdOf(2) }, packedBy(3)]],
    ['another bench has it', [{ type: 'LeaseEnded', fence: 2 }]],
    [
      'a supervisor began anew',
      [
        {
          type: 'ProvisionalPackStarted',
          stationId: actorHere.stationId,
          fence: 2,
          knownFence: 2,
          operatorId: packer,
          supervisorId: bob,
        },
      ],
    ],
    ['it was opened again', [sealed, { type: 'ParcelReopened', reason: 'bench' }]],
  ])('has to be looked into again: %s', (_why, events) => {
    expect(told(looked, ...events).special?.verified).toBeNull();
  });

  it('keeps the look when nothing in the box changed', () => {
    const rest = told(
      looked,
      { type: 'BoxChosen', boxId: boxIdOf('B1') },
      { type: 'ParcelHeld', reason: 'x', by: null },
      { type: 'ParcelResumed' },
      { type: 'ParcelMarked', mark: benchMark({ note: 'Ribbon' }) },
    );
    expect(rest.special).toMatchObject({ verified: { by: bob }, note: 'Ribbon' });
  });

  it('lets a supervisor do without where its kinds do, whoever packed', () => {
    const lenient = parcelAfter({ ...plan, special: benchMark({ mayOverride: true }) }, ...whole);
    expect(codeOf(complete, verifyBy(packer, 'nobody-else'))).toBe('!override-not-allowed');
    const decision = decideParcel(lenient, verifyBy(packer, 'nobody-else'), actorHere);
    expect(decision).toMatchObject({ ok: true, events: [{ by: packer, override: 'nobody-else' }] });
    const after = told(lenient, {
      type: 'ParcelVerified',
      opId: opIdOf(95),
      by: packer,
      override: 'nobody-else',
    });
    expect(codeOf(after, seal)).toBe('ParcelSealed');
  });

  it('is packed before others when its kinds say so', () => {
    expect(told(parcelAfter(planOf()), { type: 'ParcelMarked', mark: benchMark() }).priority).toBe('vip');
    const calm = benchMark({ goesFirst: false });
    expect(told(parcelAfter(planOf()), { type: 'ParcelMarked', mark: calm }).priority).toBe('normal');
  });

  it('begins its next box with nobody’s acts in it', () => {
    const half = told(parcelAfter(plan, leased, started, boxed, packedBy(1)), verified);
    const decision = decideParcel(half, parcelCommandOf.StartNextBox, actorHere);
    const next = decision.ok ? decision.events.find(({ type }) => type === 'NextBoxStarted') : undefined;
    expect(next?.type === 'NextBoxStarted' && next.plan.special).toEqual(benchMark());
    const box = next && evolveParcel(null, next);
    expect(box?.special).toMatchObject({ code: testCode, verified: null, packers: [], second: 'asked' });
    // What goes into the next box was never in this one.
    const moved = told(half, {
      type: 'RemainderMoved',
      newParcelId: parcelId,
      lines: [{ lineNo: 1, quantity: 1 }],
    });
    expect(codeOf(moved, seal)).toBe('ParcelSealed');
  });

  it('is special no longer when its mark is taken off', () => {
    const plain = told(complete, { type: 'ParcelMarked', mark: null });
    expect(plain.special).toBeNull();
    expect(codeOf(plain, seal)).toBe('ParcelSealed');
    expect(codeOf(plain, { type: 'MarkParcel', parcelId, mark: null }, actorHere)).toBe('');
  });

  it('has its tag proved once, and never by another order’s', () => {
    const tag = (code: string): ParcelCommand => ({ type: 'ProveTag', parcelId, code });
    expect(codeOf(complete, tag('S0000000'))).toBe('!tag-wrong');
    expect(codeOf(complete, tag(testCode))).toBe('TagProved');
    expect(codeOf(told(complete, { type: 'TagProved' }), tag(testCode))).toBe('');
  });
});

describe('a mark that comes late', () => {
  const plain = parcelAfter(planOf([lineOf({ expected: 2 })]), ...whole);
  const mark: TellableEvent = { type: 'ParcelMarked', mark: benchMark() };

  it('asks of a box that is open, and takes its opener for a packer', () => {
    const marked = told(plain, mark);
    expect(marked.special).toMatchObject({ second: 'asked', packers: [packer] });
    expect(codeOf(marked, seal)).toBe('!second-person-first');
  });

  it('does not ask of a box that is shut, until it is opened again', () => {
    const shut = told(plain, sealed, mark);
    expect(shut.special?.second).toBe('too-late');
    expect(told(shut, labelled).state).toBe('labelled');
    const opened = told(shut, { type: 'ParcelReopened', reason: 'bench' });
    expect(codeOf(opened, seal)).toBe('!second-person-first');
  });

  it('makes a seal of a bench that did not know worth nothing, and somebody opens the box again', () => {
    const marked = told(plain, mark);
    const answer = answerFact(marked, seal, actorFor('SealParcel', marked));
    expect(answer).toMatchObject({
      refusal: { code: 'second-person-first' },
      events: [{ type: 'SealNotTaken', seal: { sscc, weightGrams: 2700, opId: opIdOf(91) } }],
      tasks: [{ kind: 'second-check', values: { number: '1042' } }],
    });
    const back = answer.events.reduce<Parcel>((state, event) => evolveParcel(state, event), marked);
    expect(back).toMatchObject({ state: 'packing', sscc: null, special: { refusedSeal: { sscc } } });
    const again = told(back, verified);
    expect(again.special?.refusedSeal).toBeNull();
    expect(codeOf(again, seal)).toBe('ParcelSealed');
  });

  it('cannot call back what the carrier has: the goods are booked out, and somebody is told', () => {
    const marked = told(plain, mark);
    const back = answerFact(marked, seal, actorHere).events.reduce<Parcel>(
      (state, event) => evolveParcel(state, event),
      marked,
    );
    const left = answerFact(back, { type: 'HandOverParcel', parcelId, sscc }, actorHere);
    expect(left.events.map(({ type }) => type)).toEqual(['ParcelSealed', 'LabelPrinted', 'ParcelHandedOver']);
    expect(left).toMatchObject({
      tasks: [{ kind: 'left-unseen' }],
      refusal: { code: 'second-person-first' },
    });
    const gone = left.events.reduce<Parcel>((state, event) => evolveParcel(state, event), back);
    expect(gone).toMatchObject({
      state: 'handed-over',
      sscc,
      special: { second: 'too-late', refusedSeal: null },
    });
    // Another label of nobody's is what it was before: a second shipment.
    expect(
      answerFact(back, { type: 'HandOverParcel', parcelId, sscc: '006141412345678901' }, actorHere),
    ).toMatchObject({
      events: [],
      refusal: { code: 'parcel-not-sealed' },
    });
  });

  it('is not told to what has ended', () => {
    const ended = told(plain, sealed, labelled, { type: 'ParcelHandedOver' });
    expect(decideParcel(ended, { type: 'MarkParcel', parcelId, mark: benchMark() }, null)).toEqual({
      ok: true,
      events: [],
    });
  });
});
