// An order taken at the bench, with keys and scans only, in both languages.
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { RightsAnswer } from '../../../shared/contract/rights';
import { isReceipt } from '../../../shared/label/model';
import type { OpBody } from '../../../shared/sync/op';
import { documentSeries } from '../../../shared/domain/numbers/series';
import { screenOf } from '../../app/station-screen.test-kit';
import { until } from '../../data/station.test-kit';
import { codes, leeds, small } from '../packing/bench.test-kit';

const grantId = '018f0000-0000-7000-8000-000000000001';
const series = documentSeries(leeds, 2026);
const answer = {
  numbers: [{ series, from: 41, to: 60, next: 41, turn: 1 }],
  giveBack: [],
  grants: [{ grantId, sku: 'MUG', units: 5, used: 0, until: '2026-01-05T12:00:00.000Z' }],
  prices: [
    {
      channelId: 'telephone',
      currency: 'GBP',
      prices: [{ sku: 'MUG', fromQuantity: 1, unitPriceMinor: 450 }],
    },
  ],
} as unknown as RightsAnswer;

const main = (): string => screen.getByRole('main').textContent ?? '';
const write = (label: string | RegExp, value: string): void =>
  act(() => {
    fireEvent.change(screen.getByLabelText(label), { target: { value } });
  });

async function page(chosen: Parameters<typeof screenOf>[1] = {}) {
  const shown = await screenOf([small], chosen);
  await shown.bench.rights.heard(shown.bench.rights.toTell(), answer);
  await shown.scan(codes.badge);
  await act(async () => {
    shown.open('take-order');
    await shown.bench.session.settled();
  });
  await waitFor(() => expect(document.querySelector('form')).not.toBeNull(), { timeout: 30_000 });
  /** What the page took for itself is answered later than the scan. */
  const finish = async (): Promise<void> => {
    await shown.scan(codes.command('finish'));
    await act(() => shown.bench.session.settled());
  };
  const submit = (): Promise<void> =>
    act(async () => {
      fireEvent.submit(document.querySelector('form') as HTMLFormElement);
      await shown.bench.session.settled();
    });
  const taken = async (): Promise<OpBody<'order.take'>[]> =>
    (await shown.bench.station.opLog.from(1, 500))
      .filter(({ type }) => type === 'order.take')
      .map(({ body }) => body as OpBody<'order.take'>);
  return { ...shown, finish, submit, taken };
}

describe('an order taken at the bench', { timeout: 120_000 }, () => {
  it('is scanned, addressed and taken with head office away, and its number stands there as a code', async () => {
    const { scan, finish, submit, taken, bench, office, outbox, missing } = await page();
    await act(async () => {
      office.cut();
      await until(() => bench.station.network.store.getState().headOffice === 'down');
    });
    await scan(codes.mug, codes.mug);
    expect(bench.said()).toBe('go sale-item');
    expect(main()).toContain('Head office is away');
    await submit();
    expect(bench.said(), 'no address yet').toBe('look station-form-incomplete');
    act(() => {
      fireEvent.change(screen.getByLabelText('Where'), { target: { value: 'telephone' } });
    });
    write('Name', 'Ada Lovelace');
    write('Street and number', '1 High Street');
    write('City', 'Leeds');
    write('Country (2 letters)', 'gb');
    write('Postcode', '1234');
    expect(main(), 'the check of the office').toContain('is not written as in that country');
    write('Postcode', 'LS1 1AA');
    expect(main()).not.toContain('is not written as in that country');
    expect(main()).toContain('2 units, £9.00');
    await finish();
    expect(bench.said()).toBe('go order-taken');
    expect(await taken()).toEqual([
      expect.objectContaining({
        channelId: 'telephone',
        series,
        number: 41,
        currency: 'GBP',
        lines: [{ sku: 'MUG', quantity: 2, grantId, unitPriceMinor: 450 }],
        shipTo: expect.objectContaining({ name: 'Ada Lovelace', countryCode: 'GB', postcode: 'LS1 1AA' }),
      }),
    ]);
    expect(document.querySelector('[data-order]')?.getAttribute('data-order')).toBe(`${leeds}-2026-000041`);
    expect(screen.getByRole('img', { name: /2026Z0000041/ })).toBeTruthy();
    const receipt = (): string | null => document.querySelector('[data-receipt]')?.textContent ?? null;
    await waitFor(() => expect(receipt(), 'paid in cash').toContain('waits for the printer'));
    const printed = await waitFor(() => {
      const [asked] = outbox.requests.filter(({ label }) => isReceipt(label));
      if (!asked) throw new Error('no receipt has been asked for');
      return asked;
    });
    const { jobId } = printed;
    act(() => outbox.move(jobId, { step: 'queued', waitingFor: 'paper-out' }));
    expect(receipt()).toContain('Paper is out');
    act(() => outbox.move(jobId, { step: 'confirmed' }));
    expect(receipt()).toBe('The receipt is printed.');
    await scan(codes.command('reprint'));
    expect(bench.said()).toBe('look receipt-asked');
    expect(document.querySelector('[data-order]'), 'the page stays').not.toBeNull();
    await waitFor(() =>
      expect(outbox.answers).toEqual([expect.objectContaining({ answer: 'reprint', jobId })]),
    );
    expect(missing).toEqual([]);
    await scan(codes.mug);
    expect(document.querySelector('[data-order]'), 'the next one has begun').toBeNull();
  });

  it('is refused beyond the quota with what is left, and a unit is taken out with UNDO', async () => {
    const { scan, finish, taken, bench } = await page();
    write('Units', '9');
    act(() => {
      fireEvent.click(screen.getByRole('button', { name: /5 left here/ }));
    });
    await act(() => bench.session.settled());
    expect(bench.said()).toBe('stop quota-over');
    expect(bench.state().verdict.values).toMatchObject({ quantity: 9, left: 5 });
    expect(document.querySelector('form'), 'the stop is seen first').toBeNull();
    await finish();
    expect(bench.said(), 'and holds').toBe('stop scan-held-by-stop');
    await scan(codes.command('ok'));
    await waitFor(() => expect(document.querySelector('form')).not.toBeNull());
    await scan(codes.mug, codes.mug, codes.command('undo'));
    expect(main()).toContain('4 left here');
    expect(await taken()).toEqual([]);
  });

  it('leaves the bench as it was with CANCEL, and keeps what was gathered', async () => {
    const { scan, pages, bench } = await page();
    await scan(codes.command('cancel'));
    expect(pages()?.page).toBeNull();
    expect(bench.state().bench.aside).toBeNull();
  });

  it('keeps what is written on the disk, until it is taken or thrown away', async () => {
    const { scan, finish, submit, draft, bench } = await page();
    const kept = async (): Promise<string> => {
      await draft.settled();
      return JSON.stringify(await bench.station.store.notes.read('order-draft'));
    };
    write('Name', 'Ada Lovelace');
    write('Street and number', '1 High Street');
    expect(await kept()).toContain('1 High Street');
    await scan(codes.mug);
    await submit();
    expect(bench.said()).toBe('look station-form-incomplete');
    expect(await kept(), 'a refusal takes nothing away').toContain('Ada Lovelace');
    write('City', 'Leeds');
    write('Country (2 letters)', 'GB');
    await finish();
    expect(bench.said()).toBe('go order-taken');
    expect(await kept()).not.toMatch(/Ada|High Street|Leeds/);
    write('Name', 'Grace Hopper');
    expect(await kept()).toContain('Grace');
    await scan(codes.command('cancel'));
    expect(bench.said()).toBe('look aside-left');
    expect(await kept()).not.toContain('Grace');
  });

  it('offers the receipt of one that is not paid yet, and prints it by a press', async () => {
    const { scan, submit, outbox } = await page();
    await scan(codes.mug);
    act(() => {
      fireEvent.change(screen.getByLabelText('Paid'), { target: { value: 'later' } });
    });
    for (const [label, value] of [
      ['Name', 'Ada'],
      ['Street and number', '1 High Street'],
      ['City', 'Leeds'],
      ['Country (2 letters)', 'GB'],
    ] as const)
      write(label, value);
    await submit();
    await waitFor(() => expect(main()).toContain('No receipt was printed.'));
    expect(outbox.requests).toEqual([]);
    act(() => {
      fireEvent.click(screen.getByRole('button', { name: /Print the receipt/ }));
    });
    await waitFor(() => expect(outbox.requests.map(({ label }) => isReceipt(label))).toEqual([true]));
    await waitFor(() => expect(main()).toContain('The receipt waits for the printer.'));
  });

  it.each([
    ['en', 'light'],
    ['tr', 'dark'],
  ] as const)('has every word in %s, %s', async (locale, theme) => {
    const { scan, missing } = await page({ locale, theme });
    await scan(codes.mug);
    expect(main()).toContain(locale === 'tr' ? 'Siparişi al' : 'Take the order');
    expect(missing).toEqual([]);
  });
});
