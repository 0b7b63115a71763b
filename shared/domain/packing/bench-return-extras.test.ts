// Goods that came back: what the camera saw of them goes with their judgement, and their label says what they are and where
// they go.
import { describe, expect, it } from 'vitest';
import { returnIdOf } from '../ids.test-kit';
import { type Shot, photoHashSchema } from '../photo/photo';
import { mostPhotos } from '../returns/goods-return';
import { newReturn } from '../returns/return-table.test-kit';
import { arrival, counter, other } from './bench-return.test-kit';
import { returnLabelRules } from './bench-rules';

const hashOf = (mark: number) => photoHashSchema.parse(mark.toString(16).padStart(64, '0'));
const shot = (mark: number): Shot => ({
  ok: true,
  file: { hash: hashOf(mark), bytes: 900, widthPx: 8, heightPx: 6 },
});
const photosOf = (at: ReturnType<typeof counter>) =>
  at.ops.flatMap((op) => (op.type === 'photo.take' ? [[op.body.subject.id, op.body.file?.hash]] : []));

describe('a photograph of goods that came back', () => {
  it('goes with the judgement of the units in the hand, and with no other', () => {
    const at = counter(arrival());
    at.code('100000014');
    at.item('MUG');
    for (const mark of [1, 2, 2]) {
      at.sees(shot(mark));
      expect(at.press('photo')).toBe('go return-goods-photo-taken');
    }
    at.press('quantity-3');
    at.item('MUG');
    at.press('quantity-1');
    const takes = at.ops.filter((op) => op.type === 'return.take');
    expect(takes.map(({ body }) => body.photos)).toEqual([[hashOf(1), hashOf(2)], undefined]);
    expect(photosOf(at).map(([id]) => id)).toEqual(Array(3).fill(newReturn.returnId));
    expect(at.found()?.lines[0]?.seen?.map(({ photos }) => photos)).toEqual([[hashOf(1), hashOf(2)], []]);
  });

  it('is of the return as a whole where nothing is in the hand', () => {
    const at = counter(arrival());
    at.sees(shot(1));
    at.press('take-return');
    expect(at.press('photo')).toBe('look return-first');
    at.code('100000014');
    expect(at.press('photo')).toBe('go return-photo-taken');
    at.item('MUG');
    at.press('quantity-1');
    expect(photosOf(at)).toEqual([[newReturn.returnId, hashOf(1)]]);
    expect(at.ops.find((op) => op.type === 'return.take')?.body).not.toHaveProperty('photos');
  });

  it('of what nobody knows a return of is told under the name that the judgement has', () => {
    const at = counter();
    at.sees(shot(1));
    at.press('take-return');
    at.item('MUG');
    at.press('photo');
    at.press('quantity-3');
    expect(photosOf(at)).toEqual([[returnIdOf(900), hashOf(1)]]);
    expect(at.ops.find((op) => op.type === 'return.take')?.body).toMatchObject({
      returnId: returnIdOf(900),
      photos: [hashOf(1)],
    });
  });

  it('goes along to the return that is found after it was taken', () => {
    const at = counter(arrival(), other);
    at.sees(shot(1));
    at.press('take-return');
    // Neither return waits for one, and the screen says to scan its order.
    expect(at.item('LAMP')).toBe('look return-judge-blind');
    at.press('photo');
    expect(at.code('200000028')).toBe('look return-judge');
    at.press('quantity-2');
    expect(at.ops.find((op) => op.type === 'return.take')?.body).toMatchObject({
      returnId: returnIdOf(2),
      photos: [hashOf(1)],
    });
  });

  it.each([
    ['the units are taken back', 'undo'],
    ['they are put aside', 'cancel'],
  ] as const)('is forgotten for the next ones when %s; that it was taken stays', (_why, command) => {
    const at = counter(arrival());
    at.code('100000014');
    at.item('MUG');
    at.sees(shot(1));
    at.press('photo');
    at.press(command);
    at.item('MUG');
    at.press('quantity-1');
    expect(at.ops.find((op) => op.type === 'return.take')?.body).not.toHaveProperty('photos');
    expect(photosOf(at)).toHaveLength(1);
  });

  it('holds nothing up where there is no camera, and ends at the most that an op carries', () => {
    const at = counter(arrival());
    at.code('100000014');
    at.item('MUG');
    at.sees({ ok: false, why: 'camera-missing' });
    expect(at.press('photo')).toBe('look camera-missing');
    for (let mark = 1; mark <= mostPhotos; mark += 1) {
      at.sees(shot(mark));
      expect(at.press('photo')).toBe('go return-goods-photo-taken');
    }
    at.sees(shot(99));
    expect(at.press('photo')).toBe('look return-photos-full');
    expect(at.press('quantity-1')).toBe('go return-as-new');
    expect(at.ops.find((op) => op.type === 'return.take')?.body).toMatchObject({
      photos: Array.from({ length: mostPhotos }, (_, index) => hashOf(index + 1)),
    });
  });
});

describe('the label of goods that came back', () => {
  it('is of what was judged last: where it goes, then where it lies, with its lot and its return', () => {
    const at = counter(arrival());
    at.code('100000014');
    expect(at.press('print-tag')).toBe('look return-nothing-to-label');
    at.item('MUG', { lot: 'L7', serial: null, expiry: '270300' });
    expect(at.press('print-tag')).toBe('stop return-judge-first');
    at.press('ok');
    at.press('quantity-1');
    expect(at.press('print-tag')).toBe('look return-label-asked');
    at.bin('B-09');
    at.press('print-tag');
    at.item('MUG');
    at.press('quantity-3');
    at.press('print-tag');
    const lot = { lot: 'L7', bestBefore: '2027-03-31' };
    expect(at.labels).toMatchObject([
      { sku: 'MUG', goesTo: 'A-01', isShelved: false, lot, number: '100000014', condition: 'as-new' },
      { sku: 'MUG', goesTo: 'B-09', isShelved: true, lot },
      { goesTo: null, isShelved: false, condition: 'damaged', quantity: 1 },
    ]);
    expect(at.labels[2]).not.toHaveProperty('lot');
    // Paper is no op.
    expect(at.ops.map(({ type }) => type)).toEqual([
      'bench.refuse-scan',
      'bench.refuse-scan',
      'return.take',
      'return.shelve',
      'return.take',
    ]);
  });

  it('names no lot for units of several', () => {
    const at = counter(arrival());
    at.code('100000014');
    at.item('MUG', { lot: 'L7', serial: null, expiry: null });
    at.item('MUG', { lot: 'L8', serial: null, expiry: null });
    at.press('quantity-1');
    at.press('print-tag');
    expect(at.labels).toMatchObject([{ quantity: 2 }]);
    expect(at.labels[0]).not.toHaveProperty('lot');
  });

  const printed = { asked: [], restocked: ['as-new'], all: ['as-new', 'damaged', 'opened'] };
  it.each(returnLabelRules)('prints by itself as the warehouse says: %s', (rule) => {
    const at = counter(arrival());
    at.prints(rule);
    at.code('100000014');
    for (const [sku, digit] of [
      ['MUG', 'quantity-1'],
      ['MUG', 'quantity-3'],
      ['BOWL', 'quantity-2'],
    ] as const) {
      at.item(sku);
      at.press(digit);
    }
    expect(at.labels.map(({ condition }) => condition)).toEqual(printed[rule]);
  });
});
