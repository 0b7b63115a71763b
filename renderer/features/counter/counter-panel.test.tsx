// A sale over the counter at the screen of a whole bench: prices while gathering, a price that is asked, and how it is paid, by keys
// alone, with head office away.
import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { RightsAnswer } from '../../../shared/contract/rights';
import { documentSeries } from '../../../shared/domain/numbers/series';
import type { OpBody } from '../../../shared/sync/op';
import { screenOf } from '../../app/station-screen.test-kit';
import { until } from '../../data/station.test-kit';
import { codes, leeds, small } from '../packing/bench.test-kit';

const series = documentSeries(leeds, 2026);
const grant = (sku: string, n: number) => ({
  grantId: `018f0000-0000-7000-8000-00000000000${n}`,
  sku,
  units: 5,
  used: 0,
  until: '2026-01-05T12:00:00.000Z',
});
const answer = {
  numbers: [{ series, from: 41, to: 60, next: 41, turn: 1 }],
  giveBack: [],
  grants: [grant('MUG', 1), grant('LAMP', 2)],
  prices: [
    { channelId: 'counter', currency: 'EUR', prices: [{ sku: 'MUG', fromQuantity: 1, unitPriceMinor: 600 }] },
  ],
  taxes: { country: 'GB', rates: [{ country: 'GB', sku: '', fromDay: '2020-01-01', ppm: 200_000 }] },
} as unknown as RightsAnswer;

const main = (): string => document.querySelector('main')?.textContent ?? '';

async function counter(locale: 'en' | 'tr' = 'en') {
  const shown = await screenOf([small], { locale });
  await shown.bench.rights.heard(shown.bench.rights.toTell(), answer);
  await act(async () => {
    shown.office.cut();
    await until(() => shown.bench.station.network.store.getState().headOffice === 'down');
  });
  await shown.scan(codes.badge, codes.command('counter-sale'));
  const settle = (): Promise<void> => act(() => shown.bench.session.settled());
  const write = (label: string | RegExp, value: string): void =>
    act(() => {
      fireEvent.change(screen.getByLabelText(label), { target: { value } });
    });
  const submit = async (): Promise<void> => {
    act(() => {
      fireEvent.submit(document.querySelector('main form') as HTMLFormElement);
    });
    await settle();
  };
  const sold = async (): Promise<OpBody<'counter.sell'>[]> =>
    (await shown.bench.station.opLog.from(1, 500))
      .filter(({ type }) => type === 'counter.sell')
      .map(({ body }) => body as OpBody<'counter.sell'>);
  return { ...shown, write, submit, settle, sold };
}

describe('a sale over the counter', { timeout: 120_000 }, () => {
  it('shows what it costs with the tax in it, asks how it is paid and says what to give back', async () => {
    const { scan, write, submit, sold, bench, missing } = await counter();
    await scan(codes.mug, codes.mug);
    expect(screen.getByRole('row', { name: 'White mug 2 €6.00 €12.00 3' })).toBeTruthy();
    expect(main()).toContain('Total €12.00');
    expect(main()).toContain('VAT 20% in it: €2.00');
    expect(screen.queryByLabelText(/Received/)).toBeNull();
    await scan(codes.command('finish'));
    const field = screen.getByLabelText('Received in EUR');
    expect(document.activeElement, 'asked at once').toBe(field);
    write('Received in EUR', '1,2,3');
    expect(main()).toContain('That is no amount');
    write('Received in EUR', '10');
    expect(main()).toContain('€2.00 is missing');
    await submit();
    expect(bench.said()).toBe('look sale-tendered-short');
    write('Received in EUR', '20');
    expect(main()).toContain('Give back €8.00');
    await submit();
    expect(bench.said()).toBe('go sold-change');
    expect(document.querySelector('section[data-answers]')?.textContent).toContain('Give back €8.00');
    expect((await sold())[0]?.said).toMatchObject({
      currency: 'EUR',
      country: 'GB',
      payment: { method: 'cash', tenderedMinor: 2000 },
    });
    expect(missing).toEqual([]);
  });

  it('is paid by card with the slip’s number, and ESC leads back to what is gathered', async () => {
    const { scan, write, submit, settle, sold, bench } = await counter();
    await scan(codes.mug, codes.command('finish'));
    act(() => {
      fireEvent.keyDown(screen.getByLabelText('Received in EUR'), { key: 'Escape' });
    });
    await settle();
    expect(screen.queryByLabelText('Received in EUR')).toBeNull();
    await scan(codes.command('finish'));
    act(() => {
      fireEvent.change(screen.getByLabelText('How it is paid'), { target: { value: 'card' } });
    });
    write("Number on the terminal's slip", '4242 4242 4242 4242');
    await submit();
    expect(bench.said()).toBe('look sale-card-number');
    write("Number on the terminal's slip", '000123');
    await submit();
    expect((await sold())[0]?.said?.payment).toEqual({ method: 'card', reference: '000123' });
  });

  it('asks the price of what head office told none of, in Turkish', async () => {
    const { scan, write, submit, sold, bench, missing } = await counter('tr');
    await scan(codes.lamp, codes.command('finish'));
    expect(bench.said()).toBe('look sale-price-needed');
    write('Metal lantern: birim fiyatı (EUR)', '12,50');
    await submit();
    expect(bench.said()).toBe('go sale-priced');
    await scan(codes.command('finish'), codes.command('finish'));
    expect(bench.said()).toBe('go sold');
    expect((await sold())[0]?.said?.prices).toEqual([
      { sku: 'LAMP', unitPriceMinor: 1250, taxPpm: 200_000, source: 'typed' },
    ]);
    expect(missing).toEqual([]);
  });
});
