import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { ProductLots } from '../../../../shared/contract/lots';
import { skuOf, warehouseIdOf } from '../../../../shared/domain/ids.test-kit';
import { show } from '../../../ui/screen.test-kit';
import { LotsPanel, type LotsPanelApi } from './lots-panel';

afterEach(cleanup);

function door() {
  const saved: unknown[] = [];
  let lots: ProductLots = {
    sku: skuOf('MILK'),
    rotation: { by: 'fefo', minimumDays: 0 },
    isSaid: false,
    rows: [
      {
        warehouseId: warehouseIdOf('W1'),
        locationId: 'A-01',
        lot: 'OLD',
        bestBefore: '2026-01-02',
        units: 3,
        since: '2025-12-01T08:00:00.000Z',
        isFit: false,
      },
      {
        warehouseId: warehouseIdOf('W1'),
        locationId: 'A-02',
        lot: '',
        bestBefore: '2026-09-30',
        units: 1200,
        since: '2025-12-05T08:00:00.000Z',
        isFit: true,
      },
    ],
  };
  const api: LotsPanelApi = {
    productLots: () => Promise.resolve({ ok: true, value: lots }) as never,
    saveRotation: (sku, rotation) => {
      saved.push([sku, rotation]);
      lots = { ...lots, rotation, isSaid: rotation !== null };
      return Promise.resolve({ ok: true, value: lots }) as never;
    },
  };
  return { api, saved };
}

describe('a product by lot', () => {
  it('shows what lies where in the order it goes out, and what may not be sold any more', async () => {
    const { api } = door();
    const { missing } = show(<LotsPanel api={api} sku="MILK" />, { locale: 'en' });
    await screen.findByText('A-01');
    const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([
      'W1A-01OLD2 Jan 2026 not sold any more31 Dec 2025',
      'W1A-02–30 Sept 2026 1,2005 Dec 2025',
    ]);
    expect(screen.getByText(/its day is asked for/)).toBeTruthy();
    expect(missing).toEqual([]);
  });

  it('is told which goods go out first, and how many days must be left', async () => {
    const { api, saved } = door();
    const { missing } = show(<LotsPanel api={api} sku="MILK" />, { locale: 'tr' });
    const form = await screen.findByRole('form', { name: 'Önce çıkan' });
    fireEvent.change(within(form).getByRole('combobox'), { target: { value: 'fefo' } });
    fireEvent.change(within(form).getByRole('spinbutton'), { target: { value: '14' } });
    fireEvent.submit(form);
    await waitFor(() => expect(saved).toEqual([['MILK', { by: 'fefo', minimumDays: 14 }]]));
    await screen.findByText('gelişte ne sorulduğuna bağlı');
    const again = await screen.findByRole('form', { name: 'Önce çıkan' });
    fireEvent.change(within(again).getByRole('combobox'), { target: { value: '' } });
    fireEvent.submit(again);
    await waitFor(() => expect(saved.at(-1)).toEqual(['MILK', null]));
    expect(missing).toEqual([]);
  });
});
