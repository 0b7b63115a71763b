import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  transferPageSchema,
  type TransferPage,
  type TransferRow,
} from '../../../../shared/contract/transfers';
import { transferStatus } from '../../../../shared/domain/transfer/questions';
import type { Transfer } from '../../../../shared/domain/transfer/transfer';
import { type TransferColumn, transferIn } from '../../../../shared/domain/transfer/transfer-table.test-kit';
import { show } from '../../../ui/screen.test-kit';
import { type TransfersApi, TransfersPage } from './transfers-page';

afterEach(cleanup);
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });
beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, value: 480 });
  Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, value: 1200 });
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 480 });
});

const found = (state: TransferColumn): Transfer => transferIn(state) as Transfer;
const pageOf = (transfer: Transfer): TransferPage =>
  transferPageSchema.parse({
    transfer,
    status: transferStatus(transfer),
    isLate: true,
    steps: [
      {
        type: 'TransferDrafted',
        at: '2026-01-05T10:00:00.000Z',
        station: 'Desk',
        person: '',
        sku: null,
        units: null,
      },
      {
        type: 'GoodsLoaded',
        at: '2026-01-05T11:00:00.000Z',
        station: 'Dock 1',
        person: 'Ada',
        sku: 'MUG',
        units: 8,
      },
    ],
  });
const row: TransferRow = {
  transferId: found('draft').transferId,
  number: 1001,
  fromName: 'Leeds',
  toName: 'Rotterdam',
  status: 'in-transit',
  isLate: true,
  dueOn: '2026-01-12',
  asked: 14,
  sent: 8,
  received: 3,
};

function door(transfer: Transfer = found('in transit')) {
  const asked: unknown[][] = [];
  const give =
    <T,>(name: string, value: () => T) =>
    (...args: unknown[]): Promise<{ ok: true; value: T }> => {
      asked.push([name, ...args]);
      return Promise.resolve({ ok: true, value: value() });
    };
  const warehouses = [
    { warehouseId: found('draft').fromId, name: 'Leeds' },
    { warehouseId: found('draft').toId, name: 'Rotterdam' },
  ];
  const api = {
    floors: give('floors', () => ({ warehouses })),
    transfers: give('list', () => ({ rows: [row], total: 1, isTotalLeast: false, cursor: null })),
    transfer: give('one', () => pageOf(transfer)),
    saveTransfer: give('save', () => pageOf(transfer)),
    tellTransfer: give('tell', () => pageOf(transfer)),
    expectTransfer: give('expect', () => pageOf(transfer)),
  } satisfies TransfersApi;
  return { api, of: (name: string) => asked.filter(([each]) => each === name) };
}

const type = (label: string, value: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
};

describe.each(['en', 'tr'] as const)('transfers in %s', (locale) => {
  it('lists them with what is loaded and what arrived, and opens one by its row', async () => {
    const { api } = door();
    const open = vi.fn();
    const { missing } = show(<TransfersPage api={api} id={null} open={open} />, { locale });
    const grid = await screen.findByRole('grid');
    await waitFor(() => expect(grid.textContent).toContain('TR-1001'));
    expect(grid.textContent).toContain(locale === 'en' ? 'On the way late' : 'Yolda gecikti');
    fireEvent.keyDown(grid, { key: 'Enter' });
    expect(open).toHaveBeenCalledWith('transfers', row.transferId);
    expect(missing).toEqual([]);
  });

  it('shows one with its code, its goods, and everything that happened, the newest first', async () => {
    const { api } = door(found('partly received'));
    const { missing } = show(<TransfersPage api={api} id={row.transferId} open={() => undefined} />, {
      locale,
    });
    expect(await screen.findByRole('heading', { level: 1 })).toHaveProperty(
      'textContent',
      'TR-1001 · Leeds → Rotterdam',
    );
    expect(screen.getByRole('img').getAttribute('alt')).toMatch(/^WBM/);
    // Asked, loaded, arrived, on the way, damaged.
    expect(screen.getByText(/MUG White mug/).closest('tr')?.textContent).toContain('108350');
    const steps = within(screen.getByRole('table', { name: locale === 'en' ? /so far/ : /olanlar/ }));
    expect(steps.getAllByRole('row')[1]?.textContent).toContain('8 × MUGAda · Dock 1');
    expect(missing).toEqual([]);
  });
});

describe('a transfer at the office', () => {
  it('is written line by line, and refused where a quantity cannot be read', async () => {
    const { api, of } = door(found('draft'));
    const open = vi.fn();
    show(<TransfersPage api={api} id={null} open={open} />);
    fireEvent.click(await screen.findByRole('button', { name: 'New transfer' }));
    await screen.findAllByRole('option', { name: 'Rotterdam' });
    type('Product 1', 'MUG');
    type('Quantity 1', 'many');
    type('Expected', '2026-03-01');
    const form = screen.getByRole('form', { name: 'New transfer' });
    fireEvent.submit(form);
    expect((await screen.findByRole('alert')).textContent).toContain('Line 1');
    type('Quantity 1', '24');
    fireEvent.click(within(form).getByRole('button', { name: 'Add a line' }));
    type('Product 2', 'LAMP');
    fireEvent.submit(form);
    await waitFor(() => expect(of('save')).toHaveLength(1));
    expect(of('save')[0]?.[2]).toEqual({
      fromId: 'W1',
      toId: 'W2',
      dueOn: '2026-03-01',
      note: '',
      lines: [
        { sku: 'MUG', quantity: 24 },
        { sku: 'LAMP', quantity: 1 },
      ],
    });
    await waitFor(() => expect(open).toHaveBeenCalledWith('transfers', row.transferId));
  });

  it.each([
    ['draft', ['Change', 'Release', 'Cancel']],
    ['released', ['Cancel']],
    ['loading', ['Close']],
    ['in transit', ['Close']],
    ['closed', ['Open again']],
    ['cancelled', ['Open again']],
  ] as const)('can be told in state %s what goes there', async (state, buttons) => {
    const { api, of } = door(found(state));
    show(<TransfersPage api={api} id={row.transferId} open={() => undefined} />);
    await screen.findByRole('heading', { level: 1 });
    const names = screen.getAllByRole('button').map(({ textContent }) => textContent);
    expect(names).toEqual([...buttons, 'Print', 'Back to the list']);
    fireEvent.click(screen.getByRole('button', { name: buttons.at(-1) ?? '' }));
    await waitFor(() => expect(of('tell')).toHaveLength(1));
  });

  it('is expected on another day as long as it is not over', async () => {
    const { api, of } = door();
    show(<TransfersPage api={api} id={row.transferId} open={() => undefined} />);
    fireEvent.change(await screen.findByLabelText('Expected'), { target: { value: '2026-02-01' } });
    await waitFor(() => expect(of('expect')).toEqual([['expect', row.transferId, '2026-02-01']]));
  });
});
