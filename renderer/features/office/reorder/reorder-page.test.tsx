import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  newestReorderRunSchema,
  proposalSchema,
  proposalsSchema,
  supplierListSchema,
  supplierPageSchema,
} from '../../../../shared/contract/reorder';
import { transferPageSchema } from '../../../../shared/contract/transfers';
import { transferIn } from '../../../../shared/domain/transfer/transfer-table.test-kit';
import { noBuying } from '../../../../shared/domain/reorder/buying-limits';
import type { BuyingLimitsPage } from '../../../../shared/contract/buying';
import { usualReorderRules } from '../../../../shared/domain/reorder/supply-terms';
import { show } from '../../../ui/screen.test-kit';
import { type ReorderApi, ReorderPage } from './reorder-page';
import { type SuppliersApi, SuppliersPage } from './suppliers-page';

afterEach(cleanup);
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const id = '01980000-0000-7000-8000-000000000001';
const order = {
  supplierId: id,
  supplier: 'Mug Works',
  warehouseId: 'W1',
  currency: 'GBP',
  lines: 2,
  goodsMinor: 14_400,
  freightMinor: 900,
  freeFreightMinor: 20_000,
  budgetMinor: 15_000,
};
const proposals = proposalsSchema.parse({
  orders: [order],
  transfers: [{ sku: 'LAMP', name: 'Lamp', from: 'W2', to: 'W1', units: 7 }],
  taken: [{ purchaseId: id, number: 1005, supplier: 'Cup House', warehouseId: 'W1', lines: 3 }],
  takenTransfers: [{ transferId: id, number: 1007, from: 'Rotterdam', to: 'Leeds', lines: 4 }],
});
const transferPage = transferPageSchema.parse({
  transfer: transferIn('draft'),
  status: 'draft',
  isLate: false,
  steps: [],
});
const target = { kind: 'fill' as const, level: 0.98 };
const row = {
  name: 'White mug',
  packUnits: 6,
  unitCostMinor: 180,
  position: 12,
  point: 42,
  demand: 10.04,
  expectedOn: '2026-12-09',
};
const proposal = proposalSchema.parse({
  order,
  held: 'price',
  counts: { amountMinor: 21_600, currency: 'EUR', day: '2026-11-24', sources: ['bank'] },
  rows: [
    {
      ...row,
      sku: 'MUG',
      units: 72,
      why: [
        { kind: 'demand', weekly: 10, deviation: 3, share: 0.8, method: 'combined', spikes: ['2026-07-06'] },
        { kind: 'lead', days: 17, deviation: 5.2, seen: [26, 12], stated: 14, of: 'supplier' },
        { kind: 'stock', onHand: 12, onOrder: 9, late: 9, drafted: 0, waiting: 1 },
        { kind: 'target', valueClass: 'a', target },
        { kind: 'quantity', units: 40, isEconomic: true },
        { kind: 'from-site', site: 'W2', units: 3 },
        { kind: 'position', onHand: 12, onOrder: 9, committed: 9, position: 12 },
        { kind: 'point', point: 42, expected: 30, safety: 12, service: 0.95 },
        { kind: 'up-to', target: 82, units: 70 },
        { kind: 'multiples', of: 10, times: 7, units: 70 },
        { kind: 'least-order', least: 10, units: 70 },
        { kind: 'pack', of: 6, units: 72 },
        { kind: 'pallet', of: 72, units: 72 },
        { kind: 'shelf-life', weeks: 20, units: 72 },
        { kind: 'cover', weeks: 20, units: 72 },
        { kind: 'over-cap', units: 72 },
        { kind: 'freight', added: 6, units: 78 },
        { kind: 'budget', cut: 6, units: 72 },
        { kind: 'enough' },
      ],
    },
    { ...row, sku: 'CUP', name: 'Cup', units: 8, why: [] },
  ],
});
const supplier = supplierPageSchema.parse({
  supplierId: id,
  terms: {
    name: 'Mug Works',
    currency: 'GBP',
    email: 'orders@mugworks.example',
    language: 'en',
    leadDays: 14,
    reviewDays: 7,
    orderCostMinor: 1000,
    freightMinor: 900,
    freeFreightMinor: null,
    budgetMinor: 15_000,
  },
  items: [
    {
      sku: 'MUG',
      name: 'White mug',
      unitCostMinor: 180,
      packUnits: 6,
      leastOrder: 12,
      palletUnits: null,
      leadDays: null,
      orderUnits: null,
      shelfLifeWeeks: 30,
      mostCoverWeeks: null,
      policy: 'up-to',
    },
  ],
  total: 1,
  leads: [{ sku: 'MUG', number: 1003, days: 26.04 }],
});
const run = newestReorderRunSchema.parse({
  run: {
    runId: id,
    cause: 'person',
    state: 'running',
    items: 100,
    done: 40,
    lines: 0,
    startedAt: '2026-11-30T08:00:00.000Z',
    endedAt: null,
  },
});

const limits: BuyingLimitsPage = {
  limits: { ...noBuying, isOn: true, currency: 'GBP', mostPerOrderMinor: 50_000, mostPerDayMinor: 90_000 },
  spentTodayMinor: 1234,
  changedBy: 'Mina Manager',
  changedAt: '2026-11-30T08:00:00.000Z',
};

function door() {
  const asked: unknown[][] = [];
  const give =
    <T,>(name: string, value: T) =>
    (...args: unknown[]): Promise<{ ok: true; value: T }> => {
      asked.push([name, ...args]);
      return Promise.resolve({ ok: true, value });
    };
  const api = {
    newestReorderRun: give('newest', run),
    beginReorderRun: give('begin', run),
    stopReorderRun: give('stop', run),
    proposals: give('proposals', proposals),
    proposal: give('proposal', proposal),
    takeProposal: give('take', proposals.taken[0] as (typeof proposals.taken)[number]),
    undoTaken: give('undo', proposals),
    takeTransfers: give('take-transfers', transferPage),
    undoTransfers: give('undo-transfers', proposals),
    suppliers: give(
      'suppliers',
      supplierListSchema.parse({
        rows: [{ supplierId: id, terms: supplier.terms, items: 1, leadDays: 26.04, orders: 1 }],
      }),
    ),
    supplier: give('supplier', supplier),
    saveSupplier: give('save', supplier),
    saveSupplied: give('save-item', supplier),
    removeSupplied: give('remove', { ...supplier, items: [] }),
    reorderRules: give('rules', usualReorderRules),
    saveReorderRules: give('save-rules', usualReorderRules),
    buyingLimits: give('limits', limits),
    saveBuyingLimits: give('save-limits', limits),
  } satisfies ReorderApi & SuppliersApi;
  return { api, asked };
}
const type = (within_: ReturnType<typeof within>, label: string, value: string): void => {
  fireEvent.change(within_.getByLabelText(label), { target: { value } });
};

describe('reorder', () => {
  it('shows the run, what to buy, drafts and moves, and takes a draft back', async () => {
    const { api, asked } = door();
    const open = vi.fn();
    const { missing } = show(<ReorderPage api={api} id={null} open={open} />, { locale: 'en' });
    const orders = await screen.findByRole('table', { name: 'To buy, one order to each supplier and site' });
    expect(orders.textContent).toContain('Mug WorksW12');
    expect(await screen.findByText('Working out: 40 of 100 products')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(asked).toContainEqual(['stop', id]));
    fireEvent.click(within(orders).getByRole('button', { name: 'Look at Mug Works, W1' }));
    expect(open).toHaveBeenCalledWith('reorder', `${id}~W1`);
    fireEvent.click(screen.getByRole('button', { name: 'Take PO-1005 back' }));
    await waitFor(() => expect(asked).toContainEqual(['undo', id]));
    fireEvent.click(screen.getByRole('button', { name: 'Open PO-1005' }));
    expect(open).toHaveBeenCalledWith('purchases', id);
    expect(
      screen.getByRole('table', { name: 'To move between sites before anything is bought' }).textContent,
    ).toContain('LAMPLampW2W17');
    fireEvent.click(screen.getByRole('button', { name: 'Make a transfer from W2 to W1' }));
    await waitFor(() =>
      expect(asked).toContainEqual([
        'take-transfers',
        { transferId: expect.any(String), fromId: 'W2', toId: 'W1' },
      ]),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Open TR-1007' }));
    expect(open).toHaveBeenCalledWith('transfers', id);
    fireEvent.click(screen.getByRole('button', { name: 'Take TR-1007 back' }));
    await waitFor(() => expect(asked).toContainEqual(['undo-transfers', id]));
    expect(missing).toEqual([]);
  });

  it.each([
    ['en', 'Draft an order of 1 line', 'Units CUP', 'A spike was cut: week of 6 Jul 2026.'],
    ['tr', '1 satırlık sipariş taslağı yap', 'Adet CUP', '1 sıçrama kırpıldı: 6 Tem 2026.'],
  ] as const)('explains every line and drafts what is chosen, in %s', async (locale, take, units, spike) => {
    const { api, asked } = door();
    const open = vi.fn();
    const { missing } = show(<ReorderPage api={api} id={`${id}~W1`} open={open} />, { locale });
    const cup = await screen.findByLabelText(units);
    expect(asked).toContainEqual(['proposal', id, 'W1']);
    expect(document.body.textContent).toContain(spike);
    expect(document.querySelectorAll('details li')).toHaveLength(19);
    expect(document.body.textContent).toContain(locale === 'en' ? 'Held: a price rose' : 'bir fiyat arttı');
    expect(document.body.textContent).toMatch(/216[.,]00.*\(bank\)/);
    fireEvent.change(cup, { target: { value: '0' } });
    fireEvent.click(screen.getByRole('button', { name: take }));
    await waitFor(() =>
      expect(asked).toContainEqual([
        'take',
        id,
        'W1',
        { purchaseId: expect.any(String), lines: [{ sku: 'MUG', units: 72 }] },
      ]),
    );
    expect(open).toHaveBeenCalledWith('reorder');
    expect(missing).toEqual([]);
  });
});

describe('suppliers', () => {
  it('lists them with the time they took, and takes a new one as it is typed', async () => {
    const { api, asked } = door();
    const open = vi.fn();
    const { missing } = show(<SuppliersPage api={api} id={null} open={open} />, { locale: 'en' });
    const list = await screen.findByRole('table', { name: 'All suppliers' });
    expect(list.textContent).toContain('Mug Works114261');
    fireEvent.click(screen.getByRole('button', { name: 'New supplier' }));
    const form = within(screen.getByRole('form', { name: 'New supplier' }));
    type(form, 'Name', 'Cup House');
    type(form, 'Currency', 'eur');
    type(form, 'Freight', '1.250,50');
    type(form, 'Budget of an order', '1,250');
    fireEvent.click(form.getByRole('button', { name: 'Save the terms' }));
    expect((await screen.findByRole('alert')).textContent).toBe('This cannot be read: Budget of an order');
    type(form, 'Budget of an order', '1250');
    fireEvent.click(form.getByRole('button', { name: 'Save the terms' }));
    await waitFor(() => expect(open).toHaveBeenCalledWith('suppliers', id));
    expect(asked).toContainEqual([
      'save',
      expect.any(String),
      {
        name: 'Cup House',
        currency: 'EUR',
        email: '',
        language: 'en',
        leadDays: 14,
        reviewDays: 1,
        orderCostMinor: 0,
        freightMinor: 125_050,
        freeFreightMinor: null,
        budgetMinor: 125_000,
      },
    ]);
    expect(missing).toEqual([]);
  });

  it('keeps the aims of the classes', async () => {
    const { api, asked } = door();
    show(<SuppliersPage api={api} id={null} open={vi.fn()} />, { locale: 'en' });
    const form = within(await screen.findByRole('form', { name: 'How much service stock gives' }));
    type(form, 'Percent of class A', '200');
    fireEvent.click(form.getByRole('button', { name: 'Save the aims' }));
    expect(await form.findByRole('alert')).toBeTruthy();
    type(form, 'Percent of class A', '97,5');
    type(form, 'Aim of class A', 'service');
    fireEvent.click(form.getByRole('button', { name: 'Save the aims' }));
    await waitFor(() =>
      expect(asked).toContainEqual([
        'save-rules',
        {
          ...usualReorderRules,
          targets: { ...usualReorderRules.targets, a: { kind: 'service', level: 0.975 } },
        },
      ]),
    );
  });

  it('lets a manager say what goes out by itself, and to whom', async () => {
    const { api, asked } = door();
    const { missing } = show(<SuppliersPage api={api} id={null} open={vi.fn()} />, { locale: 'en' });
    const form = within(await screen.findByRole('form', { name: 'Orders by themselves' }));
    expect(screen.getByText(/Mina Manager/)).toBeTruthy();
    type(form, 'Most an order is worth', 'a lot');
    fireEvent.click(form.getByRole('button', { name: 'Save the limits' }));
    expect((await form.findByRole('alert')).textContent).toBe('A limit cannot be read.');
    type(form, 'Most an order is worth', '750');
    type(form, 'Percent a price may rise', '2,5');
    fireEvent.click(form.getByLabelText('Mug Works'));
    type(form, 'Mug Works, a day', '300');
    fireEvent.click(form.getByRole('button', { name: 'Save the limits' }));
    fireEvent.change(await screen.findByLabelText('Badge'), { target: { value: 'M1' } });
    fireEvent.change(screen.getByLabelText('PIN'), { target: { value: '46824' } });
    fireEvent.click(screen.getAllByRole('button', { name: 'Save the limits' }).at(-1) as HTMLElement);
    await waitFor(() =>
      expect(asked).toContainEqual([
        'save-limits',
        {
          isOn: true,
          currency: 'GBP',
          mostPerOrderMinor: 75_000,
          mostPerDayMinor: 90_000,
          tolerancePpm: 25_000,
          suppliers: [{ supplierId: id, mostPerOrderMinor: null, mostPerDayMinor: 30_000 }],
        },
        { badge: 'M1', pin: '46824' },
      ]),
    );
    expect(missing).toEqual([]);
  });

  it('changes a product, removes it and puts it back, in Turkish too', async () => {
    const { api, asked } = door();
    const { missing } = show(<SuppliersPage api={api} id={id} open={vi.fn()} />, { locale: 'tr' });
    fireEvent.click(await screen.findByRole('button', { name: 'MUG değiştir' }));
    const form = within(screen.getByRole('form', { name: 'Bu tedarikçinin bir ürünü' }));
    type(form, 'Birim maliyet', '1,95');
    fireEvent.click(form.getByRole('button', { name: 'Ürünü kaydet' }));
    const { name: _name, ...item } = supplier.items[0] as (typeof supplier.items)[number];
    await waitFor(() => expect(asked).toContainEqual(['save-item', id, [{ ...item, unitCostMinor: 195 }]]));
    fireEvent.click(screen.getByRole('button', { name: 'MUG çıkar' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Geri koy' }));
    await waitFor(() => expect(asked).toContainEqual(['save-item', id, [item]]));
    expect(missing).toEqual([]);
  });
});
