import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CartRow } from '../../../../shared/contract/carts';
import { cartIn } from '../../../../shared/domain/cart/cart.test-kit';
import { cartTotalMinor } from '../../../../shared/domain/cart/cart';
import { show } from '../../../ui/screen.test-kit';
import type { OfficeApi } from '../office-api';
import { CartView } from './cart-view';
import { CartsPage, TimeLeft } from './carts-page';

afterEach(cleanup);
// A grid draws the rows its height has room for.
beforeAll(() => {
  for (const name of ['offsetHeight', 'offsetWidth', 'clientHeight'])
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, value: 480 });
});

const rowOf = (change: Partial<CartRow> = {}): CartRow => ({
  ...cartIn.open,
  heldUntil: new Date(Date.now() + 125_000).toISOString(),
  totalMinor: cartTotalMinor(cartIn.open),
  units: 3,
  unitsHeld: 3,
  orderNumber: null,
  ...change,
});

/** Head office's door, with what was asked of it. */
function door(row: CartRow) {
  const asked: unknown[][] = [];
  const told =
    <T,>(name: string, value: T) =>
    (...values: unknown[]) => {
      asked.push([name, ...values]);
      return Promise.resolve({ ok: true as const, value });
    };
  const page = { rows: [row], total: 1, isTotalLeast: false, cursor: null };
  const channels = {
    rows: [{ channelId: row.channelId, name: 'Web shop', kind: 'web', currency: 'GBP', formats: [] }],
  };
  const api = {
    carts: told('carts', page),
    channels: told('channels', channels),
    putCart: told('put', row),
    holdCart: told('hold', row),
    removeCart: told('remove', rowOf({ state: 'removed', holds: [], unitsHeld: 0 })),
    orderCart: told('order', { orderId: 'o-1', number: 'C1', created: true }),
  };
  return { asked, api: api as unknown as OfficeApi };
}

describe('carts', () => {
  it.each([
    ['en', 'Ayşe', 'open', /£15.00/],
    ['tr', 'Ayşe', 'açık', /15,00/],
  ] as const)(
    'stand in a list with what is held and for how long (%s)',
    async (locale, name, state, worth) => {
      const { api } = door(rowOf());
      const { missing } = show(<CartsPage api={api} id={null} open={() => undefined} />, { locale });
      await screen.findByText(name);
      expect(screen.getAllByText(state).length).toBeGreaterThan(0);
      expect(screen.getByText(worth)).toBeTruthy();
      expect(screen.getByText(/^0:0[12]:\d\d$/)).toBeTruthy();
      expect(missing).toEqual([]);
    },
  );

  it('count down, and say nothing of what holds nothing', () => {
    const { container } = show(<TimeLeft row={rowOf({ unitsHeld: 0 })} />);
    expect(container.textContent).toBe('–');
  });

  it('of the telephone begin with a name and a product, by keys alone', async () => {
    const { api, asked } = door(rowOf());
    const { missing } = show(<CartsPage api={api} id={null} open={() => undefined} />, { locale: 'en' });
    fireEvent.click(await screen.findByText('Begin a telephone cart'));
    await waitFor(() => expect(screen.getByLabelText('Channel')).toBeTruthy());
    await screen.findByText('Web shop');
    for (const [label, value] of [
      ['Name', 'Can'],
      ['Telephone', '0113'],
      ['SKU', 'MUG'],
      ['Units', '2'],
    ])
      fireEvent.change(screen.getByLabelText(label as string), { target: { value } });
    fireEvent.submit(screen.getByLabelText('SKU').closest('form') as HTMLFormElement);
    await waitFor(() => expect(asked.some(([name]) => name === 'put')).toBe(true));
    expect(asked.find(([name]) => name === 'put')?.[2]).toMatchObject({
      customer: { name: 'Can', phone: '0113' },
      lines: [{ sku: 'MUG', quantity: 2 }],
    });
    await screen.findByRole('dialog');
    expect(missing).toEqual([]);
  });
});

describe('one cart', () => {
  const open = (row: CartRow, locale: 'en' | 'tr' = 'en') => {
    const { api, asked } = door(row);
    const went: string[] = [];
    const shown = show(
      <CartView
        api={api}
        row={row}
        onChanged={() => went.push('changed')}
        onOrder={(orderId) => went.push(orderId)}
        onClose={() => went.push('closed')}
      />,
      { locale },
    );
    return { asked, went, missing: shown.missing };
  };

  it('becomes an order with the customer’s address', async () => {
    const { asked, went, missing } = open(rowOf());
    fireEvent.click(screen.getByText('Take the order'));
    for (const [label, value] of [
      ['Street and number', '1 High Street'],
      ['City', 'Leeds'],
    ])
      fireEvent.change(screen.getByLabelText(label as string), { target: { value } });
    fireEvent.submit(screen.getByLabelText('City').closest('form') as HTMLFormElement);
    await waitFor(() => expect(went).toEqual(['o-1']));
    expect(asked.at(-1)?.[2]).toMatchObject({
      customerName: 'Ayşe',
      shipTo: { lines: ['1 High Street'], city: 'Leeds', countryCode: 'TR', postcode: null },
    });
    expect(missing).toEqual([]);
  });

  it('is held again, gets one more product, or is removed', async () => {
    const { asked, went } = open(rowOf());
    fireEvent.click(screen.getByText('Hold again'));
    fireEvent.change(screen.getByLabelText('SKU'), { target: { value: 'LAMP' } });
    fireEvent.submit(screen.getByLabelText('SKU').closest('form') as HTMLFormElement);
    fireEvent.click(screen.getByText('Remove'));
    await waitFor(() => expect(went).toEqual(['changed', 'changed', 'changed']));
    expect(asked.map(([name]) => name)).toEqual(['hold', 'put', 'remove']);
    expect(asked[1]?.[2]).toMatchObject({ lines: [{ sku: 'MUG' }, { sku: 'LAMP', quantity: 1 }] });
  });

  it('that is ordered leads to its order, in Turkish too', () => {
    const row = rowOf({ ...cartIn.ordered, orderNumber: 'C42' });
    const { went, missing } = open(row, 'tr');
    expect(screen.queryByText('Siparişi al')).toBeNull();
    fireEvent.click(screen.getByText('C42 siparişini aç'));
    expect(went).toEqual([row.orderId]);
    expect(missing).toEqual([]);
  });
});
