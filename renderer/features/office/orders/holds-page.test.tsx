import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { HoldRow } from '../../../../shared/contract/holds';
import { orderIn } from '../../../../shared/domain/order/order.test-kit';
import type { Order } from '../../../../shared/domain/order/order';
import { show } from '../../../ui/screen.test-kit';
import { HoldsPage } from './holds-page';
import { OrderHolds } from './order-holds';

afterEach(cleanup);

const row: HoldRow = {
  orderId: '019b0000-0000-7000-8000-00000000b001' as HoldRow['orderId'],
  number: 'TR-1001',
  channelId: 'web',
  customerName: 'Ayşe Yılmaz',
  placedAt: '2026-05-04T10:00:00.000Z',
  totalMinor: 1250,
  currency: 'GBP',
  holds: [
    { reason: 'address', note: 'postcode:format region:missing', by: 'placement', owner: 'Service' },
    { reason: 'fraud', note: 'amount many-orders', by: 'placement' },
  ],
  problems: [{ field: 'postcode', fault: 'format', suggestion: '35220' }],
};

function door(rows: HoldRow[]) {
  const asked: unknown[][] = [];
  const told =
    (name: string) =>
    (...values: unknown[]) => {
      asked.push([name, ...values]);
      if (name === 'release') rows.splice(0, 1);
      return Promise.resolve({ ok: true as const, value: {} as never });
    };
  return {
    asked,
    holds: () =>
      Promise.resolve({ ok: true as const, value: { rows: [...rows], total: rows.length, cursor: null } }),
    releaseHold: told('release'),
    assignHold: told('assign'),
    correctAddress: told('address'),
  };
}

describe('orders that wait', () => {
  it('say why in words, have an owner, and are released with a reason and a name', async () => {
    const api = door([row]);
    const { missing } = show(<HoldsPage api={api} open={() => undefined} />, { locale: 'en' });
    await screen.findByText(/Postcode is not written as in that country, Province or state is missing/);
    await screen.findByText(/Sign of fraud: worth more than the limit, many orders within an hour/);
    await screen.findByText(/→ 35220/);
    const [owner] = screen.getAllByLabelText('Owner of the hold of TR-1001') as HTMLInputElement[];
    if (!owner) throw new Error('no owner');
    fireEvent.change(owner, { target: { value: 'Deniz' } });
    fireEvent.blur(owner);
    expect(api.asked).toEqual([['assign', row.orderId, 'address', 'Deniz']]);
    fireEvent.click(screen.getAllByText('Release')[0] as HTMLElement);
    fireEvent.change(screen.getAllByLabelText('Reason').at(-1) as HTMLElement, {
      target: { value: 'called them' },
    });
    fireEvent.change(screen.getByLabelText('Badge'), { target: { value: 'C1' } });
    fireEvent.change(screen.getByLabelText('PIN'), { target: { value: '13579' } });
    fireEvent.submit(screen.getByRole('form', { name: 'Release' }));
    await screen.findByText('No order waits for a person.');
    expect(api.asked.at(-1)).toEqual([
      'release',
      row.orderId,
      'address',
      'called them',
      { badge: 'C1', pin: '13579' },
    ]);
    expect(missing).toEqual([]);
  });

  it('say it in Turkish', async () => {
    const { missing } = show(<HoldsPage api={door([row])} open={() => undefined} />, { locale: 'tr' });
    await screen.findByText(/Posta kodu o ülkedeki biçimde değil, İl \/ eyalet eksik/);
    expect(missing).toEqual([]);
  });
});

describe('the address of an order that waits', () => {
  it('is mended in place: a suggestion is taken, what stays wrong is named', async () => {
    const placed = orderIn.held as Order;
    const order: Order = {
      ...placed,
      shipTo: {
        ...placed.shipTo,
        countryCode: 'TR',
        postcode: '3522O',
        region: 'İzmir',
        city: 'Konak',
        lines: ['No: 1'],
        phone: null,
        email: null,
      },
      holds: [{ reason: 'address', note: 'postcode:format', by: 'placement' }],
    };
    const api = door([]);
    show(<OrderHolds api={api} order={order} onChanged={() => undefined} />, { locale: 'en' });
    fireEvent.click(screen.getByText('Take 35220'));
    expect(screen.queryByText('Take 35220')).toBeNull();
    fireEvent.submit(screen.getByRole('form', { name: 'Correct the address' }));
    await waitFor(() => expect(api.asked).toHaveLength(1));
    expect(api.asked[0]?.[2]).toMatchObject({ postcode: '35220', region: 'İzmir' });
  });
});
