// A box whose units were picked in two zones at once: each zone's lots are told apart at the box, by the code of the unit or by the
// tote it is taken out of, and no lot goes into the box that nobody picked for it.
import { describe, expect, it } from 'vitest';
import { binOf, opIdOf, skuOf } from '../ids.test-kit';
import { zoneTotes } from '../parcel/bring-together';
import { evolveParcel } from '../parcel/evolve';
import type { Parcel, ParcelEvent } from '../parcel/parcel';
import { boxed, leased, lineOf, parcelAfter, planOf, started } from '../parcel/parcel.test-kit';
import { noTraits } from '../purchasing/receiving';
import { answerScan } from './bench';
import { benchOf, factsOf, inputs, itemOf, smallBox } from './bench.test-kit';
import type { Bench, BenchInput } from './session';

const early = { lot: 'L1', bestBefore: '2026-06-01' };
const late = { lot: 'L2', bestBefore: '2027-06-01' };
const pick = (n: number, bin: string, quantity: number, zone: string, tote: string, lot = early) => ({
  type: 'UnitsPicked' as const,
  opId: opIdOf(n),
  lineNo: 1,
  quantity,
  from: binOf(bin),
  tote,
  lot,
  zone,
});
const planned = planOf([
  lineOf({
    expected: 3,
    sources: [
      { locationId: binOf('A-01-1'), quantity: 2, lot: early },
      { locationId: binOf('B-01-1'), quantity: 1, lot: late },
    ],
  }),
]);
/** Two of one lot in a tote of zone A, one of another in a tote of zone B. */
const picked = [pick(1, 'B-01-1', 1, 'B', 'T2', late), pick(2, 'A-01-1', 2, 'A', 'T1')];
const box = parcelAfter(planned, ...picked, leased, started, boxed);

/** A bench with the box open, its ops folded in as the overlay does. */
function packing(open: Parcel = box) {
  let parcel = open;
  let bench: Bench = benchOf({ parcelId: open.parcelId });
  let ids = 600;
  const lots: unknown[] = [];
  const scan = (input: BenchInput): string => {
    const facts = factsOf({ open: parcel, box: smallBox, online: false, newOpId: () => opIdOf((ids += 1)) });
    const out = answerScan(bench, input, facts);
    bench = out.bench;
    for (const op of out.ops) {
      if (op.type === 'parcel.undo')
        parcel = evolveParcel(parcel, {
          type: 'ActUndone',
          parcelId: parcel.parcelId,
          undoes: op.body.undoes,
        });
      if (op.type !== 'parcel.pack-item') continue;
      const { quantity, lot, tote } = op.body;
      lots.push([quantity, lot?.lot ?? null, tote ?? null]);
      const event: ParcelEvent = {
        type: 'ItemPacked',
        parcelId: parcel.parcelId,
        opId: op.opId,
        lineNo: 1,
        quantity,
        ...(lot ? { lot } : {}),
        ...(tote ? { tote } : {}),
      };
      parcel = evolveParcel(parcel, event);
    }
    const { verdict } = out;
    return verdict.kind === 'refusal' ? `!${verdict.refusal.code}` : verdict.code;
  };
  const item = (more: { lot?: string; expiry?: string; units?: number } = {}): string =>
    scan(
      itemOf('MUG', {
        units: more.units ?? 1,
        traits: { ...noTraits, lot: more.lot ?? null, expiry: more.expiry ?? null },
      }),
    );
  return {
    item,
    scan,
    tote: (tote: string) => scan({ kind: 'tote', tote, parcels: [parcel] }),
    ok: () => scan(inputs.ok),
    lots,
    parcel: () => parcel,
    left: () =>
      zoneTotes(parcel).map(({ zone, tote, units }) => [
        zone,
        tote,
        units.map((each) => [each.quantity, each.lot?.lot]),
      ]),
  };
}

describe('a box of two zones with two lots of one product', () => {
  it('is known tote by tote, in order of the zones', () => {
    expect(zoneTotes(box)).toEqual([
      {
        zone: 'A',
        tote: 'T1',
        units: [{ lineNo: 1, sku: skuOf('MUG'), name: 'White mug', quantity: 2, lot: early }],
      },
      {
        zone: 'B',
        tote: 'T2',
        units: [{ lineNo: 1, sku: skuOf('MUG'), name: 'White mug', quantity: 1, lot: late }],
      },
    ]);
  });

  it('takes the lot that the code tells, out of the tote it lies in', () => {
    const at = packing();
    expect(at.item({ lot: 'L2' })).toBe('item-packed');
    expect(at.left()).toEqual([['A', 'T1', [[2, 'L1']]]]);
    expect(at.item({ lot: 'L1', units: 2 })).toBe('parcel-complete');
    expect(at.left()).toEqual([]);
    expect(at.parcel().lines[0]?.sources.map(({ quantity, lot }) => [quantity, lot?.lot])).toEqual([
      [1, 'L2'],
      [2, 'L1'],
    ]);
  });

  it('asks which tote where the code tells no lot, and goes by the tote then', () => {
    const at = packing();
    expect(at.item()).toBe('!lot-of-which-tote');
    at.ok();
    expect(at.tote('T2')).toBe('from-tote');
    expect(at.item()).toBe('item-packed');
    // The tote is empty: what is left is of one lot, and needs no tote.
    expect(at.item()).toBe('item-packed');
    expect(at.lots).toEqual([
      [1, 'L2', 'T2'],
      [1, 'L1', null],
    ]);
  });

  it('stops a lot that nobody picked for it, and more of a lot than there is', () => {
    const at = packing();
    expect(at.item({ lot: 'L9' })).toBe('!lot-not-in-totes');
    at.ok();
    expect(at.item({ lot: 'L1', expiry: '290101' }), 'the same number with another day').toBe(
      '!lot-not-in-totes',
    );
    at.ok();
    expect(at.item({ lot: 'L2', units: 2 })).toBe('!lot-too-many');
    at.ok();
    at.tote('T1');
    expect(at.item({ lot: 'L2' }), 'it is in the other tote').toBe('!lot-not-in-totes');
    expect(at.left()).toEqual([
      ['A', 'T1', [[2, 'L1']]],
      ['B', 'T2', [[1, 'L2']]],
    ]);
  });

  it('puts an undone unit back into its tote', () => {
    const at = packing();
    at.tote('T2');
    at.item();
    expect(at.scan(inputs.undo)).toBe('undone');
    expect(at.left()).toContainEqual(['B', 'T2', [[1, 'L2']]]);
    expect(at.item(), 'the tote stays in hand').toBe('item-packed');
    expect(at.left()).toEqual([['A', 'T1', [[2, 'L1']]]]);
  });

  it('of one lot in both totes asks nothing, and empties the tote that is in hand', () => {
    const same = [pick(1, 'B-01-1', 1, 'B', 'T2'), pick(2, 'A-01-1', 2, 'A', 'T1')];
    const at = packing(parcelAfter(planned, ...same, leased, started, boxed));
    at.tote('T1');
    expect(at.item()).toBe('item-packed');
    expect(at.left()).toEqual([
      ['A', 'T1', [[1, 'L1']]],
      ['B', 'T2', [[1, 'L1']]],
    ]);
    expect(at.item({ lot: 'L1' })).toBe('item-packed');
    expect(at.left()).toEqual([['B', 'T2', [[1, 'L1']]]]);
  });

  it('a tote of another box opens or refuses as ever', () => {
    const at = packing();
    expect(at.tote('T9')).toBe('!parcel-already-open');
  });
});

describe('put back by its picker', () => {
  it('leaves the tote of the other zone alone', () => {
    const back = parcelAfter(planned, ...picked, {
      type: 'UnitsPutBack',
      undoes: opIdOf(1),
      lineNo: 1,
      quantity: 1,
      to: binOf('B-01-1'),
      zone: 'B',
    });
    expect(zoneTotes(back).map(({ tote }) => tote)).toEqual(['T1']);
    expect(back.lines[0]?.sources).toContainEqual({ locationId: binOf('B-01-1'), quantity: 1, lot: late });
  });
});
