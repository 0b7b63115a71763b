// Which lot lies in the box, whatever was planned, picked and packed, and in which order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binOf, opIdOf } from '../ids.test-kit';
import { benchLocation } from '../stock/ledger';
import type { Lot } from '../stock/lot';
import { effectsOf } from './effects';
import type { Parcel } from './parcel';
import { lineOf, parcelAfter, planOf, type TellableEvent } from './parcel.test-kit';
import { takenGoods } from './taken-goods';

const bin = binOf('A-01-1');
const early: Lot = { lot: 'EARLY', bestBefore: '2026-06-01' };
const late: Lot = { lot: 'LATE', bestBefore: '2027-06-01' };
const plan = planOf([lineOf({ expected: 3, sources: [{ locationId: bin, quantity: 3, lot: early }] })]);
const picked = (number: number, lot?: Lot, serial?: string): TellableEvent => ({
  type: 'UnitsPicked',
  opId: opIdOf(number),
  lineNo: 1,
  quantity: 1,
  from: bin,
  tote: 'T1',
  ...(lot ? { lot } : {}),
  ...(serial ? { serial } : {}),
});
const packed = (number: number, lot?: Lot): TellableEvent => ({
  type: 'ItemPacked',
  opId: opIdOf(number),
  lineNo: 1,
  quantity: 1,
  ...(lot ? { lot } : {}),
});
const inBox = (parcel: Parcel): [string, number][] =>
  effectsOf(parcel, { type: 'ParcelHandedOver', parcelId: parcel.parcelId }).moves.map(
    ({ lot, quantity }) => [lot?.lot ?? '', quantity],
  );

describe('what is in the box', () => {
  it('is what was picked, in its order, when packing tells nothing', () => {
    const parcel = parcelAfter(plan, picked(1, late), picked(2, early), packed(3));
    expect(inBox(parcel)).toEqual([['LATE', 1]]);
  });

  it('is the picked unit of the lot that packing tells, with its day', () => {
    const told = { lot: 'EARLY', bestBefore: null };
    const parcel = parcelAfter(plan, picked(1, late), picked(2, early), packed(3, told));
    expect(inBox(parcel)).toEqual([['EARLY', 1]]);
    expect(parcel.lines[0]?.sources).toEqual([
      { locationId: benchLocation, quantity: 1, lot: early },
      { locationId: benchLocation, quantity: 1, lot: late },
      { locationId: bin, quantity: 1, lot: early },
    ]);
  });

  it('is of no known lot when it came straight out of the bin and nobody told one', () => {
    expect(inBox(parcelAfter(plan, packed(1)))).toEqual([['', 1]]);
    expect(inBox(parcelAfter(plan, packed(1, late)))).toEqual([['LATE', 1]]);
  });

  it('is found by serial too, until the unit is put back', () => {
    const parcel = parcelAfter(plan, picked(1, late, 'S-1'), picked(2, late, 'S-2'), {
      type: 'UnitsPutBack',
      undoes: opIdOf(2),
      lineNo: 1,
      quantity: 1,
      to: bin,
      lot: late,
      serial: 'S-2',
    });
    expect(takenGoods(parcel)).toEqual([
      { lineNo: 1, sku: 'MUG', lot: late, serial: null, units: 1 },
      { lineNo: 1, sku: 'MUG', lot: null, serial: 'S-1', units: 1 },
    ]);
  });

  it('units stay as many, and no lot is in the box that was neither picked nor told', () => {
    const lots = fc.constantFrom(undefined, early, late);
    fc.assert(
      fc.property(fc.array(lots, { maxLength: 3 }), fc.array(lots, { maxLength: 3 }), (taken, put) => {
        const parcel = parcelAfter(
          plan,
          ...taken.map((lot, at) => picked(at, lot)),
          ...put.map((lot, at) => packed(10 + at, lot)),
        );
        const sources = parcel.lines[0]?.sources ?? [];
        expect(sources.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(3);
        const box = inBox(parcel);
        expect(box.reduce((sum, [, quantity]) => sum + quantity, 0)).toBe(put.length);
        const known = new Set([...taken, ...put].map((lot) => lot?.lot ?? ''));
        for (const [lot] of box) expect(known.has(lot) || lot === '').toBe(true);
        const said = put.filter((lot) => lot === late).length;
        expect(
          box.reduce((sum, [lot, quantity]) => sum + (lot === 'LATE' ? quantity : 0), 0),
        ).toBeGreaterThanOrEqual(said);
      }),
      { seed: 55, numRuns: 300 },
    );
  });
});
