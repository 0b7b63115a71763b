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
import { TourPanel } from './tour-panel';

afterEach(cleanup);

const bin = binOf('A-01-1');
const early = { lot: 'L-EARLY', bestBefore: '2026-06-01' };
const box = parcelAfter(
  planOf([lineOf({ expected: 2, sources: [{ locationId: bin, quantity: 2, lot: early }] })]),
);

function shown(locale: 'en' | 'tr', more: Partial<Walk>, elsewhere?: string[]) {
  const walking = walkOf([box]);
  walking.command('pick');
  walking.tote('T1');
  const tour = { ...walking.tour(), ...(elsewhere ? { elsewhere: elsewhere.map(skuOf) } : {}) };
  const walk: Walk = { ...startWalk(tour.tourId), atBin: bin, ...more };
  const stops = stopsOf(tour, new Map([[box.parcelId as string, box]]));
  return show(<TourPanel walk={walk} walked={{ tour, stops, picked: 0 }} alikeOf={() => null} />, { locale });
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
});
