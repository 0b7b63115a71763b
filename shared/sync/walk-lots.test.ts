// Lots on a tour, by scans: the right one, another one with a reason, one that may not be sold any more, and what the code
// does not tell.
import { describe, expect, it } from 'vitest';
import { binOf, orderIdOf, parcelIdOf, skuOf } from '../domain/ids.test-kit';
import type { Parcel } from '../domain/parcel/parcel';
import { lineOf, parcelAfter, planOf } from '../domain/parcel/parcel.test-kit';
import type { Trait, TraitValues } from '../domain/purchasing/purchase';
import { noTraits } from '../domain/purchasing/receiving';
import type { Rotation } from '../domain/stock/rotation';
import { judgeLot } from '../domain/stock/swap';
import { walkOf } from './walk.test-kit';

const early = { lot: 'EARLY', bestBefore: '2026-06-01' };
const late = { lot: 'LATE', bestBefore: '2027-06-01' };
const fefo: Rotation = { by: 'fefo', minimumDays: 0 };
const bin = binOf('A-01-1');
const box = (number: number, sources: Parcel['lines'][number]['sources']): Parcel => ({
  ...parcelAfter(
    planOf([lineOf({ expected: sources.reduce((sum, { quantity }) => sum + quantity, 0), sources })]),
  ),
  parcelId: parcelIdOf(number),
  orderId: orderIdOf(number),
  orderNumber: String(1000 + number),
});

function atBin(boxes: Parcel[], asks: readonly Trait[] = ['lot', 'expiry']) {
  const walk = walkOf(boxes);
  walk.command('pick');
  for (const at of boxes.keys()) walk.tote(`T${at + 1}`);
  expect(walk.bin(bin)).toBe('bin-right');
  const take = (traits: Partial<TraitValues> = {}, units = 1): string =>
    walk.scan({
      kind: 'item',
      sku: skuOf('MUG'),
      name: 'Mug',
      units,
      code: 'MUG',
      scanId: 's',
      wantedBy: [],
      traits: { ...noTraits, ...traits },
      asks,
      rotation: fefo,
    });
  const say = (text: string): string => walk.scan({ kind: 'unknown', text });
  const picks = () => walk.ops().flatMap((op) => (op.type === 'tour.pick' ? [op.body] : []));
  return { ...walk, take, say, picks };
}
const single = (): Parcel[] => [box(1, [{ locationId: bin, quantity: 2, lot: early }])];

describe('the lot that was to be taken', () => {
  it('is taken by its code, and the box has it', () => {
    const walk = atBin(single());
    expect(walk.take({ lot: 'EARLY', expiry: '260601' })).toBe('picked');
    expect(walk.picks()).toMatchObject([{ lot: early }]);
    expect(walk.parcel(single()[0] as Parcel).lines[0]?.sources).toEqual([
      { locationId: 'bench', quantity: 1, lot: early },
      { locationId: bin, quantity: 1, lot: early },
    ]);
  });

  it('is asked for where the code does not tell it, and its day is known', () => {
    const walk = atBin(single());
    expect(walk.take()).toBe('trait-asked');
    expect(walk.tote('T1')).toBe('!trait-first');
    expect(walk.say('EARLY')).toBe('picked');
    expect(walk.picks()).toMatchObject([{ lot: early }]);
  });

  it('may be told by the code of the same item', () => {
    const walk = atBin(single());
    expect(walk.take()).toBe('trait-asked');
    expect(walk.take({ lot: 'EARLY' })).toBe('picked');
  });

  it('goes into the tote of its box where several are picked, and back where it came from', () => {
    const boxes = [...single(), box(2, [{ locationId: bin, quantity: 1, lot: early }])];
    const walk = atBin(boxes);
    expect([walk.take({ lot: 'EARLY' }), walk.tote('T2')]).toEqual(['into-tote', 'picked']);
    expect(walk.command('undo')).toBe('put-back');
    expect(walk.ops().at(-1)).toMatchObject({ type: 'tour.put-back', body: { lot: early } });
    expect(walk.parcel(boxes[1] as Parcel).lines[0]?.sources).toEqual([
      { locationId: bin, quantity: 1, lot: early },
    ]);
  });

  it('UNDO and CANCEL forget what is asked', () => {
    const walk = atBin(single());
    expect([walk.take(), walk.command('undo')]).toEqual(['trait-asked', 'scan-taken-back']);
    expect([walk.take(), walk.command('cancel')]).toEqual(['trait-asked', 'cancelled-command']);
    expect(walk.picks()).toEqual([]);
  });
});

describe('another lot', () => {
  it('goes with the digit of a reason, and what was taken is what the box has', () => {
    const walk = atBin(single());
    expect(walk.take({ lot: 'LATE', expiry: '270601' })).toBe('lot-other');
    expect(walk.tote('T1')).toBe('!lot-why-first');
    expect(walk.command('quantity-9')).toBe('!lot-why-first');
    expect(walk.command('quantity-1')).toBe('picked');
    expect(walk.picks()).toMatchObject([{ lot: late, swap: { planned: early, reason: 'not-there' } }]);
    expect(walk.parcel(single()[0] as Parcel).lines[0]?.sources).toEqual([
      { locationId: 'bench', quantity: 1, lot: late },
      { locationId: bin, quantity: 1, lot: early },
    ]);
  });

  it('whose day nobody has told is asked for it', () => {
    const walk = atBin(single());
    expect([walk.take({ lot: 'LATE' }), walk.say('27-06'), walk.say('270601')]).toEqual([
      'trait-asked',
      '!trait-wrong',
      'lot-other',
    ]);
  });

  it('past its day is refused, and nothing was picked', () => {
    const walk = atBin(single());
    expect(walk.take({ lot: 'OLD', expiry: '200101' })).toBe('!lot-past-date');
    expect(walk.command('ok')).toBe('stop-cleared');
    expect(walk.picks()).toEqual([]);
    expect(walk.take({ lot: 'EARLY', expiry: '260601' })).toBe('picked');
  });

  it('of the two that are wanted there each is itself', () => {
    const walk = atBin([
      box(1, [
        { locationId: bin, quantity: 1, lot: early },
        { locationId: bin, quantity: 1, lot: late },
      ]),
    ]);
    expect(walk.take({ lot: 'LATE', expiry: '270601' })).toBe('stop-complete');
    expect(walk.take({ lot: 'EARLY', expiry: '260601' })).toBe('stop-complete');
    expect(walk.picks().map(({ lot, swap }) => [lot?.lot, swap])).toEqual([
      ['LATE', undefined],
      ['EARLY', undefined],
    ]);
  });
});

describe('serial numbers', () => {
  it('are one unit each, asked for, and none is taken twice', () => {
    const parcels = [box(1, [{ locationId: bin, quantity: 3 }])];
    const walk = atBin(parcels, ['serial']);
    expect(walk.take({}, 2)).toBe('!serial-one');
    expect([walk.take(), walk.say('S-1')]).toEqual(['trait-asked', 'picked']);
    expect(walk.take({ serial: 'S-1' })).toBe('!serial-twice');
    expect(walk.command('ok')).toBe('stop-cleared');
    expect(walk.take({ serial: 'S-2' })).toBe('picked');
    expect(walk.parcel(parcels[0] as Parcel).lines[0]?.serials).toEqual(['S-1', 'S-2']);
    expect(walk.command('undo')).toBe('put-back');
    expect(walk.parcel(parcels[0] as Parcel).lines[0]?.serials).toEqual(['S-1']);
    expect(walk.take({ serial: 'S-2' })).toBe('picked');
  });
});

describe('what a lot is worth to the one that was planned', () => {
  it.each([
    ['nothing told', early, undefined, 'right'],
    ['no plan', undefined, late, 'right'],
    ['no plan, past its day', undefined, { lot: 'OLD', bestBefore: '2020-01-01' }, 'past'],
    ['the same lot without its day', early, { lot: 'EARLY', bestBefore: null }, 'right'],
    ['the same number of another day', early, { lot: 'EARLY', bestBefore: '2026-07-01' }, 'other'],
    ['a later day that is long enough', early, late, 'other'],
    [
      'a day alone, the same',
      { lot: '', bestBefore: '2026-06-01' },
      { lot: '', bestBefore: '2026-06-01' },
      'right',
    ],
    [
      'a day alone, another',
      { lot: '', bestBefore: '2026-06-01' },
      { lot: '', bestBefore: '2026-06-02' },
      'other',
    ],
  ] as const)('%s', (_name, planned, taken, expected) => {
    expect(judgeLot(planned, taken, fefo, '2026-01-05').kind).toBe(expected);
  });

  it('of goods that are all alike no day is looked at', () => {
    expect(judgeLot(undefined, { lot: 'OLD', bestBefore: '2020-01-01' }, null, '2026-01-05').kind).toBe(
      'right',
    );
  });
});
