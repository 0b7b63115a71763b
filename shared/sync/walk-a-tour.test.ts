// A picker's whole walk by scans: totes, bins, items, a wrong tote, a short bin, and the way back.
import { describe, expect, it } from 'vitest';
import { binOf, orderIdOf, parcelIdOf } from '../domain/ids.test-kit';
import type { Parcel } from '../domain/parcel/parcel';
import { here, lineOf, parcelAfter, planOf } from '../domain/parcel/parcel.test-kit';
import { walkOf } from './walk.test-kit';

const one: Parcel = parcelAfter(planOf([lineOf()]));
const two: Parcel = {
  ...parcelAfter(planOf([lineOf({ expected: 2, sources: [{ locationId: binOf('A-01-1'), quantity: 2 }] })])),
  parcelId: parcelIdOf(8),
  orderId: orderIdOf(8),
  orderNumber: '1050',
};

function withTotes() {
  const walk = walkOf([one, two]);
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
    const walk = walkOf([one, two]);
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

  it('asks another site for what a bin does not have: the box goes without, and head office is told', () => {
    const walk = withTotes();
    walk.bin('A-01-1');
    expect([walk.command('missing'), walk.command('quantity-1')]).toEqual([
      'short-what-now',
      'short-other-site',
    ]);
    const told = walk.ops().flatMap((op) => (op.type === 'tour.short' ? [op.body] : []));
    expect(told).toMatchObject([
      { quantity: 3, holds: false, otherSite: true },
      { quantity: 2, holds: false, otherSite: true },
    ]);
    expect(walk.parcel(one).hold).toBeNull();
    // A digit is a quantity again.
    expect(walk.command('quantity-1')).not.toBe('short-other-site');
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
