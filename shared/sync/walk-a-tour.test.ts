// A picker's whole walk by scans: totes, bins, items, a wrong tote, a short bin, and the way back.
import { describe, expect, it } from 'vitest';
import { binOf, orderIdOf, parcelIdOf, skuOf } from '../domain/ids.test-kit';
import { leeds } from '../domain/order/order.test-kit';
import { foldParcels } from '../domain/parcel/evolve';
import type { Parcel } from '../domain/parcel/parcel';
import { firstTour, here, lineOf, parcelAfter, planOf } from '../domain/parcel/parcel.test-kit';
import { foldTours } from '../domain/tour/evolve';
import { stopsOf, tourProgress } from '../domain/tour/stops';
import type { Tour } from '../domain/tour/tour';
import { answerTourOp, isTourOp } from './apply-tour-op';
import { answerOp } from './apply-op';
import type { Op } from './op';
import { answerScan } from '../domain/packing/bench';
import { benchOf, factsOf } from '../domain/packing/bench.test-kit';
import type { Bench, BenchCommand, BenchInput } from '../domain/packing/session';

const one: Parcel = parcelAfter(planOf([lineOf()]));
const two: Parcel = {
  ...parcelAfter(planOf([lineOf({ expected: 2, sources: [{ locationId: binOf('A-01-1'), quantity: 2 }] })])),
  parcelId: parcelIdOf(8),
  orderId: orderIdOf(8),
  orderNumber: '1050',
};

/** The bench with what its ops have done so far. */
function walkOf() {
  const parcels = new Map([one, two].map((parcel) => [parcel.parcelId as string, parcel]));
  const tours = new Map<string, Tour>();
  foldTours(tours, [
    {
      type: 'TourPlanned',
      tourId: firstTour,
      plan: {
        tourId: firstTour,
        warehouseId: leeds,
        number: 7,
        method: 'batch',
        zone: null,
        waveId: null,
        after: null,
        dueAt: null,
        plannedAt: '2026-01-05T09:00:00.000Z',
        route: [binOf('A-01-1'), binOf('A-01-2')],
        places: [one, two].map(({ parcelId, orderNumber }, at) => ({
          position: at + 1,
          parcelId,
          orderNumber,
        })),
        measure: null,
      },
    },
  ]);
  let bench: Bench = benchOf();
  let seq = 0;
  const said: string[] = [];
  const scan = (input: BenchInput): string => {
    const all = [...tours.values()];
    const walked = bench.aside?.kind === 'tour' ? tours.get(bench.aside.walk.tourId) : undefined;
    const facts = factsOf({
      tours: all,
      tour:
        walked?.holder === here
          ? { tour: walked, stops: stopsOf(walked, parcels), picked: tourProgress(walked, parcels).picked }
          : null,
    });
    const result = answerScan(bench, input, facts);
    bench = result.bench;
    for (const draft of result.ops) {
      seq += 1;
      const op = { ...draft, stationSeq: seq, v: 1, actor: 'ayse', at: '', mono: 0 } as unknown as Op;
      if (isTourOp(op))
        foldTours(tours, answerTourOp(tours.get(op.body.tourId) ?? null, op, here, terms).events);
      if (op.parcelId)
        foldParcels(parcels, answerOp(parcels.get(op.parcelId) ?? null, op, here, terms).events);
    }
    const { verdict } = result;
    const text = verdict.kind === 'answer' ? verdict.code : `!${verdict.refusal.code}`;
    said.push(text);
    return text;
  };
  return {
    scan,
    command: (command: BenchCommand) => scan({ kind: 'command', command }),
    tote: (tote: string) => scan({ kind: 'tote', tote, parcels: [] }),
    bin: (bin: string) => scan({ kind: 'location', locationId: binOf(bin) }),
    item: (sku = 'MUG', units = 1) =>
      scan({ kind: 'item', sku: skuOf(sku), name: sku, units, code: sku, scanId: 's', wantedBy: [] }),
    parcel: (parcel: Parcel) => parcels.get(parcel.parcelId) as Parcel,
    tour: () => tours.get(firstTour) as Tour,
  };
}
const terms = { at: '2026-01-05T09:00:00.000Z', until: '2026-01-05T13:00:00.000Z' };

function withTotes() {
  const walk = walkOf();
  expect(walk.command('pick')).toBe('tour-asked');
  expect(walk.tour()).toMatchObject({ state: 'claimed', holder: here });
  expect([walk.tote('T1'), walk.tote('T2')]).toEqual(['tote-taken', 'tote-taken']);
  return walk;
}

describe('a walk', () => {
  it('goes bin by bin, each unit into the tote of its order, and is dropped when nothing is left', () => {
    const walk = withTotes();
    expect(walk.bin('A-01-1')).toBe('bin-right');
    for (let unit = 0; unit < 3; unit += 1)
      expect([walk.item(), walk.tote('T1')]).toEqual(['into-tote', 'picked']);
    expect([walk.item(), walk.tote('T2')]).toEqual(['into-tote', 'picked']);
    expect([walk.item(), walk.tote('T2')]).toEqual(['into-tote', 'stop-complete']);
    expect(walk.item()).toBe('!bin-first');
    expect(walk.command('ok')).toBe('stop-cleared');
    expect([walk.bin('A-01-2'), walk.item('MUG', 2), walk.tote('T1')]).toEqual([
      'bin-right',
      'into-tote',
      'stop-complete',
    ]);
    expect(walk.bin('bench')).toBe('tour-dropped');
    expect(walk.tour().state).toBe('dropped');
    for (const parcel of [one, two])
      expect(walk.parcel(parcel).lines[0]?.sources).toEqual([
        { locationId: 'bench', quantity: parcel.lines[0]?.expected },
      ]);
  });

  it('does not let units into the tote of another order, nor an item of another bin', () => {
    const walk = withTotes();
    walk.bin('A-01-2');
    expect([walk.item(), walk.tote('T2')]).toEqual(['into-tote', '!tote-wrong']);
    walk.command('ok');
    expect(walk.tote('T1')).toBe('picked');
    expect(walk.item('LAMP')).toBe('!item-not-in-bin');
    walk.command('ok');
    expect(walk.bin('C-09')).toBe('!bin-not-on-tour');
    walk.command('ok');
    expect(walk.item('MUG', 5)).toBe('!pick-not-wanted');
  });

  it('begins with a tote in every place, one for one order', () => {
    const walk = walkOf();
    walk.command('pick');
    expect(walk.bin('A-01-1')).toBe('!tote-first');
    walk.command('ok');
    expect([walk.tote('T1'), walk.tote('T1')]).toEqual(['tote-taken', '!tote-taken']);
  });

  it('takes a pick back into its bin', () => {
    const walk = withTotes();
    walk.bin('A-01-1');
    walk.item();
    walk.tote('T1');
    expect(walk.command('undo')).toBe('put-back');
    expect(walk.parcel(one).lines[0]?.sources.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(5);
    expect(walk.parcel(one).lines[0]?.sources.some(({ locationId }) => locationId === 'bench')).toBe(false);
    expect(walk.command('undo')).toBe('!nothing-to-undo');
  });

  it('asks what becomes of a bin that is short, and goes on without it', () => {
    const walk = withTotes();
    walk.bin('A-01-2');
    expect([walk.command('missing'), walk.command('ship-part')]).toEqual(['short-what-now', 'short-shipped']);
    expect(walk.parcel(one).lines[0]).toMatchObject({ expected: 5, missing: 2 });
    walk.bin('A-01-1');
    walk.command('missing');
    expect(walk.command('hold')).toBe('short-held');
    expect(walk.parcel(two).hold).toMatchObject({ reason: 'short-pick' });
  });

  it('takes what is short from another bin that is scanned, behind this one', () => {
    const walk = withTotes();
    walk.bin('A-01-2');
    walk.command('missing');
    expect(walk.bin('C-09')).toBe('taken-elsewhere');
    expect(walk.tour().route).toContain('C-09');
    expect([walk.item(), walk.tote('T1')]).toEqual(['into-tote', 'picked']);
    const sources = walk.parcel(one).lines[0]?.sources ?? [];
    expect(sources.some(({ locationId }) => locationId === 'A-01-2')).toBe(false);
    expect(sources.some(({ locationId }) => locationId === 'bench')).toBe(true);
  });

  it('comes back last to a bin that was passed over, and takes another tote for a full one', () => {
    const walk = withTotes();
    expect(walk.command('skip')).toBe('bin-skipped');
    expect(walk.tour().skipped).toEqual(['A-01-1']);
    walk.bin('A-01-2');
    expect([walk.command('tote-full'), walk.tote('T3')]).toEqual(['tote-asked', 'tote-taken']);
    expect([walk.item(), walk.tote('T1')]).toEqual(['into-tote', '!tote-wrong']);
    walk.command('ok');
    expect(walk.tote('T3')).toBe('picked');
    expect(walk.parcel(one).totes).toEqual(['T3']);
  });
});
