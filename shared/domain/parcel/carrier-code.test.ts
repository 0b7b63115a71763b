import { describe, expect, it } from 'vitest';
import { boxIdOf, parcelIdOf } from '../ids.test-kit';
import { carrierNumbersOf, isForThisBox, parcelsOfCarrierCode } from './carrier-code';
import type { Parcel } from './parcel';
import {
  boxed as boxChosen,
  labelled,
  leased,
  parcelAfter,
  planOf,
  sealed,
  started,
} from './parcel.test-kit';

const box = { boxId: boxIdOf('B3'), weightGrams: 1200 };
const boxed = (n: number, over: Partial<Parcel>): Parcel => ({
  ...parcelAfter(planOf(), leased, started, boxChosen, sealed, labelled),
  ...box,
  parcelId: parcelIdOf(n),
  carrierNumber: null,
  carrierLabel: null,
  ...over,
});
const bought = (n: number, trackingNumber: string, over: Partial<Parcel> = {}): Parcel =>
  boxed(n, { carrierLabel: { reference: `r${n}`, trackingNumber, ...box }, ...over });

const usps = bought(1, '9400 1118 9956 2537 8612 47');
const ups = bought(2, '1Z999AA10123456784');
const short = bought(3, '94001');
const own = boxed(4, { carrierNumber: 'JD014600003828392837' });
const all = [usps, ups, short, own];
const found = (code: string, among: readonly Parcel[] = all): string[] =>
  parcelsOfCarrierCode(code, among).map(({ parcelId }) => parcelId);

describe("a carrier's code", () => {
  it.each([
    ['as it is told', '9400111899562537861247', [1]],
    ['behind a postcode and a separator', '\u001d42010001\u001d9400111899562537861247', [1]],
    ['in small letters', '1z999aa10123456784', [2]],
    ['in a web address', 'https://track.example/?n=1Z999AA10123456784', [2]],
    ['out of our own range', 'JD014600003828392837', [4]],
    ['that is short, and all of it', '94001', [3]],
    ['that only begins like one', '1Z999AA1012345678', []],
    ['of nobody', '1Z0000000000000000', []],
    ['of nothing but signs', '*-*', []],
  ])('%s', (_what, code, boxes) => {
    expect(found(code)).toEqual(boxes.map(parcelIdOf));
  });

  it('that is short counts only when it is all of the code', () => {
    expect(found('4294001')).toEqual([]);
  });

  it('fits every box that has it, and the whole number before a part', () => {
    const twice = bought(5, '1Z999AA10123456784');
    expect(found('1Z999AA10123456784', [ups, twice])).toEqual([ups, twice].map(({ parcelId }) => parcelId));
    const longer = bought(6, '421Z999AA10123456784');
    expect(found('421Z999AA10123456784', [ups, longer])).toEqual([parcelIdOf(6)]);
  });

  it.each(['released', 'leased', 'packing', 'cancelled'] as const)('is not on a box that is %s', (state) => {
    expect(carrierNumbersOf({ ...ups, state })).toEqual([]);
  });

  it('was bought for a box and its weight: on any other the label is not the box’s', () => {
    expect(isForThisBox(ups)).toBe(true);
    for (const change of [{ boxId: boxIdOf('B9') }, { weightGrams: 2000 }, { weightGrams: null }]) {
      expect(isForThisBox({ ...ups, ...change })).toBe(false);
      expect(found('1Z999AA10123456784', [{ ...ups, ...change }])).toEqual([]);
    }
  });
});
