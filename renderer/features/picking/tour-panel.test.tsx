// What the picker sees of lots and of a bin that is short: large, by scan and digit, in both languages.
import { cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { binOf, skuOf } from '../../../shared/domain/ids.test-kit';
import { lineOf, parcelAfter, planOf } from '../../../shared/domain/parcel/parcel.test-kit';
import { noTraits } from '../../../shared/domain/purchasing/receiving';
import { stopsOf } from '../../../shared/domain/tour/stops';
import { startWalk, type Walk } from '../../../shared/domain/tour/walk';
import { walkOf } from '../../../shared/sync/walk.test-kit';
import { show } from '../../ui/screen.test-kit';
import type { KnownElsewhere } from '../packing/where-else-of';
import { TourPanel } from './tour-panel';

afterEach(cleanup);

const bin = binOf('A-01-1');
const early = { lot: 'L-EARLY', bestBefore: '2026-06-01' };
const box = parcelAfter(
  planOf([lineOf({ expected: 2, sources: [{ locationId: bin, quantity: 2, lot: early }] })]),
);

const nothingTold: KnownElsewhere = { bins: [], sites: null, at: null, nowMs: 0, nameOf: (id) => id };

function shown(locale: 'en' | 'tr', more: Partial<Walk>, elsewhere?: string[], known = nothingTold) {
  const walking = walkOf([box]);
  walking.command('pick');
  walking.tote('T1');
  const tour = { ...walking.tour(), ...(elsewhere ? { elsewhere: elsewhere.map(skuOf) } : {}) };
  const walk: Walk = { ...startWalk(tour.tourId), atBin: bin, ...more };
  const stops = stopsOf(tour, new Map([[box.parcelId as string, box]]));
  return show(
    <TourPanel
      walk={walk}
      walked={{ tour, stops, picked: 0 }}
      alikeOf={() => null}
      whereElse={() => known}
    />,
    { locale },
  );
}

describe('a stop', () => {
  it.each([
    ['en', 'lot L-EARLY', /best before 1 Jun 2026/],
    ['tr', 'parti L-EARLY', /son kullanma 1 Haz 2026/],
  ] as const)('says which lot to take, and its day: %s', (locale, lot, day) => {
    const { missing } = shown(locale, {});
    expect(screen.getByText(lot)).toBeTruthy();
    expect(screen.getByText(day)).toBeTruthy();
    expect(missing).toEqual([]);
  });

  it('asks why another lot was taken, by digits', () => {
    const item = {
      sku: skuOf('MUG'),
      name: 'Mug',
      units: 1,
      code: 'MUG',
      scanId: 's',
      lot: { lot: 'L-LATE', bestBefore: '2027-06-01' },
    };
    const { missing } = shown('en', {
      asked: { item, asks: [], values: noTraits, rotation: null, instead: early },
    });
    expect(screen.getByText('is not there')).toBeTruthy();
    expect(screen.getByText('is out of reach')).toBeTruthy();
    expect(missing).toEqual([]);
  });
});

describe('a bin that is short', () => {
  it.each([
    ['en', ['MUG'], '1: another site sends them (it has some)'],
    ['en', [], '1: another site; head office decides'],
    ['tr', undefined, '1: başka depo; merkez karar verir'],
  ] as const)(
    'says whether another site has them, as head office knew it: %s %j',
    (locale, elsewhere, words) => {
      const { missing } = shown(locale, { short: 'missing' }, elsewhere ? [...elsewhere] : undefined);
      expect(screen.getByText(words)).toBeTruthy();
      expect(missing).toEqual([]);
    },
  );

  it.each([
    ['en', 'B-07: 5', 'Rotterdam: 1', 'only 1 known there', 'As head office knew it 3 minutes ago'],
    ['tr', 'B-07: 5', 'Rotterdam: 1', 'orada yalnız 1 biliniyor', 'Merkezin bildiği hâliyle: 3 dakika önce'],
  ] as const)(
    'says which bins and sites have them, and how old that is: %s',
    (locale, inBin, atSite, why, age) => {
      const at = '2026-01-05T10:00:00.000Z';
      const { missing } = shown(locale, { short: 'missing' }, undefined, {
        bins: [{ locationId: binOf('B-07'), units: 5 }],
        sites: [{ warehouseId: 'W2' as never, units: 1 }],
        at,
        nowMs: Date.parse(at) + 3 * 60_000,
        nameOf: () => 'Rotterdam',
      });
      for (const words of [inBin, atSite, why, age]) expect(screen.getByText(words)).toBeTruthy();
      const helps = screen.getAllByRole('listitem').map((each) => each.dataset['helps'] ?? 'yes');
      expect(helps.slice(0, 5)).toEqual(['no', 'yes', 'yes', 'yes', 'yes']);
      expect(missing).toEqual([]);
    },
  );

  it('says of a choice that does not help why, and that nobody told yet', () => {
    const { missing } = shown('en', { short: 'missing' });
    expect(screen.getByText('no other bin is known to have any')).toBeTruthy();
    expect(screen.getByText('Head office has not told where else it is')).toBeTruthy();
    expect(screen.queryByText('no other site is known to have any')).toBeNull();
    expect(missing).toEqual([]);
  });
});
