// The page of codes: what benches said of unknown codes, the verdicts with undo, mistaken pairs, and the rules of a warehouse.
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BenchRulesPage, CodeRow, Codes } from '../../../../shared/contract/codes';
import { usualBenchRules } from '../../../../shared/domain/packing/bench-rules';
import { show } from '../../../ui/screen.test-kit';
import { type CodesApi, CodesPage } from './codes-page';

afterEach(cleanup);
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const warehouseId = 'W1' as BenchRulesPage['rules']['warehouseId'];
const row: CodeRow = {
  code: '5012345678901',
  sku: 'MUG' as CodeRow['sku'],
  name: 'White mug',
  state: 'open',
  units: 1,
  aim: ']C0',
  raw: ']C05012345678901',
  gtin: 'wrong-check-digit',
  owner: null,
  times: 3,
  counted: 2,
  by: [{ person: 'Ayşe', station: 'Bench 3', warehouse: 'W1' }],
  lastAt: '2026-11-29T10:00:00.000Z',
  decidedAt: null,
};
const owned: CodeRow = { ...row, code: 'OTHER', owner: { sku: 'LAMP' as CodeRow['sku'], name: 'Lamp' } };
const decided: CodeRow = { ...row, code: 'DONE', state: 'approved', units: 12, decidedAt: row.lastAt };
const benches: BenchRulesPage = {
  rules: usualBenchRules(warehouseId),
  pairs: [
    {
      wanted: 'MUG' as CodeRow['sku'],
      wantedName: 'White mug',
      scanned: 'LAMP' as CodeRow['sku'],
      scannedName: 'Lamp',
      times: 4,
      isTold: true,
    },
  ],
};

function page(locale: 'en' | 'tr', codes: Codes = { open: [row, owned], decided: [decided] }) {
  const asked: unknown[][] = [];
  const give =
    <T,>(name: string, value: T) =>
    (...args: unknown[]): Promise<{ ok: true; value: T }> => {
      asked.push([name, ...args]);
      return Promise.resolve({ ok: true, value });
    };
  const api: CodesApi = {
    codes: give('codes', codes),
    decideCode: give('decide', codes),
    benchWarehouses: give('warehouses', { warehouses: [{ warehouseId, name: 'Leeds' }] }),
    benchRules: give('rules', benches),
    saveBenchRules: give('save', benches),
  };
  return { asked, ...show(<CodesPage api={api} />, { locale }) };
}

describe('the desk of unknown codes', () => {
  it.each([
    ['en', 'Unknown codes to decide', 'wrong for a GTIN', 'Belongs to Lamp (LAMP) already', 'Code 128'],
    ['tr', 'Karar bekleyen kodlar', 'GTIN için yanlış', 'Zaten Lamp (LAMP) ürününün', 'Code 128'],
  ] as const)('shows what speaks for and against each (%s)', async (locale, title, check, owner, symbol) => {
    const { missing } = page(locale);
    const open = within(await screen.findByRole('table', { name: title }));
    expect(open.getAllByRole('row')).toHaveLength(3);
    const [, first, second] = open.getAllByRole('row');
    if (!first || !second) throw new Error('no rows');
    for (const words of ['White mug', row.code, symbol, check, 'Ayşe, Bench 3, W1'])
      expect(within(first).getByText(words, { exact: false })).toBeTruthy();
    expect(within(second).getByText(owner)).toBeTruthy();
    expect(missing).toEqual([]);
  });

  it('approves with its units, rejects, and takes a verdict back; not where another product has the code', async () => {
    const { asked } = page('en');
    fireEvent.change(await screen.findByRole('spinbutton', { name: `Units that ${row.code} stands for` }), {
      target: { value: '6' },
    });
    fireEvent.click(screen.getByRole('button', { name: `Approve ${row.code} for White mug` }));
    await waitFor(() =>
      expect(asked).toContainEqual(['decide', { act: 'approve', code: row.code, sku: 'MUG', units: 6 }]),
    );
    const taken = screen.getByRole<HTMLButtonElement>('button', { name: 'Approve OTHER for White mug' });
    expect(taken.disabled).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Reject OTHER for White mug' }));
    await waitFor(() =>
      expect(asked).toContainEqual(['decide', { act: 'reject', code: 'OTHER', sku: 'MUG' }]),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Undo the decision about DONE' }));
    await waitFor(() =>
      expect(asked).toContainEqual(['decide', { act: 'reopen', code: 'DONE', sku: 'MUG' }]),
    );
  });

  it('teaches when there is nothing, shows mistaken pairs, and saves the rules', async () => {
    const { asked } = page('en', { open: [], decided: [] });
    expect(await screen.findByText(/No bench has met an unknown code/)).toBeTruthy();
    const pairs = within(await screen.findByRole('table', { name: /mistaken/ }));
    expect(pairs.getByText('LAMP')).toBeTruthy();
    fireEvent.change(screen.getByRole('combobox', { name: 'An item with an unknown code' }), {
      target: { value: 'set-aside' },
    });
    fireEvent.change(screen.getByRole('spinbutton', { name: /so many mistakes/ }), {
      target: { value: '5' },
    });
    fireEvent.change(screen.getByRole('combobox', { name: 'Label for goods that come back' }), {
      target: { value: 'restocked' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Save rules' }));
    await waitFor(() =>
      expect(asked).toContainEqual([
        'save',
        'W1',
        { unknownCodes: 'set-aside', lookAlikes: { times: 5, days: 180 }, returnLabels: 'restocked' },
      ]),
    );
    expect(await screen.findByText(/Benches have the rules/)).toBeTruthy();
  });
});
