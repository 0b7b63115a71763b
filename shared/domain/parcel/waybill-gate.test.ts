import { describe, expect, it } from 'vitest';
import { opIdOf } from '../ids.test-kit';
import type { ParcelWaybill } from '../waybill/parcel-waybill';
import { decideParcel } from './decide';
import { effectsOf } from './effects';
import { evolveParcel } from './evolve';
import type { Parcel, ParcelCommand, ParcelEvent } from './parcel';
import {
  actorHere,
  boxed,
  firstParcel as parcelId,
  labelled,
  leased,
  lineOf,
  packedOf,
  parcelAfter,
  parcelCommandOf,
  planOf,
  sealed,
  sealedByOp,
  started,
} from './parcel.test-kit';
import { answerFact } from './reconcile';
import { awaitsWaybill } from './waybill-gate';

const number = 'IRS2026000000001';
const packed = [leased, started, boxed, packedOf(1, 1, 5), sealed, labelled];
const gated = (fallback: ParcelWaybill['fallback'], ...events: typeof packed): Parcel =>
  parcelAfter({ ...planOf([lineOf()]), waybillFallback: fallback }, ...packed, ...events);
const told = (state: ParcelWaybill['state'], sealedBy = sealedByOp) =>
  ({ type: 'WaybillTold', sealedBy, state, number }) as const;
const withNote = (parcel: Parcel): Parcel => ({
  ...parcel,
  papers: { asked: [{ kind: 'delivery-note', format: 'A4' }], noteNumber: 'DN-1' },
});

const handOver = parcelCommandOf.HandOverParcel;
const onNote = { ...handOver, onNote: true } as ParcelCommand;
const codeOf = (parcel: Parcel, command: ParcelCommand): string => {
  const decision = decideParcel(parcel, command, actorHere);
  if (!decision.ok) return `!${decision.refusal.code}`;
  return decision.events
    .map((event) => `${event.type}${'waybill' in event ? ` ${String(event.waybill)}` : ''}`)
    .join(' ');
};

describe('the gate at the dock', () => {
  it.each<[string, Parcel, string, string]>([
    [
      'nothing is asked for',
      parcelAfter(planOf([lineOf()]), ...packed),
      'ParcelHandedOver',
      'ParcelHandedOver',
    ],
    ['awaited, must stay', gated('block'), '!waybill-awaited', '!waybill-awaited'],
    ['refused, must stay', gated('block', told('refused')), '!waybill-turned-down', '!waybill-turned-down'],
    ['must stay, though it has a note', withNote(gated('block')), '!waybill-awaited', '!waybill-awaited'],
    ['transmitted', gated('block', told('transmitted')), 'ParcelHandedOver', 'ParcelHandedOver'],
    ['a note would do, and there is none', gated('printed-note'), '!waybill-no-note', '!waybill-no-note'],
    ['a note does', withNote(gated('printed-note')), '!waybill-or-note', 'ParcelHandedOver on-note'],
    [
      'a note does also where it was refused',
      withNote(gated('printed-note', told('refused'))),
      '!waybill-or-note',
      'ParcelHandedOver on-note',
    ],
    [
      'nobody needs the note any more',
      withNote(gated('printed-note', told('transmitted'))),
      'ParcelHandedOver',
      'ParcelHandedOver',
    ],
  ])('%s', (_what, parcel, plainly, withPaper) => {
    expect(codeOf(parcel, handOver)).toBe(plainly);
    expect(codeOf(parcel, onNote)).toBe(withPaper);
  });

  it('is about one seal: opened again, the next seal waits for its own', () => {
    const open = gated('block', told('transmitted'), { type: 'ParcelReopened', reason: 'bench' } as never);
    expect(open.waybill).toEqual({ fallback: 'block', state: 'awaited', number: null });
    const again = [
      { type: 'ParcelSealed', opId: opIdOf(99), sscc: '106141412345678908', weightGrams: 2700 },
      told('transmitted'),
    ] as ParcelEvent[];
    const sealedAgain = again.reduce<Parcel>(
      (parcel, event) => evolveParcel(parcel, { ...event, parcelId }),
      open,
    );
    expect(awaitsWaybill(sealedAgain)).toBe(true);
    const late = { ...parcelCommandOf.TellWaybill } as ParcelCommand;
    expect(decideParcel(sealedAgain, late, null)).toEqual({ ok: true, events: [] });
  });

  it('goes along into the next box of the order', () => {
    const half = parcelAfter(
      { ...planOf([lineOf()]), waybillFallback: 'printed-note' },
      leased,
      started,
      boxed,
      packedOf(1, 1, 2),
    );
    const split = decideParcel(half, parcelCommandOf.StartNextBox, actorHere);
    expect(split.ok && split.events.at(-1)).toMatchObject({ plan: { waybillFallback: 'printed-note' } });
  });

  it('opens again when nothing is asked for any more, and is told nothing once the box has left', () => {
    const ask = (parcel: Parcel, fallback: 'block' | 'printed-note' | null) =>
      decideParcel(parcel, { type: 'AskWaybill', parcelId, fallback }, null);
    expect(ask(gated('block'), 'block')).toEqual({ ok: true, events: [] });
    const changed = ask(gated('block', told('refused')), 'printed-note');
    const after = changed.ok
      ? changed.events.reduce<Parcel>((p, e) => evolveParcel(p, e), gated('block', told('refused')))
      : null;
    expect(after?.waybill).toEqual({ fallback: 'printed-note', state: 'refused', number });
    const freed = ask(gated('block'), null);
    const open = freed.ok ? freed.events.reduce<Parcel>((p, e) => evolveParcel(p, e), gated('block')) : null;
    expect(open && codeOf(open, handOver)).toBe('ParcelHandedOver');
    expect(ask({ ...gated('block'), state: 'handed-over' }, null)).toEqual({ ok: true, events: [] });
  });
});

describe('goods that left all the same (law 3)', () => {
  it.each<[string, Parcel, ParcelCommand, 'on-note' | 'without', string]>([
    ['on the note that was allowed', withNote(gated('printed-note')), onNote, 'on-note', 'left-on-note'],
    ['on a note that was not', withNote(gated('block')), onNote, 'without', 'left-without-waybill'],
    ['on a note that nobody printed', gated('printed-note'), onNote, 'without', 'left-without-waybill'],
    ['by a bench that did not know', gated('block'), handOver, 'without', 'left-without-waybill'],
  ])('%s: recorded, and the office is told once', (_what, parcel, command, waybill, kind) => {
    const answer = answerFact(parcel, command, actorHere);
    expect(answer.events).toEqual([{ type: 'ParcelHandedOver', parcelId, waybill }]);
    const event = answer.events[0] as ParcelEvent;
    const tasks = [...answer.tasks, ...effectsOf(parcel, event).tasks];
    expect(tasks).toEqual([{ kind, values: { number: '1042', carrier: 'Royal Mail' } }]);
    expect(evolveParcel(parcel, event).state).toBe('handed-over');
  });

  it('with its waybill raises nothing', () => {
    const answer = answerFact(gated('block', told('transmitted')), handOver, actorHere);
    expect(answer).toEqual({ events: [{ type: 'ParcelHandedOver', parcelId }], tasks: [], refusal: null });
  });
});
