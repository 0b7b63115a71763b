// The page of paper rules: what is in force, edited by keys, saved with undo, taken up again from what was before; and the papers of
// an order as they print.
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PaperRulesPage } from '../../../../shared/contract/papers';
import type { PaperRule } from '../../../../shared/domain/document/paper-rules';
import { show } from '../../../ui/screen.test-kit';
import { OrderPapers, type OrderPapersApi } from '../orders/order-papers';
import { type PapersApi, PapersPage } from './papers-page';

afterEach(cleanup);
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const abroad: PaperRule = {
  countries: ['TR'],
  isElsewhere: true,
  channels: ['Web shop'],
  sales: ['business'],
  papers: [{ kind: 'delivery-note', format: 'A4' }],
};
const counter: PaperRule = {
  countries: [],
  isElsewhere: false,
  channels: [],
  sales: ['counter'],
  papers: [{ kind: 'receipt', format: 'roll-80' }],
};
const at = '2026-11-29T10:00:00.000Z';

/** Head office as it answers: a version more with every save. */
function page(locale: 'en' | 'tr') {
  const versions: PaperRulesPage['versions'] = [
    { version: 2, rules: [abroad], changedAt: at, changedBy: 'Office PC' },
    { version: 1, rules: [counter, abroad], changedAt: at, changedBy: 'Office PC' },
  ];
  const saved: { from: number; rules: PaperRule[] }[] = [];
  const now = (): PaperRulesPage => ({
    version: versions[0]?.version ?? 0,
    rules: versions[0]?.rules ?? [],
    versions: [...versions],
  });
  const api: PapersApi = {
    paperWarehouses: async () => ({
      ok: true,
      value: { warehouses: [{ warehouseId: 'W1' as never, name: 'Leeds' }] },
    }),
    paperRules: async () => ({ ok: true, value: now() }),
    savePaperRules: async (_warehouseId, request) => {
      saved.push(request);
      versions.unshift({ version: request.from + 1, rules: request.rules, changedAt: at, changedBy: 'Here' });
      return { ok: true, value: now() };
    },
  };
  return { saved, ...show(<PapersPage api={api} />, { locale }) };
}

describe('rules of papers', () => {
  it.each([
    ['en', 'Papers', 'Rule 1', 'Delivery note', 'to all other countries', 'in force'],
    ['tr', 'Evrak', 'Kural 1', 'Sevk irsaliyesi', 'diğer bütün ülkelere', 'geçerli'],
  ] as const)('shows what is in force (%s)', async (locale, title, rule, paper, where, inForce) => {
    const { missing } = page(locale);
    expect(await screen.findByRole('heading', { level: 1, name: title })).toBeTruthy();
    const fields = within(await screen.findByRole('group', { name: rule }));
    expect(fields.getByRole<HTMLSelectElement>('combobox', { name: paper }).value).toBe('A4');
    expect(fields.getByDisplayValue(where)).toBeTruthy();
    expect(fields.getByDisplayValue('TR')).toBeTruthy();
    expect(screen.getByText(inForce)).toBeTruthy();
    expect(missing).toEqual([]);
  });

  it('saves what was changed and added, and takes it back by one press', async () => {
    const { saved } = page('en');
    const first = within(await screen.findByRole('group', { name: 'Rule 1' }));
    fireEvent.change(first.getByRole('combobox', { name: 'Packing slip' }), { target: { value: 'A5' } });
    fireEvent.click(first.getByRole('checkbox', { name: 'to a person' }));
    fireEvent.click(screen.getByRole('button', { name: 'Add a rule' }));
    const second = within(screen.getByRole('group', { name: 'Rule 2' }));
    fireEvent.change(second.getByRole('textbox', { name: /Countries/ }), { target: { value: 'gb, ie' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save the rules' }));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]).toEqual({
      from: 2,
      rules: [
        {
          ...abroad,
          sales: ['business', 'private'],
          papers: [{ kind: 'packing-slip', format: 'A5' }, ...abroad.papers],
        },
        {
          countries: ['GB', 'IE'],
          isElsewhere: false,
          channels: [],
          sales: [],
          papers: [{ kind: 'packing-slip', format: 'A4' }],
        },
      ],
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Take it back' }));
    await waitFor(() => expect(saved).toHaveLength(2));
    expect(saved[1]).toEqual({ from: 3, rules: [abroad] });
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Take it back' })).toBeNull());
  });

  it('cannot be saved while a country is no country or a rule asks for nothing', async () => {
    const { saved } = page('en');
    const first = within(await screen.findByRole('group', { name: 'Rule 1' }));
    const save = screen.getByRole<HTMLButtonElement>('button', { name: 'Save the rules' });
    fireEvent.change(first.getByRole('textbox', { name: /Countries/ }), { target: { value: 'Turkey' } });
    expect(save.disabled).toBe(true);
    expect(screen.getByText(/A country is two letters/)).toBeTruthy();
    fireEvent.change(first.getByRole('textbox', { name: /Countries/ }), { target: { value: 'TR' } });
    expect(save.disabled).toBe(false);
    fireEvent.change(first.getByRole('combobox', { name: 'Delivery note' }), { target: { value: '' } });
    expect(save.disabled).toBe(true);
    expect(saved).toEqual([]);
  });

  it('takes an older version up again, and says what prints nothing', async () => {
    const { saved } = page('en');
    fireEvent.click(await screen.findByRole('button', { name: 'Take up version 1 again' }));
    await waitFor(() => expect(saved).toEqual([{ from: 2, rules: [counter, abroad] }]));
    await waitFor(() => expect(screen.getAllByRole('button', { name: /Remove rule/ })).toHaveLength(2));
    fireEvent.click(screen.getByRole('button', { name: 'Remove rule 2' }));
    fireEvent.click(screen.getByRole('button', { name: 'Remove rule 1' }));
    expect(screen.getByText(/no papers are printed/)).toBeTruthy();
  });
});

describe('papers of an order', () => {
  it.each(['en', 'tr'] as const)('are shown as they print, of the order or of a box (%s)', async (locale) => {
    const asked: unknown[] = [];
    const api: OrderPapersApi = {
      orderPaper: async (...args) => {
        asked.push(args);
        return {
          ok: true,
          value: { html: '<style></style><h1>1042</h1>', number: '1042', missing: ['MUG'] },
        };
      },
    };
    const boxes = [{ parcelId: 'p1', boxNumber: 1 }];
    const { missing } = show(<OrderPapers api={api} orderId="o1" boxes={boxes} />, { locale });
    const [kind, of] = screen.getAllByRole<HTMLSelectElement>('combobox');
    if (!kind || !of) throw new Error('no choices');
    expect(asked).toEqual([]);
    fireEvent.change(kind, { target: { value: 'receipt' } });
    fireEvent.click(screen.getByRole('button'));
    expect(await screen.findByTitle('1042')).toBeTruthy();
    expect(asked).toEqual([['o1', { kind: 'receipt', format: 'A4' }]]);
    expect(screen.getByRole('note').textContent).toContain('MUG');
    expect([...kind.options].map(({ value }) => value)).not.toContain('customs-declaration');
    fireEvent.change(of, { target: { value: 'p1' } });
    await waitFor(() =>
      expect(asked).toContainEqual(['o1', { kind: 'packing-slip', format: 'A4', parcelId: 'p1' }]),
    );
    expect([...kind.options].map(({ value }) => value)).not.toContain('receipt');
    expect([...kind.options].map(({ value }) => value)).toContain('commercial-invoice');
    expect(missing).toEqual([]);
  });
});
