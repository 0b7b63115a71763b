// Counting the till at the station's screen, by keys alone, in both languages.
import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { RightsAnswer } from '../../../shared/contract/rights';
import { documentSeries } from '../../../shared/domain/numbers/series';
import { screenOf } from '../../app/station-screen.test-kit';
import { codes, leeds, small } from '../packing/bench.test-kit';

const answer = {
  numbers: [{ series: documentSeries(leeds, 2026), from: 41, to: 60, next: 41, turn: 1 }],
  giveBack: [],
  grants: [
    {
      grantId: '018f0000-0000-7000-8000-000000000001',
      sku: 'MUG',
      units: 9,
      used: 0,
      until: '2026-01-05T12:00:00.000Z',
    },
  ],
} as unknown as RightsAnswer;

describe.each([
  [
    'en',
    'Counted in GBP',
    'Stays in the till, GBP',
    '£10.00 should be there',
    '£0.50 too little',
    'Counted and kept: £9.50.',
  ],
  [
    'tr',
    'Sayılan (GBP)',
    'Çekmecede kalan (GBP)',
    '£10,00 olmalı',
    '£0,50 eksik',
    'Sayıldı ve kaydedildi: £9,50.',
  ],
] as const)('the page of the till (%s)', (locale, counted, left, expected, short, done) => {
  it('says what should be there, what differs, and books what was counted', { timeout: 60_000 }, async () => {
    const { scan, bench, open, missing } = await screenOf([small], { locale });
    await bench.rights.heard(bench.rights.toTell(), answer);
    await scan(codes.badge, codes.command('counter-sale'), codes.mug, codes.mug);
    await scan(codes.command('finish'), codes.command('finish'));
    await act(async () => open('till'));
    const main = (): string => screen.getByRole('main').textContent ?? '';
    expect(main()).toContain(expected);
    const field = screen.getByLabelText(counted);
    expect(document.activeElement).toBe(field);
    const write = (label: string, value: string): void =>
      act(() => {
        fireEvent.change(screen.getByLabelText(label), { target: { value } });
      });
    write(counted, '9,50');
    expect(main()).toContain(short);
    write(left, '10');
    fireEvent.submit(document.querySelector('main form') as HTMLFormElement);
    expect(await bench.station.opLog.from(1, 500)).not.toContainEqual(
      expect.objectContaining({ type: 'till.count' }),
    );
    write(left, '2');
    await act(async () => {
      fireEvent.submit(document.querySelector('main form') as HTMLFormElement);
      await bench.session.settled();
    });
    await screen.findByText(new RegExp(done.replaceAll('.', '\\.')));
    const ops = await bench.station.opLog.from(1, 500);
    expect(ops.filter(({ type }) => type === 'till.count').map(({ body, actor }) => [actor, body])).toEqual([
      [
        bench.state().bench.operator?.personId,
        { currency: 'GBP', expectedMinor: 1000, countedMinor: 950, leftMinor: 200 },
      ],
    ]);
    expect(missing).toEqual([]);
  });
});
