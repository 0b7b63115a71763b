import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Letters } from '../../../../shared/contract/buying';
import type { PurchasePage, PurchaseRow } from '../../../../shared/contract/purchasing';
import type { ReceivingPage, ReceivingState } from '../../../../shared/contract/receivings';
import { decidePurchase } from '../../../../shared/domain/purchasing/decide';
import { evolvePurchase } from '../../../../shared/domain/purchasing/evolve';
import type { Purchase } from '../../../../shared/domain/purchasing/purchase';
import {
  cup,
  type PurchaseColumn,
  purchaseIn,
} from '../../../../shared/domain/purchasing/purchase-table.test-kit';
import { purchaseStatus } from '../../../../shared/domain/purchasing/questions';
import { show } from '../../../ui/screen.test-kit';
import { type PurchasesApi, PurchasesPage } from './purchases-page';
import { receivingPlace, receivingsId } from './receivings-list';

afterEach(cleanup);
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });
beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, value: 480 });
  Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, value: 1200 });
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 480 });
});

const found = (state: PurchaseColumn): Purchase => purchaseIn(state) as Purchase;
const pageOf = (purchase: Purchase): PurchasePage => ({
  purchase,
  status: purchaseStatus(purchase),
  totalMinor: null,
  receipts: [
    {
      opId: '019b0000-0000-7000-8000-0000000000e1' as PurchasePage['receipts'][number]['opId'],
      sku: found('draft').lines[0]?.sku as never,
      quantity: 3,
      condition: 'good',
      to: 'receiving',
      lot: 'L7',
      serial: null,
      expiry: '271231',
      at: '2026-01-10T10:00:00.000Z',
      station: 'Dock 1',
      isUndone: true,
    },
  ],
});
const row: PurchaseRow = {
  purchaseId: found('sent').purchaseId,
  number: 1001,
  warehouseId: found('sent').warehouseId,
  supplier: 'Mug Works',
  supplierReference: 'MW-77',
  status: 'partly-received',
  isLate: true,
  expectedOn: '2026-01-10',
  lines: 3,
  ordered: 19,
  received: 3,
  currency: 'EUR',
  totalMinor: 2700,
};

const letters: Letters = {
  letters: [
    {
      mailId: found('sent').purchaseId,
      kind: 'order',
      to: 'orders@mugworks.example',
      state: 'refused',
      answer: '550 no such mailbox',
      at: '2026-01-01T10:00:00.000Z',
      sentAt: null,
    },
  ],
  isBySelf: true,
  confirmation: { reference: 'MW-9', lines: [], at: '2026-01-02T10:00:00.000Z' },
  differences: [
    { lineNo: 1, sku: 'MUG', kind: 'quantity', ordered: 10, confirmed: 8 },
    { lineNo: 1, sku: 'MUG', kind: 'price', ordered: 180, confirmed: 190 },
    { lineNo: 9, sku: '', kind: 'unknown', ordered: null, confirmed: 3 },
  ],
  late: [1],
  dearer: [{ lineNo: 1, sku: 'MUG', unitCostMinor: 180, lastMinor: 150 }],
};

const receivingId = '019b0000-0000-7000-8000-0000000000f1' as ReceivingPage['receiving']['receivingId'];
const receivingIn = (state: ReceivingState): ReceivingPage => ({
  receiving: {
    receivingId,
    number: 17,
    warehouseId: row.warehouseId,
    station: 'Dock 1',
    state,
    begunAt: '2026-01-10T10:00:00.000Z',
    closedAt: state === 'open' ? null : '2026-01-10T11:00:00.000Z',
    closedBy: state === 'open' ? null : 'Ayşe',
    products: 1,
    units: 7,
    damaged: 2,
    unmatched: state === 'matched' ? 1 : 7,
    purchaseId: state === 'matched' ? row.purchaseId : null,
    purchaseNumber: state === 'matched' ? 1001 : null,
    supplier: state === 'matched' ? 'Mug Works' : null,
  },
  totals: [{ sku: 'MUG', name: 'White mug', units: 7, damaged: 2 }],
  receipts: [],
  candidates:
    state === 'closed'
      ? [
          {
            purchaseId: row.purchaseId,
            number: 1001,
            supplier: 'Mug Works',
            expectedOn: '2026-01-10',
            fits: 5,
          },
        ]
      : [],
});

function door(purchase: Purchase = found('sent'), state: ReceivingState = 'closed') {
  const asked: unknown[][] = [];
  let asks: string[] = [];
  const give =
    <T,>(name: string, value: () => T) =>
    (...args: unknown[]): Promise<{ ok: true; value: T }> => {
      asked.push([name, ...args]);
      return Promise.resolve({ ok: true, value: value() });
    };
  const api = {
    floors: give('floors', () => ({ warehouses: [{ warehouseId: row.warehouseId, name: 'Leeds' }] })),
    purchases: give('list', () => ({ rows: [row], total: 1, isTotalLeast: false, cursor: null })),
    purchase: give('one', () => pageOf(purchase)),
    savePurchase: give('save', () => pageOf(purchase)),
    tellPurchase: give('tell', () => pageOf(purchase)),
    expectLine: give('expect', () => pageOf(purchase)),
    purchaseLetters: give('letters', () => letters),
    confirmPurchase: give('confirm', () => letters),
    receivings: give('receivings', () => ({
      rows: [receivingIn(state).receiving],
      total: 1,
      isTotalLeast: false,
      cursor: null,
    })),
    receiving: give('receiving', () => receivingIn(state)),
    tellReceiving: give('tell-receiving', () => receivingIn(state)),
    matchReceiving: give('match', () => receivingIn('matched')),
    productAsks: give('asks', () => ({ asks: asks as never[] })),
    saveProductAsks: (sku: string, next: readonly string[]) => {
      asks = [...next];
      return give('save-asks', () => ({ asks: asks as never[] }))(sku, next);
    },
  } satisfies PurchasesApi;
  return { api, asked, of: (name: string) => asked.filter(([each]) => each === name) };
}

const type = (label: string | RegExp, value: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
};

describe.each(['en', 'tr'] as const)('purchases in %s', (locale) => {
  it('lists what is ordered and how much came, and opens one by its row', async () => {
    const { api } = door();
    const open = vi.fn();
    const { missing } = show(<PurchasesPage api={api} id={null} open={open} />, { locale });
    const grid = await screen.findByRole('grid');
    await waitFor(() => expect(grid.textContent).toContain('PO-1001'));
    expect(grid.textContent).toContain('Mug Works · MW-77');
    fireEvent.keyDown(grid, { key: 'Enter' });
    expect(open).toHaveBeenCalledWith('purchases', row.purchaseId);
    expect(missing).toEqual([]);
  });

  it('shows an order with its code, what came, what is over, and what nobody ordered', async () => {
    const decision = decidePurchase(found('partly received'), {
      type: 'TakeUnits',
      opId: 'x',
      sku: cup,
      name: 'Blue cup',
      quantity: 2,
      isDamaged: true,
    });
    const purchase = decision.ok
      ? decision.events.reduce<Purchase>(evolvePurchase, found('partly received'))
      : found('sent');
    const { api } = door(purchase);
    const { missing } = show(<PurchasesPage api={api} id={row.purchaseId} open={() => undefined} />, {
      locale,
    });
    expect(await screen.findByRole('heading', { level: 1 })).toHaveProperty(
      'textContent',
      'PO-1001 · Mug Works',
    );
    expect(screen.getByRole('img').getAttribute('alt')).toMatch(/^WBP/);
    expect(screen.getByText(/Blue cup/)).toBeTruthy();
    expect(screen.getByText(/L7 · 271231/)).toBeTruthy();
    expect(missing).toEqual([]);
  });
});

describe.each(['en', 'tr'] as const)('goods without an order in %s', (locale) => {
  it('are listed beside the orders, and one is opened by its row', async () => {
    const { api } = door();
    const open = vi.fn();
    const { missing } = show(<PurchasesPage api={api} id={receivingsId} open={open} />, { locale });
    const grid = await screen.findByRole('grid');
    await waitFor(() => expect(grid.textContent).toContain('GR-17'));
    expect(grid.textContent).toContain('Dock 1');
    fireEvent.keyDown(grid, { key: 'Enter' });
    expect(open).toHaveBeenCalledWith('purchases', receivingPlace(receivingId));
    expect(missing).toEqual([]);
  });

  it('show what came, when it was over, and the orders they may be of', async () => {
    const { api } = door();
    const { missing } = show(
      <PurchasesPage api={api} id={receivingPlace(receivingId)} open={() => undefined} />,
      {
        locale,
      },
    );
    const heading = await screen.findByRole('heading', { level: 1 });
    expect(heading.textContent).toBe('GR-17 · Dock 1');
    expect(screen.getByText(/Ayşe/)).toBeTruthy();
    const [totals, orders] = screen.getAllByRole('table');
    expect(totals?.textContent).toContain('MUG White mug72');
    expect(orders?.textContent).toContain('PO-1001 · Mug Works');
    expect(missing).toEqual([]);
  });
});

describe('goods without an order at the office', () => {
  const shown = (state: ReceivingState) => {
    const at = door(found('sent'), state);
    const open = vi.fn();
    show(<PurchasesPage api={at.api} id={receivingPlace(receivingId)} open={open} />);
    return { ...at, open };
  };

  it.each([
    ['open', 'Close: all is counted', 'close'],
    ['closed', 'Open again', 'reopen'],
    ['matched', 'Take the match back', 'unmatch'],
  ] as const)('that are %s: %s', async (state, name, act) => {
    const { of } = shown(state);
    fireEvent.click(await screen.findByRole('button', { name }));
    await waitFor(() => expect(of('tell-receiving')).toEqual([['tell-receiving', receivingId, act]]));
  });

  it('are matched to an order that waits for them, by one button', async () => {
    const { of } = shown('closed');
    fireEvent.click(await screen.findByRole('button', { name: 'It is of PO-1001' }));
    await waitFor(() => expect(of('match')).toEqual([['match', receivingId, row.purchaseId]]));
  });

  it('are matched to another one by its number, and told where there is none', async () => {
    const { of } = shown('closed');
    const field = await screen.findByLabelText('Number of another order');
    const form = field.closest('form') as HTMLFormElement;
    fireEvent.change(field, { target: { value: '1001' } });
    fireEvent.submit(form);
    await waitFor(() => expect(of('match')).toEqual([['match', receivingId, row.purchaseId]]));
    fireEvent.change(field, { target: { value: 'PO-2002' } });
    fireEvent.submit(form);
    expect((await screen.findByRole('alert')).textContent).toContain('PO-2002');
    expect(of('match')).toHaveLength(1);
  });

  it('that came after they were matched join the same order; the order is a click away', async () => {
    const { of, open } = shown('matched');
    fireEvent.click(await screen.findByRole('button', { name: 'They are of it too' }));
    await waitFor(() => expect(of('match')).toEqual([['match', receivingId, row.purchaseId]]));
    fireEvent.click(screen.getByRole('button', { name: 'PO-1001 · Mug Works' }));
    expect(open).toHaveBeenCalledWith('purchases', row.purchaseId);
  });
});

describe('an order to a supplier at the office', () => {
  it('is written line by line, with prices as they are spoken, and refused where one cannot be read', async () => {
    const { api, of } = door(found('draft'));
    const open = vi.fn();
    show(<PurchasesPage api={api} id={null} open={open} />);
    fireEvent.click(await screen.findByRole('button', { name: 'New order to a supplier' }));
    await screen.findByRole('option', { name: 'Leeds' });
    type('Supplier', 'Mug Works');
    type('Currency', 'eur');
    type('Product 1', 'MUG');
    type('Quantity 1', '24');
    type('Unit cost 1', 'much');
    type('Expected 1', '2026-03-01');
    const form = screen.getByRole('form', { name: 'New order to a supplier' });
    fireEvent.submit(form);
    expect((await screen.findByRole('alert')).textContent).toContain('Line 1');
    type('Unit cost 1', '1,80');
    fireEvent.click(within(form).getByRole('button', { name: 'Add a line' }));
    type('Product 2', 'LAMP');
    type('Expected 2', '2026-03-05');
    fireEvent.submit(form);
    await waitFor(() => expect(of('save')).toHaveLength(1));
    expect(of('save')[0]?.[2]).toEqual({
      warehouseId: row.warehouseId,
      supplier: 'Mug Works',
      supplierReference: '',
      currency: 'EUR',
      note: '',
      lines: [
        { sku: 'MUG', quantity: 24, unitCostMinor: 180, expectedOn: '2026-03-01' },
        { sku: 'LAMP', quantity: 1, unitCostMinor: null, expectedOn: '2026-03-05' },
      ],
    });
    await waitFor(() => expect(open).toHaveBeenCalledWith('purchases', found('draft').purchaseId));
  });

  it.each([
    ['draft', ['Change', 'It is sent', 'Cancel']],
    ['sent', ['Close', 'Cancel']],
    ['closed', ['Open again']],
    ['cancelled', ['Open again']],
  ] as const)('can be told in state %s what goes there', async (state, buttons) => {
    const { api, of } = door(found(state));
    show(<PurchasesPage api={api} id={row.purchaseId} open={() => undefined} />);
    await screen.findByRole('heading', { level: 1 });
    const names = screen.getAllByRole('button').map(({ textContent }) => textContent);
    expect(names.slice(0, buttons.length + 2)).toEqual([...buttons, 'Print', 'Back to the list']);
    const last = buttons.at(-1) ?? '';
    fireEvent.click(screen.getByRole('button', { name: last }));
    await waitFor(() => expect(of('tell')).toHaveLength(1));
  });

  it.each([
    [
      'en',
      'The supplier confirms',
      'Confirmed: Unit cost 1',
      'Take it in',
      'Line 1, MUG: 8 instead of 10 units',
    ],
    ['tr', 'Tedarikçi onaylıyor', 'Onaylanan: Birim maliyet 1', 'İşle', '1. satır, MUG: 10 yerine 8 adet'],
  ] as const)(
    'tells of mails, late and dearer lines, and takes a confirmation in, in %s',
    async (locale, title, cost, save, differs) => {
      const { api, of } = door(found('sent'));
      const { missing } = show(<PurchasesPage api={api} id={row.purchaseId} open={() => undefined} />, {
        locale,
      });
      const form = within(await screen.findByRole('form', { name: title, hidden: true }));
      expect(document.body.textContent).toContain(differs);
      expect(document.body.textContent).toContain('550 no such mailbox');
      fireEvent.change(form.getByLabelText(cost), { target: { value: 'x' } });
      fireEvent.click(form.getByRole('button', { name: save, hidden: true }));
      await waitFor(() => expect(form.getByRole('alert', { hidden: true })).toBeTruthy());
      expect(of('confirm')).toEqual([]);
      fireEvent.change(form.getByLabelText(cost), { target: { value: '1,90' } });
      fireEvent.click(form.getByRole('button', { name: save, hidden: true }));
      await waitFor(() => expect(of('confirm')).toHaveLength(1));
      const [, , confirmation] = of('confirm')[0] as [string, string, { reference: string; lines: object[] }];
      expect(confirmation.reference).toBe('MW-9');
      expect(confirmation.lines[0]).toMatchObject({ lineNo: 1, unitCostMinor: 190 });
      expect(missing).toEqual([]);
    },
  );

  it('expects a line on another day, and asks for the lot of a product from now on', async () => {
    const { api, of } = door(found('sent'));
    show(<PurchasesPage api={api} id={row.purchaseId} open={() => undefined} />);
    fireEvent.change(await screen.findByLabelText('Line 2 is expected on'), {
      target: { value: '2026-02-02' },
    });
    await waitFor(() => expect(of('expect')[0]).toEqual(['expect', row.purchaseId, 2, '2026-02-02']));
    const [lot] = screen.getAllByRole('checkbox', { name: 'lot' });
    await waitFor(() => expect((lot as HTMLInputElement).disabled).toBe(false));
    fireEvent.click(lot as HTMLInputElement);
    await waitFor(() => expect(of('save-asks')[0]).toEqual(['save-asks', 'MUG', ['lot']]));
  });
});
