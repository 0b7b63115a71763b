// Sales over the counter at the office: the list, told apart by how they were paid, and one with its lines.
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CounterSaleRow } from '../../../../shared/contract/counter';
import { show } from '../../../ui/screen.test-kit';
import { answering } from '../office-answers.test-kit';
import { officeApi } from '../office-api';
import { CounterPart } from './counter-part';

beforeAll(() => {
  // A grid shows rows where there is room; here nothing is laid out.
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, value: 480 });
  Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, value: 900 });
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 480 });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const sale = {
  opId: '018f0000-0000-7000-8000-000000000001',
  number: 'W1-2026-000041',
  warehouseId: 'W1',
  station: 'Bench 3',
  at: '2026-03-02T10:00:00.000Z',
  by: 'Ayşe',
  currency: 'GBP',
  country: 'GB',
  units: 3,
  totalMinor: 2250,
  taxMinor: 250,
  method: 'cash',
  tenderedMinor: 3000,
  changeMinor: 750,
  reference: null,
  lines: [
    { sku: 'MUG', name: 'White mug', quantity: 2, unitPriceMinor: 600, taxPpm: 200_000, source: 'list' },
    { sku: 'LAMP', name: 'Lantern', quantity: 1, unitPriceMinor: 1050, taxPpm: 50_000, source: 'typed' },
  ],
} as unknown as CounterSaleRow;

describe.each([
  ['en', 'How it is paid', 'By card at the terminal', 'Received', '(said at the counter)'],
  ['tr', 'Ödeme şekli', 'Kartla, kart cihazında', 'Alınan', '(satışta söylendi)'],
] as const)('sales over the counter at the office (%s)', (locale, label, card, received, typed) => {
  it('are listed, told apart, and opened with what was received and where a price came from', async () => {
    const api = officeApi('http://office');
    const asked = vi.spyOn(api, 'counterSales');
    answering([[/GET \/v1\/counter-sales/, { rows: [sale], total: 1, isTotalLeast: false, cursor: null }]]);
    show(<CounterPart api={api} />, { locale });
    const row = await screen.findByRole('row', { name: /W1-2026-000041/ });
    expect(row.textContent).toContain('Bench 3');
    fireEvent.keyDown(row, { key: 'Enter' });
    fireEvent.click(row);
    const part = (await screen.findByRole('heading', { name: 'W1-2026-000041' })).closest(
      'section',
    ) as HTMLElement;
    expect(part.textContent).toContain(received);
    expect(within(part).getByRole('row', { name: /Lantern/ }).textContent).toContain(typed);
    expect(within(part).getByRole('row', { name: /White mug/ }).textContent).not.toContain(typed);
    fireEvent.change(screen.getByLabelText(label), { target: { value: 'card' } });
    expect(screen.getByRole('option', { name: card })).toBeTruthy();
    await waitFor(() => expect(asked.mock.lastCall?.[0]).toMatchObject({ method: 'card' }));
  });
});
