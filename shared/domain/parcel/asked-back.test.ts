// A cancellation asked of a box in a station's hand, as it moves the parcel, the order and the stock held for it.
import { describe, expect, it } from 'vitest';
import type { CancelState } from '../cancelling/cancel-request';
import { opIdOf } from '../ids.test-kit';
import { answerByItself, askedBack } from './asked-back';
import { decideParcel } from './decide';
import { evolveParcel, foldParcels } from './evolve';
import type { Parcel, ParcelCommand } from './parcel';
import {
  actorFor,
  lineOf,
  nextParcel,
  packer,
  here,
  parcelCommandOf,
  parcelIn,
  sscc,
} from './parcel.test-kit';
import { toTakeOut } from './questions';
import { answerFact } from './reconcile';

const askedAt = '2026-01-05T11:00:00.000Z';

function asked(state: keyof typeof parcelIn, quantity = 1, cancel: CancelState = 'asked'): Parcel {
  const parcel = parcelIn[state] as Parcel;
  return {
    ...parcel,
    cancel: { state: cancel, reason: 'customer', askedAt, lines: [{ lineNo: 1, quantity }] },
  };
}

function tell(parcel: Parcel, command: ParcelCommand['type'], over: object = {}): Parcel {
  const given = { ...parcelCommandOf[command], ...over } as ParcelCommand;
  const { events } = answerFact(parcel, given, actorFor(command, parcel));
  return events.reduce<Parcel>((state, event) => evolveParcel(state, event), parcel);
}

describe('what a station answers by itself', () => {
  it.each([
    ['leased', 5, 'accepted'],
    ['packing', 3, 'accepted'],
    ['packing', 4, null],
    ['complete', 1, null],
    ['sealed', 1, 'too-late'],
    ['labelled', 1, 'too-late'],
    ['handed-over', 1, null],
  ] as const)('%s, %i mugs asked back: %s', (state, quantity, answer) => {
    expect(answerByItself(asked(state, quantity))?.answer ?? null).toBe(answer);
  });

  it('says nothing twice', () => {
    expect(answerByItself(asked('sealed', 1, 'too-late'))).toBeNull();
    expect(answerByItself(asked('leased', 1, 'withdrawn'))).toBeNull();
    expect(answerByItself(parcelIn.leased as Parcel)).toBeNull();
  });

  it('names what to leave out', () => {
    expect(askedBack(asked('packing', 2)).values).toEqual({ number: '1042', what: '2 × White mug' });
  });
});

describe('while it is asked', () => {
  it('the box is not sealed and does not leave, at the bench', () => {
    const seal = decideParcel(
      asked('complete'),
      parcelCommandOf.SealParcel,
      actorFor('SealParcel', asked('complete')),
    );
    expect(seal).toMatchObject({ refusal: { code: 'cancel-asked' } });
    for (const state of ['asked', 'too-late'] as const) {
      const box = asked('labelled', 1, state);
      const leave = decideParcel(box, parcelCommandOf.HandOverParcel, actorFor('HandOverParcel', box));
      expect(leave).toMatchObject({ refusal: { code: 'cancel-stops-parcel' } });
    }
    const free = asked('labelled', 1, 'withdrawn');
    expect(decideParcel(free, parcelCommandOf.HandOverParcel, actorFor('HandOverParcel', free)).ok).toBe(
      true,
    );
  });

  it('law 3: a box sealed by a bench that had not heard is sealed, and nobody gets a task for it', () => {
    const box = asked('complete');
    const answer = answerFact(box, parcelCommandOf.SealParcel, actorFor('SealParcel', box));
    expect(answer).toMatchObject({
      events: [{ type: 'ParcelSealed' }],
      tasks: [],
      refusal: { code: 'cancel-asked' },
    });
    expect(tell(box, 'SealParcel').cancel).toMatchObject({ state: 'asked' });
  });

  it('law 3: a box that left before anybody heard has left: customer service takes it back on arrival', () => {
    const box = asked('labelled', 2);
    const answer = answerFact(box, parcelCommandOf.HandOverParcel, actorFor('HandOverParcel', box));
    expect(answer.events.map(({ type }) => type)).toEqual(['ParcelHandedOver', 'CancelLeft']);
    expect(answer.tasks).toEqual([
      { kind: 'return-on-arrival', values: { number: '1042', carrier: 'Royal Mail', sscc, quantity: 2 } },
    ]);
    expect(tell(box, 'HandOverParcel')).toMatchObject({ state: 'handed-over', cancel: { state: 'left' } });
  });

  it('units lost or released meanwhile are asked for no more', () => {
    expect(tell(asked('packing', 3), 'ReportItem', { quantity: 2, opId: opIdOf(60) }).cancel).toMatchObject({
      state: 'asked',
      lines: [{ lineNo: 1, quantity: 1 }],
    });
    expect(tell(asked('packing', 4), 'ShipPart').cancel).toMatchObject({ lines: [{ quantity: 1 }] });
    const nothingIn = { ...asked('packing', 2), lines: [lineOf({ expected: 2 })] };
    expect(tell(nothingIn, 'ReportItem', { quantity: 2, opId: opIdOf(60) }).cancel).toMatchObject({
      state: 'accepted',
    });
  });

  it('what is asked of units that move to the next box moves with them', () => {
    const box = asked('packing', 4);
    const parcels = new Map<string, Parcel>([[box.parcelId, box]]);
    const { events } = answerFact(box, parcelCommandOf.StartNextBox, actorFor('StartNextBox', box));
    foldParcels(parcels, events);
    expect(parcels.get(box.parcelId)?.cancel).toMatchObject({ lines: [{ lineNo: 1, quantity: 1 }] });
    expect(parcels.get(nextParcel)?.cancel).toMatchObject({
      state: 'asked',
      lines: [{ lineNo: 1, quantity: 3 }],
    });
    const few = asked('packing', 2);
    const all = new Map<string, Parcel>([[few.parcelId, few]]);
    foldParcels(all, answerFact(few, parcelCommandOf.StartNextBox, actorFor('StartNextBox', few)).events);
    expect(all.get(few.parcelId)?.cancel).toBeNull();
  });
});

describe('the answer', () => {
  it('cuts the units from the box; what is inside has to come out', () => {
    const after = tell(asked('packing', 4), 'AnswerCancel', { lines: [{ lineNo: 1, quantity: 4 }] });
    expect(after).toMatchObject({ state: 'packing', cancel: { state: 'accepted' } });
    expect(after.lines.map(toTakeOut)).toEqual([1, 0]);
  });

  it('ends a box for which nothing is wanted any more', () => {
    const box = { ...asked('leased', 5), lines: [lineOf()] };
    expect(tell(box, 'AnswerCancel', { lines: [{ lineNo: 1, quantity: 5 }] }).state).toBe('cancelled');
  });

  it('of a bench that no longer has the parcel asks nothing of anybody', () => {
    const box = asked('leased');
    const there = { stationId: here, personId: packer, fence: 0 };
    for (const type of ['AnswerCancel', 'GiveBackLease'] as const)
      expect(answerFact(box, parcelCommandOf[type], there)).toMatchObject({ events: [], tasks: [] });
  });
});

describe('a lease that ends unanswered', () => {
  it('is decided without the bench, under a new fence', () => {
    const decision = decideParcel(asked('packing', 4), parcelCommandOf.EndLease, null);
    expect(decision).toMatchObject({
      events: [
        { type: 'LeaseEnded', fence: 2 },
        { type: 'CancelDecided', lines: [{ lineNo: 1, quantity: 4 }] },
        { type: 'ParcelLineCancelled', lineNo: 1, quantity: 4 },
      ],
    });
    const after = tell(asked('packing', 4), 'EndLease');
    expect(after).toMatchObject({ state: 'released', holder: null, cancel: { state: 'decided' } });
  });

  it('what the bench did all the same is a second box', () => {
    const after = tell(asked('packing', 4), 'EndLease');
    const late = answerFact(after, parcelCommandOf.SealParcel, {
      stationId: here,
      personId: packer,
      fence: 1,
    });
    expect(late.tasks[0]?.kind).toBe('duplicate-pack');
  });
});
