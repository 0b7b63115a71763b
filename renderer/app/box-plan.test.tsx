// The plan of the open box as a packer sees it: picture and words, the question why, what is to be read; both languages.
import { screen } from '@testing-library/react';
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import { codes, small } from '../features/packing/bench.test-kit';
import { until } from '../data/station.test-kit';
import { screenOf } from './station-screen.test-kit';

const box = {
  boxId: 'B1',
  name: 'Small',
  code: ownCode('box', 'B1'),
  inner: { lengthMm: 310, widthMm: 110, heightMm: 110 },
  outer: { lengthMm: 318, widthMm: 118, heightMm: 126 },
  tareGrams: 90,
  maxGrams: 3000,
  costMinor: 18,
  currency: 'GBP',
};

async function shown(locale: 'en' | 'tr') {
  const on = await screenOf([small], { locale });
  on.office.put('directory', { kind: 'box', entryId: 'box B1', box });
  await until(() => on.bench.directory.box('B1') !== null);
  await on.scan(codes.badge, codes.order);
  await act(() => on.bench.boxes.settled());
  return on;
}

describe('the plan of the open box', { timeout: 60_000 }, () => {
  it.each([
    ['en', 'Plan: B1 Small', /Plan of the box Small: 0 of 3 in it/, 'on the floor', 'next'],
    ['tr', 'Plan: B1 Small', /Small kutusunun planı: 3 parçanın 0 tanesi içinde/, 'tabanda', 'sırada'],
  ] as const)('is a picture and says the same in words (%s)', async (locale, title, label, floor, next) => {
    const { scan } = await shown(locale);
    expect(screen.getByText(title)).toBeTruthy();
    const picture = screen.getByRole('img', { name: label });
    expect(picture.querySelectorAll('g')).toHaveLength(3);
    expect(picture.querySelectorAll('[data-step=next]')).toHaveLength(1);
    const list = [...document.querySelectorAll('ol.visually-hidden li')].map(
      (each) => each.textContent ?? '',
    );
    expect(list).toHaveLength(3);
    expect(list.every((words) => words.includes(floor))).toBe(true);
    expect(list.filter((words) => words.includes(next))).toHaveLength(1);
    await scan(codes.mug);
    expect(document.querySelectorAll('[data-step=now]')).toHaveLength(1);
  });

  it('asks why another box was taken, goes on without an answer, and marks the planned one', async () => {
    const { scan } = await shown('en');
    await scan(codes.box);
    expect(screen.getByRole('heading', { name: 'Why not box B1?' })).toBeTruthy();
    expect(screen.getByText('Too small for all of it')).toBeTruthy();
    await scan(codes.mug);
    expect(screen.queryByRole('heading', { name: 'Why not box B1?' })).toBeNull();
    expect(screen.getByRole('heading', { name: 'White mug' })).toBeTruthy();
  });

  it('shows the planned box among all when everything is in', async () => {
    const { scan } = await shown('en');
    await scan(codes.mug, codes.mug, codes.lamp);
    expect(document.querySelector('li[data-planned]')?.textContent).toContain('B1');
  });
});
