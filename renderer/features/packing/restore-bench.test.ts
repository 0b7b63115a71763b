import { describe, expect, it } from 'vitest';
import {
  boxIdOf,
  opIdOf,
  parcelIdOf,
  personIdOf,
  skuOf,
  warehouseIdOf,
} from '../../../shared/domain/ids.test-kit';
import { documentSeries } from '../../../shared/domain/numbers/series';
import { someForm } from '../../../shared/domain/packing/bench.test-kit';
import { type Bench, emptyBench, type Person } from '../../../shared/domain/packing/session';
import type { Op, OpDraft } from '../../../shared/sync/op';
import { readSavedBench, restoreBench, savedBenchOf } from './restore-bench';

const ayse: Person = { personId: personIdOf('ayse'), name: 'Ayşe', roles: ['packer'] };
const personOf = (personId: string): Person | null => (personId === 'ayse' ? ayse : null);
const first = parcelIdOf(1);
const second = parcelIdOf(2);

let seq = 0;
type Told = OpDraft extends infer D ? (D extends OpDraft ? Omit<D, 'opId' | 'fence'> : never) : never;
function op(told: Told): Op {
  seq += 1;
  return {
    ...told,
    opId: opIdOf(seq),
    fence: 1,
    stationSeq: seq,
    v: 1,
    actor: ayse.personId,
    at: '2026-01-05T09:30:00.000Z',
    mono: seq,
  } as Op;
}
const logIn = op({ type: 'bench.log-in', parcelId: null, body: { personId: ayse.personId } });
const open = op({ type: 'parcel.open', parcelId: first, body: {} });
const pack = op({
  type: 'parcel.pack-item',
  parcelId: first,
  body: { sku: skuOf('MUG'), quantity: 1, code: '1', scanId: 's' },
});
const refuse = (code: string): Op =>
  op({ type: 'bench.refuse-scan', parcelId: null, body: { code, text: '123' } });
const seal = op({ type: 'parcel.seal', parcelId: first, body: { sscc: '1'.repeat(18), weightGrams: 1 } });
const nextBox = op({ type: 'parcel.next-box', parcelId: first, body: { newParcelId: second } });

const takeOrder = op({
  type: 'order.take',
  parcelId: null,
  body: {
    ...someForm,
    series: documentSeries(warehouseIdOf('leeds'), 2026) as never,
    number: 41,
    currency: 'GBP',
    lines: [{ sku: skuOf('MUG'), quantity: 1, grantId: opIdOf(77) as never, unitPriceMinor: 450 }],
  },
});

const mehmet: Person = { personId: personIdOf('mehmet'), name: 'Mehmet', roles: ['packer'] };
const by = (actor: Person | null, told: Op): Op => ({ ...told, actor: actor?.personId ?? null });

describe('two sides of a bench, from ops alone', () => {
  const mehmetIn = by(
    mehmet,
    op({ type: 'bench.log-in', parcelId: null, body: { personId: mehmet.personId, side: 'right' } }),
  );
  const mehmetOpens = by(mehmet, op({ type: 'parcel.open', parcelId: second, body: {} }));
  const mehmetOut = by(mehmet, op({ type: 'bench.log-out', parcelId: null, body: {} }));
  const ops = [logIn, mehmetIn, open, mehmetOpens, pack];
  const found = (personId: string): Person | null => (personId === 'mehmet' ? mehmet : personOf(personId));
  const at = (side: 'left' | 'right', told: readonly Op[]): Bench => restoreBench(null, told, found, 1, side);

  it('each finds its own operator and its own box', () => {
    expect(at('left', ops)).toMatchObject({ operator: ayse, parcelId: first });
    expect(at('right', ops)).toMatchObject({ operator: mehmet, parcelId: second });
  });

  it('a log-out is of the side whoever did it was at', () => {
    expect(at('left', [...ops, mehmetOut])).toMatchObject({ operator: ayse, parcelId: first });
    expect(at('right', [...ops, mehmetOut])).toMatchObject({ operator: null, parcelId: null });
  });

  it('whoever goes over to the other side is there, and what they did before is not', () => {
    const ayseOut = op({ type: 'bench.log-out', parcelId: null, body: {} });
    const over = op({
      type: 'bench.log-in',
      parcelId: null,
      body: { personId: ayse.personId, side: 'right' },
    });
    const told = [logIn, open, ayseOut, over];
    expect(at('left', told)).toMatchObject({ operator: null, parcelId: null });
    expect(at('right', told)).toMatchObject({ operator: ayse, parcelId: null });
  });

  it('what nobody did stops nobody who works', () => {
    const nobodys = by(null, refuse('badge-first'));
    expect(at('right', [...ops, nobodys]).stop).toBeNull();
    expect(at('left', [...ops, nobodys]).stop).toBeNull();
  });
});

const proposal = {
  code: 'NEW-1',
  text: 'NEW-1',
  raw: 'NEW-1',
  aim: null,
  scanId: 's',
  sku: skuOf('MUG'),
  quantity: 1,
  counted: true,
};

const restored = (...ops: Op[]): Bench => restoreBench(null, ops, personOf);

describe('a bench found again from its ops', () => {
  it.each<[string, Op[], Partial<Bench>]>([
    ['a log-in', [logIn], { operator: ayse }],
    [
      'a log-out',
      [logIn, open, op({ type: 'bench.log-out', parcelId: null, body: {} })],
      { operator: null, parcelId: null },
    ],
    ['an opened box', [logIn, open], { parcelId: first }],
    [
      'a code that was named and counted, and one that was set aside',
      [
        logIn,
        open,
        op({ type: 'code.propose', parcelId: first, body: proposal }),
        op({
          type: 'code.propose',
          parcelId: first,
          body: { ...proposal, code: 'NEW-2', counted: false },
        }),
      ],
      { parcelId: first, named: [{ parcelId: first, code: 'NEW-1', sku: skuOf('MUG') }] },
    ],
    [
      'a box that was photographed',
      [
        open,
        op({
          type: 'photo.take',
          parcelId: first,
          body: { subject: { kind: 'parcel', id: first }, file: null },
        }),
      ],
      { parcelId: first },
    ],
    ['an item, though the box was opened on another day', [pack], { parcelId: first }],
    [
      'a chosen box',
      [op({ type: 'parcel.choose-box', parcelId: first, body: { boxId: boxIdOf('B3') } })],
      { parcelId: first },
    ],
    ['a sealed box', [open, pack, seal], { parcelId: null, lastSealedId: first }],
    [
      'a next box, sealed in the same answer',
      [open, pack, nextBox, seal],
      { parcelId: second, lastSealedId: first },
    ],
    [
      'a box on hold',
      [open, op({ type: 'parcel.hold', parcelId: first, body: { reason: 'bench' } })],
      { parcelId: null },
    ],
    [
      'a reopened box',
      [open, seal, op({ type: 'parcel.reopen', parcelId: first, body: { reason: 'bench' } })],
      { parcelId: first },
    ],
    [
      'a hand-over of another box',
      [open, op({ type: 'parcel.hand-over', parcelId: second, body: { sscc: '1'.repeat(18) } })],
      { parcelId: first },
    ],
    [
      'a stop',
      [open, refuse('item-complete')],
      { stop: { code: 'scan-held-by-stop', values: { code: '123' } } },
    ],
    ['a soft refusal', [open, refuse('parcel-sealed')], { stop: null }],
    ['a stop and the right item after it', [open, refuse('item-complete'), pack], { stop: null }],
    [
      'an order that was taken',
      [logIn, takeOrder],
      {
        aside: { kind: 'counter', scans: [] },
        lastTaken: { opId: takeOrder.opId, number: 'leeds-2026-000041' },
      },
    ],
    [
      'an order that was taken by somebody who has gone',
      [logIn, takeOrder, op({ type: 'bench.log-out', parcelId: null, body: {} })],
      { lastTaken: null },
    ],
    ['a refusal of a version to come', [open, refuse('not-known-here')], { stop: null }],
  ])('stands after %s', (_what, ops, expected) => {
    expect(restored(...ops)).toMatchObject(expected);
  });

  it('begins with what was noted, and goes on with the ops after it', () => {
    const noted: Bench = {
      ...emptyBench,
      operator: ayse,
      parcelId: first,
      times: 12,
      stop: { code: 'item-complete', values: { name: 'Mug' } },
      lastTaken: { opId: opIdOf(9), number: 'leeds-2026-000041' },
    };
    const saved = readSavedBench(JSON.parse(JSON.stringify(savedBenchOf(noted, 7))));
    expect(saved?.upTo).toBe(7);
    expect(restoreBench(saved, [], personOf)).toEqual(noted);
    expect(restoreBench(saved, [pack], personOf)).toMatchObject({ stop: null, times: null, operator: ayse });
  });

  it('does without a note it cannot read', () => {
    for (const broken of [null, 'x', {}, { upTo: -1 }, { ...savedBenchOf(emptyBench, 1), parcelId: 'no id' }])
      expect(readSavedBench(broken)).toBeNull();
  });

  it('knows a person the directory no longer has by the number on the badge', () => {
    const gone = op({ type: 'bench.log-in', parcelId: null, body: { personId: personIdOf('left-us') } });
    expect(restored(gone).operator).toEqual({ personId: 'left-us', name: 'left-us', roles: [] });
  });
});

describe('parcels side by side', () => {
  const openSecond = op({ type: 'parcel.open', parcelId: second, body: {} });
  const packSecond = op({
    type: 'parcel.pack-item',
    parcelId: second,
    body: { sku: skuOf('MUG'), quantity: 1, code: '1', scanId: 's' },
  });
  const restored = (ops: Op[], noted: Partial<Bench> = {}, count = 3): Bench => {
    const note = savedBenchOf({ ...emptyBench, ...noted }, 0);
    return restoreBench(readSavedBench(structuredClone(note)), ops, personOf, count);
  };

  it('stand where the note has them, and what only ops tell stands at the first free place', () => {
    const places = [{ place: 2, parcelId: first }];
    const bench = restored([openSecond, packSecond, pack], { places, parcelId: first });
    expect(bench.places).toEqual([
      { place: 1, parcelId: second },
      { place: 2, parcelId: first },
    ]);
    expect(bench.parcelId).toBe(first);
    expect(restored([openSecond], { places, parcelId: first, placeNext: 3 }).places).toEqual([
      { place: 2, parcelId: first },
      { place: 3, parcelId: second },
    ]);
  });

  it('leave their place with the seal, hand it to the next box, and are all parked by a log-out', () => {
    const places = [{ place: 2, parcelId: first }];
    expect(restored([seal], { places, parcelId: first })).toMatchObject({ places: [], parcelId: null });
    expect(restored([nextBox, seal], { places, parcelId: first })).toMatchObject({
      places: [{ place: 2, parcelId: second }],
      parcelId: second,
    });
    const logOut = op({ type: 'bench.log-out', parcelId: null, body: {} });
    expect(restored([logOut], { places, parcelId: first }).places).toEqual([]);
  });

  it('are none where the bench has one place', () => {
    expect(restored([open, pack, openSecond], {}, 1)).toMatchObject({ places: [], parcelId: second });
  });
});
