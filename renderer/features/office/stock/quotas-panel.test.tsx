import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { show } from '../../../ui/screen.test-kit';
import { QuotasPanel } from './quotas-panel';
import type { OfficeApi } from '../office-api';

afterEach(cleanup);

type Row = Extract<Awaited<ReturnType<OfficeApi['quotas']>>, { ok: true }>['value']['rows'][number];

/** Head office's door, one quota a product. */
function door() {
  const rows = new Map<string, Row>();
  const answer = () => ({ ok: true as const, value: { rows: [...rows.values()] } });
  return {
    quotas: async () => answer(),
    setQuota: async (_stationId: string, sku: string, units: number) => {
      if (sku === 'NOTHING')
        return { ok: false as const, failure: { code: 'product-unknown', message: '', values: { sku } } };
      if (units === 0) rows.delete(sku);
      else
        rows.set(sku, {
          sku,
          name: `A ${sku}`,
          units,
          granted: units,
          used: 1,
          until: '2026-01-05T12:00:00.000Z',
        });
      return answer();
    },
  };
}

const save = async (sku: string, units: string): Promise<void> => {
  fireEvent.change(screen.getByLabelText('SKU'), { target: { value: sku } });
  fireEvent.change(screen.getByLabelText('Shall have'), { target: { value: units } });
  fireEvent.click(screen.getByText('Save'));
  await screen.findByText('Save');
};

describe('quotas of a bench', () => {
  it('begin with none, and are set and ended by the office', async () => {
    show(<QuotasPanel api={door()} stationId="s" name="Bench 3" />, { locale: 'en' });
    await screen.findByText('No quotas: this bench sells nothing over the counter.');
    await save('MUG', '6');
    const row = (await screen.findByText('A MUG')).closest('tr');
    expect(row?.textContent).toContain('661');
    await save('MUG', '0');
    await screen.findByText('No quotas: this bench sells nothing over the counter.');
  });

  it('say what is wrong, in the language of the screen', async () => {
    show(<QuotasPanel api={door()} stationId="s" name="Masa 3" />, { locale: 'tr' });
    fireEvent.change(screen.getByLabelText('Stok kodu'), { target: { value: 'NOTHING' } });
    fireEvent.change(screen.getByLabelText('Olması gereken'), { target: { value: '6' } });
    fireEvent.click(screen.getByText('Kaydet'));
    await screen.findByText(/NOTHING/);
  });
});
