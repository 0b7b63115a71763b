import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { TakenAnswer } from '../../../../shared/contract/lots';
import { orderIdOf, parcelIdOf, skuOf, warehouseIdOf } from '../../../../shared/domain/ids.test-kit';
import { show } from '../../../ui/screen.test-kit';
import { WhoGot } from './who-got';

afterEach(cleanup);

const answer: TakenAnswer = {
  rows: [
    {
      warehouseId: warehouseIdOf('W1'),
      parcelId: parcelIdOf(1),
      orderId: orderIdOf(1),
      orderNumber: '1042',
      recipient: 'Zeynep Demir',
      sku: skuOf('MILK'),
      lot: 'L-77',
      bestBefore: '2026-06-01',
      serial: null,
      units: 2,
      state: 'handed-over',
      placedAt: '2026-03-02T08:00:00.000Z',
    },
  ],
  isMore: false,
  here: [
    {
      warehouseId: warehouseIdOf('W1'),
      locationId: 'A-01',
      sku: skuOf('MILK'),
      lot: 'L-77',
      bestBefore: '2026-06-01',
      units: 4,
    },
  ],
};

it.each([
  ['en', 'Lot or serial number', 'L-77: 1 order', '4 of MILK lie in A-01 of W1'],
  ['tr', 'Parti ya da seri numarası', 'L-77: 1 sipariş', 'W1 deposunda A-01: 4 adet MILK'],
] as const)(
  'in %s: asked by what is printed, and an order is opened from there',
  async (locale, label, found, here) => {
    const asked: string[] = [];
    const opened: string[] = [];
    const api = {
      whoGot: (code: string) => {
        asked.push(code);
        return Promise.resolve({ ok: true, value: answer }) as never;
      },
    };
    const { missing } = show(<WhoGot api={api} onOrder={(orderId) => opened.push(orderId)} />, { locale });
    fireEvent.change(screen.getByLabelText(label), { target: { value: ' L-77 ' } });
    fireEvent.submit(screen.getByRole('form'));
    expect(await screen.findByText(found)).toBeTruthy();
    expect(screen.getByText(here)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '1042' }));
    expect([asked, opened]).toEqual([['L-77'], [orderIdOf(1)]]);
    expect(missing).toEqual([]);
  },
);
