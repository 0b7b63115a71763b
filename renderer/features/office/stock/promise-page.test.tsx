import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { SkuPromise } from '../../../../shared/contract/carts';
import { channelIdSchema } from '../../../../shared/domain/ids';
import { skuOf, warehouseIdOf } from '../../../../shared/domain/ids.test-kit';
import { dayAfter, promiseDays } from '../../../../shared/domain/stock/available-to-promise';
import { show } from '../../../ui/screen.test-kit';
import type { OfficeApi } from '../office-api';
import { PromisePage } from './promise-page';

afterEach(cleanup);

const today = '2026-05-04';
const at = (warehouseId: string, free: number, expected: number, promised: number) => ({
  warehouseId: warehouseIdOf(warehouseId),
  onHand: free + 3,
  allocated: 2,
  held: 1,
  free,
  days: promiseDays(
    {
      free,
      expected: [{ on: dayAfter(today, 3), units: expected }],
      promised: [{ on: dayAfter(today, 5), units: promised }],
    },
    today,
    10,
  ),
});
const promise: SkuPromise = {
  sku: skuOf('MUG'),
  name: 'White mug',
  today,
  waiting: 4,
  rows: [at('W1', 5, 10, 8), at('W2', 7, 0, 0)],
  channels: [{ channelId: channelIdSchema.parse('web'), name: 'Web shop', aheadDays: 7, units: 12 }],
};

function door() {
  const asked: unknown[][] = [];
  const told =
    <T,>(name: string, value: T) =>
    (...values: unknown[]) => {
      asked.push([name, ...values]);
      return Promise.resolve({ ok: true as const, value });
    };
  const rows = [
    {
      warehouseId: warehouseIdOf('W1'),
      source: 'purchase',
      supplyId: 'P-77',
      sku: skuOf('MUG'),
      dueOn: dayAfter(today, 3),
      units: 10,
    },
  ];
  const api = {
    skuPromise: told('promise', promise),
    supplies: told('supplies', { rows }),
    saveSupplies: told('save', { rows }),
    productCosts: told('costs', { rows: [{ fromDay: '2026-01-01', costMinor: 120, currency: 'GBP' }] }),
    saveProductCosts: told('cost', { saved: 1 }),
    productLots: told('lots', { sku: skuOf('MUG'), rotation: null, isSaid: false, rows: [] }),
    saveRotation: told('rotation', { sku: skuOf('MUG'), rotation: null, isSaid: false, rows: [] }),
  };
  return { asked, api: api as unknown as OfficeApi };
}

describe('when a product can be promised', () => {
  it('is a picture, and the same in words and numbers beside it', async () => {
    const { api } = door();
    const { missing } = show(<PromisePage api={api} sku="MUG" onBack={() => undefined} />, { locale: 'en' });
    await screen.findByRole('img', { name: /White mug/ });
    const table = screen.getByText('Days on which something changes').closest('table') as HTMLTableElement;
    const cells = within(table)
      .getAllByRole('row')
      .slice(1)
      .map((row) => row.textContent);
    // Both warehouses: each promises for itself.
    expect(cells).toEqual(['4 May001212', '7 May10' + '02214', '9 May081414']);
    expect(screen.getByText(/12 units, sold 7 days ahead/)).toBeTruthy();
    expect(screen.getByText(/4 more units/)).toBeTruthy();
    const [shown] = screen.getAllByLabelText(/Warehouse/);
    fireEvent.change(shown as HTMLElement, { target: { value: 'W2' } });
    await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(2));
    expect(missing).toEqual([]);
  });

  it('changes with goods that are told of, or that are not coming any more', async () => {
    const { api, asked } = door();
    const { missing } = show(<PromisePage api={api} sku="MUG" onBack={() => undefined} />, { locale: 'tr' });
    fireEvent.click(await screen.findByText('P-77 artık beklenmiyor'));
    await waitFor(() => expect(asked.find(([name]) => name === 'save')?.[1]).toMatchObject([{ units: 0 }]));
    fireEvent.change(screen.getByLabelText('Teslimat numarası'), { target: { value: 'P-78' } });
    fireEvent.change(screen.getByLabelText('Adet'), { target: { value: '25' } });
    fireEvent.submit(screen.getByLabelText('Adet').closest('form') as HTMLFormElement);
    await waitFor(() => expect(asked.filter(([name]) => name === 'save')).toHaveLength(2));
    expect(asked.findLast(([name]) => name === 'save')?.[1]).toMatchObject([
      { warehouseId: 'W1', source: 'person', supplyId: 'P-78', sku: 'MUG', dueOn: '2026-05-11', units: 25 },
    ]);
    expect(missing).toEqual([]);
  });

  it('costs what somebody says, from a day on', async () => {
    const { api, asked } = door();
    const { missing } = show(<PromisePage api={api} sku="MUG" onBack={() => undefined} />, { locale: 'en' });
    const form = await screen.findByRole('form', { name: 'What a unit costs' });
    await screen.findByText('£1.20');
    const cost = screen.getByLabelText('Cost of a unit');
    fireEvent.change(cost, { target: { value: 'dear' } });
    fireEvent.submit(form);
    expect(cost.getAttribute('aria-invalid')).toBe('true');
    fireEvent.change(cost, { target: { value: '1,35' } });
    fireEvent.change(screen.getByLabelText('From day'), { target: { value: '2026-05-01' } });
    fireEvent.submit(form);
    await waitFor(() => expect((cost as HTMLInputElement).value).toBe(''));
    expect(asked.filter(([name]) => name === 'cost')).toEqual([
      ['cost', [{ sku: 'MUG', fromDay: '2026-05-01', costMinor: 135, currency: 'GBP' }]],
    ]);
    expect(asked.filter(([name]) => name === 'costs').length).toBeGreaterThan(1);
    expect(missing).toEqual([]);
  });
});
