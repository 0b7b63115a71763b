import { describe, expect, it } from 'vitest';
import { parcelIdOf } from '../ids.test-kit';
import type { Parcel } from '../parcel/parcel';
import { elsewhere, firstParcel, lineOf } from '../parcel/parcel.test-kit';
import {
  benchOf,
  emptyOpen,
  factsOf,
  lastParcel,
  openParcel,
  otherParcel,
  scan,
  type Situation,
  told,
} from './bench.test-kit';
import type { BenchInput } from './session';

const idle: Situation = { bench: benchOf(), facts: factsOf() };
const order = (...parcels: Parcel[]): BenchInput => ({
  kind: 'parcels',
  parcels,
  by: 'order',
  text: 'ORD-1',
});
const label = (...parcels: Parcel[]): BenchInput => ({ kind: 'parcels', parcels, by: 'label', text: 'SSCC' });
const onHold = otherParcel({ state: 'packing', hold: { reason: 'no lid', by: null } });

describe('an order', () => {
  it('held here is opened, and says how far it is', () => {
    const opened = scan(idle, order(otherParcel()));
    expect(opened.ops).toMatchObject([{ type: 'parcel.open', parcelId: parcelIdOf(8), fence: 1 }]);
    expect(opened.bench.parcelId).toBe(parcelIdOf(8));
    expect(opened.verdict).toMatchObject({
      values: { number: '1050', done: 0, wanted: 5, name: 'Ayşe Yılmaz' },
    });
  });

  it('that was complete when it was parked says so', () => {
    const complete = otherParcel({ state: 'packing', lines: [lineOf({ packed: 5 })] });
    expect(scan(idle, order(complete)).verdict).toMatchObject({ code: 'parcel-complete', sound: 'look' });
  });

  it('is opened in place of a box with nothing in it, not of one with something', () => {
    const empty = { bench: benchOf({ parcelId: firstParcel }), facts: factsOf({ open: emptyOpen }) };
    expect(scan(empty, order(otherParcel())).bench.parcelId).toBe(parcelIdOf(8));
    const busy = { bench: benchOf({ parcelId: firstParcel }), facts: factsOf({ open: openParcel }) };
    const refused = scan(busy, order(otherParcel()));
    expect(refused.verdict).toMatchObject({
      refusal: { code: 'other-parcel-open', values: { number: '1042', other: '1050' } },
    });
    expect(refused.bench.parcelId).toBe(firstParcel);
  });

  it('forgets what was half said for the box before', () => {
    const half = { ...idle, bench: benchOf({ times: 3, damagedNext: true }) };
    expect(scan(half, order(otherParcel())).bench).toMatchObject({ times: null, damagedNext: false });
  });

  it('nobody holds is asked of head office, and cannot be while offline (law 10)', () => {
    const released = otherParcel({ state: 'released', holder: null });
    const asked = scan(idle, order(released));
    expect(asked.ops).toMatchObject([
      { type: 'parcel.claim', parcelId: parcelIdOf(8), fence: null, body: {} },
    ]);
    expect(asked.verdict).toMatchObject({ tone: 'wait', code: 'asking-head-office' });
    expect(asked.bench.parcelId).toBeNull();
    const offline = { ...idle, facts: factsOf({ online: false }) };
    expect(told(scan(offline, order(released)))).toBe('!needs-head-office');
  });

  it.each([
    ['held here', otherParcel(), 'parcel-opened -> parcel.open'],
    ['parked here', otherParcel({ state: 'packing' }), 'parcel-opened'],
    ['sealed here', otherParcel({ state: 'sealed' }), 'label-waiting'],
    [
      'being packed on another bench',
      otherParcel({ holder: elsewhere, state: 'packing' }),
      '!parcel-not-held-here',
    ],
  ])('%s is answered the same offline (law 10)', (_name, parcel, expected) => {
    expect(told(scan({ ...idle, facts: factsOf({ online: false }) }, order(parcel)))).toBe(expected);
  });

  const box = (boxNumber: number, over: Partial<Parcel>): Parcel =>
    otherParcel({ parcelId: parcelIdOf(20 + boxNumber), boxNumber, ...over });
  it.each<[string, Parcel[], number]>([
    ['the open one before the leased', [box(1, {}), box(2, { state: 'packing' })], 2],
    ['the first of two leased', [box(2, {}), box(1, {})], 1],
    ['the leased before the sealed', [box(1, { state: 'sealed' }), box(2, {})], 2],
    [
      'the one here before one on another bench',
      [box(1, { state: 'packing', holder: elsewhere }), box(2, {})],
      2,
    ],
  ])('of several boxes means %s', (_name, parcels, boxNumber) => {
    expect(scan(idle, order(...parcels)).bench.parcelId).toBe(parcelIdOf(20 + boxNumber));
  });

  it('of which another bench packs a box and one is free asks for the free one', () => {
    const parcels = [
      box(1, { state: 'packing', holder: elsewhere }),
      box(2, { state: 'released', holder: null }),
    ];
    expect(scan(idle, order(...parcels)).ops).toMatchObject([
      { type: 'parcel.claim', parcelId: parcelIdOf(22) },
    ]);
  });

  it('sealed here is the one REPRINT and REOPEN are about', () => {
    for (const state of ['sealed', 'labelled'] as const)
      expect(scan(idle, order(otherParcel({ state }))).bench.lastSealedId).toBe(parcelIdOf(8));
  });
});

describe('an order on hold', () => {
  const asked = scan(idle, order(onHold));

  it('is taken up when it is scanned twice within five seconds', () => {
    expect(asked.verdict).toMatchObject({
      code: 'resume-again',
      values: { number: '1050', reason: 'no lid' },
    });
    expect(asked.bench.parcelId).toBeNull();
    const later = factsOf({ nowMs: idle.facts.nowMs + 5000 });
    const resumed = scan({ bench: asked.bench, facts: later }, order(onHold));
    expect(told(resumed)).toBe('resumed -> parcel.resume');
    expect(resumed.bench.parcelId).toBe(parcelIdOf(8));
  });

  it('scanned again later only asks again', () => {
    const later = factsOf({ nowMs: idle.facts.nowMs + 5001 });
    expect(told(scan({ bench: asked.bench, facts: later }, order(onHold)))).toBe('resume-again');
  });

  it('that was given back and leased again is resumed and opened', () => {
    const again = otherParcel({ hold: { reason: 'no lid', by: null } });
    const first = scan(idle, order(again));
    expect(told(scan({ ...idle, bench: first.bench }, order(again)))).toBe(
      'resumed -> parcel.resume parcel.open',
    );
  });
});

describe('a label (SSCC)', () => {
  it('hands its parcel to the carrier, whatever box is open', () => {
    const busy = {
      bench: benchOf({ parcelId: firstParcel, times: 4 }),
      facts: factsOf({ open: openParcel }),
    };
    const over = scan(busy, label(lastParcel));
    expect(over.ops).toMatchObject([
      { type: 'parcel.hand-over', parcelId: lastParcel.parcelId, body: { sscc: lastParcel.sscc } },
    ]);
    expect(over.verdict).toMatchObject({
      tone: 'go',
      values: { number: '1041', carrier: 'Royal Mail' },
      place: { kind: 'label' },
    });
    expect(over.bench.parcelId).toBe(firstParcel);
  });

  it('that may leave on its printed note is scanned twice: the second scan says that the note is with it', () => {
    const noted: Parcel = {
      ...lastParcel,
      waybill: { fallback: 'printed-note', state: 'awaited', number: null },
      papers: { asked: [{ kind: 'delivery-note', format: 'A4' }], noteNumber: null },
    };
    const first = scan(idle, label(noted));
    expect(told(first)).toBe('note-again');
    const again = { ...idle, bench: first.bench };
    const second = scan(again, label(noted));
    expect(second.ops).toMatchObject([
      { type: 'parcel.hand-over', body: { sscc: lastParcel.sscc, onNote: true } },
    ]);
    const later = { ...again, facts: { ...again.facts, nowMs: again.facts.nowMs + 60_000 } };
    expect(told(scan(later, label(noted)))).toBe('note-again');
    // The waybill has come in between: no note is spoken of.
    const there: Parcel = {
      ...noted,
      waybill: { fallback: 'printed-note', state: 'transmitted', number: 'IRS2026000000001' },
    };
    expect(scan(again, label(there)).ops).toMatchObject([{ body: { sscc: lastParcel.sscc } }]);
    expect(scan(again, label(there)).ops[0]?.body).not.toHaveProperty('onNote');
  });

  it.each<[string, Parcel, string]>([
    [
      'that awaits its waybill',
      { ...lastParcel, waybill: { fallback: 'block', state: 'awaited', number: null } },
      '!waybill-awaited',
    ],
    ['of a box that was opened again', { ...lastParcel, state: 'packing' }, '!parcel-not-sealed'],
    ['whose print is not confirmed', { ...lastParcel, state: 'sealed' }, '!parcel-not-labelled'],
    ['a second time', { ...lastParcel, state: 'handed-over' }, '!parcel-handed-over'],
    ['of a cancelled parcel', { ...lastParcel, state: 'cancelled' }, '!parcel-cancelled'],
    ['of a parcel of another bench', { ...lastParcel, holder: elsewhere }, '!parcel-not-held-here'],
    ['of a parcel on hold', { ...lastParcel, hold: { reason: 'x', by: null } }, '!parcel-on-hold'],
    [
      'of a box with a cancelled unit inside',
      { ...lastParcel, lines: [lineOf({ packed: 5, cancelled: 1 })] },
      '!line-cancelled',
    ],
  ])('%s hands nothing over', (_name, parcel, expected) => {
    const refused = scan(idle, label(parcel));
    expect(told(refused)).toBe(expected);
    expect(refused.verdict.place).toEqual({ kind: 'label' });
  });

  it('nobody is logged in for hands nothing over', () => {
    expect(told(scan({ ...idle, bench: { ...idle.bench, operator: null } }, label(lastParcel)))).toBe(
      '!badge-first',
    );
  });
});
