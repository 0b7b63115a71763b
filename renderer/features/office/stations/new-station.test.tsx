import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { signsOf, ticketText, typedTicket } from '../../../../shared/contract/enrolment-ticket';
import { show } from '../../../ui/screen.test-kit';
import { NewStation } from './new-station';
import type { OfficeApi } from '../office-api';

afterEach(cleanup);

const pin = signsOf(new Uint8Array(32).fill(7));
const code = 'AB12-CDE34-FG56-HJ78';
const ticket = {
  code: typedTicket(code, pin),
  ticket: ticketText('https://office:4310', code, pin),
  headOffice: 'https://office:4310',
};

const stations = [{ stationId: 's-1', name: 'Bench 3', warehouseId: 'W2' }];

function open(lifeMs: number, locale: 'en' | 'tr' = 'en') {
  const asked: unknown[] = [];
  const api = {
    newCode: async (...question: unknown[]) => {
      asked.push(question);
      const expiresAt = new Date(Date.now() + lifeMs).toISOString();
      return { ok: true as const, value: { ...ticket, expiresAt } };
    },
  } as unknown as OfficeApi;
  const screenShown = show(<NewStation api={api} warehouses={['W1', 'W2']} stations={stations} />, {
    locale,
  });
  return { asked, ...screenShown };
}

describe('a code for a new station', () => {
  it('is for the kind and warehouse chosen, shown as a picture and in signs', async () => {
    const { asked } = open(600_000);
    fireEvent.change(screen.getByLabelText('What it is'), { target: { value: 'office' } });
    fireEvent.change(screen.getByLabelText('Warehouse'), { target: { value: 'W2' } });
    fireEvent.click(screen.getByRole('button', { name: 'Make a code' }));
    await screen.findByText(ticket.code);
    expect(asked).toEqual([['W2', ['office'], null]]);
    expect(screen.getByText(/https:\/\/office:4310/)).toBeDefined();
    const picture = screen.getByRole('img') as HTMLImageElement;
    expect(decodeURIComponent(picture.src)).toMatch(/^data:image\/svg\+xml,<svg/);
  });

  it('can be for a spare PC in the place of a station: in its warehouse, and with what happens to it', async () => {
    const { asked } = open(600_000);
    fireEvent.change(screen.getByLabelText('Takes the place of'), { target: { value: 's-1' } });
    expect(screen.queryByLabelText('Warehouse')).toBeNull();
    expect(screen.getByText(/the orders of Bench 3 go back to the queue/)).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Make a code' }));
    await screen.findByText(ticket.code);
    expect(asked).toEqual([['W2', ['station'], 's-1']]);
  });

  it('goes from the screen when it is over', async () => {
    open(150);
    fireEvent.click(screen.getByRole('button', { name: 'Make a code' }));
    await screen.findByText(ticket.code);
    await waitFor(() => expect(screen.queryByText(ticket.code)).toBeNull());
  });

  it('has all its words in Turkish', async () => {
    const { missing } = open(600_000, 'tr');
    fireEvent.change(screen.getByLabelText('Yerini alacağı istasyon'), { target: { value: 's-1' } });
    fireEvent.click(screen.getByRole('button', { name: 'Kod üret' }));
    await screen.findByText(ticket.code);
    expect(missing).toEqual([]);
  });
});
