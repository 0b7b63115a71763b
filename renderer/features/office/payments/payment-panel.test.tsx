import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { paymentIn } from '../../../../shared/domain/payment/payment.test-kit';
import { capturableMinor, paymentWord, refundableMinor } from '../../../../shared/domain/payment/questions';
import type { Payment } from '../../../../shared/domain/payment/payment';
import { show } from '../../../ui/screen.test-kit';
import type { OrderMoney } from './money-api';
import { PaymentPanel } from './payment-panel';

afterEach(cleanup);

/** Head office's door, with what was asked of it. */
function door(
  payments: readonly Payment[],
  refunds: OrderMoney['refunds'] = [],
  providers: OrderMoney['providers'] = [],
) {
  const asked: unknown[][] = [];
  const money: OrderMoney = {
    currency: 'GBP',
    totalMinor: 1000,
    dueMinor: 0,
    authorisedMinor: 1000,
    capturedMinor: 400,
    refundedMinor: 0,
    refundableMinor: 400,
    payments: payments.map((payment) => ({
      ...payment,
      word: paymentWord(payment),
      capturableMinor: capturableMinor(payment),
      refundableMinor: refundableMinor(payment),
    })),
    refunds,
    cash: [],
    providers,
  };
  const wrongPin = {
    ok: false as const,
    failure: { code: 'pin-wrong', message: '', values: { name: 'Berrin', left: 4 } },
  };
  const note =
    (name: string) =>
    (...values: unknown[]) => {
      asked.push([name, ...values]);
      const by = values.at(-1) as { pin: string | null };
      return Promise.resolve(by.pin === '46824' ? { ok: true as const, value: {} as never } : wrongPin);
    };
  return {
    asked,
    startPayment: (orderId: string, { by, ...wish }: { by: { pin?: string | null } }) =>
      note('start')(orderId, wish, by),
    orderPayments: () => Promise.resolve({ ok: true as const, value: money }),
    capturePayment: note('capture'),
    receivePayment: note('received'),
    voidPayment: note('void'),
    requestRefund: note('refund'),
    answerRefund: note('answer'),
  };
}

const sign = (badge: string, pin: string, words: [badge: string, pin: string], button: string): void => {
  fireEvent.change(screen.getByLabelText(words[0]), { target: { value: badge } });
  fireEvent.change(screen.getByLabelText(words[1]), { target: { value: pin } });
  fireEvent.submit(screen.getByRole('form', { name: button }));
};

describe('the money of an order', () => {
  it('shows what came of it, and captures the rest when somebody answers for it', async () => {
    const api = door([paymentIn.captured]);
    const { missing } = show(<PaymentPanel api={api} orderId="o" />, { locale: 'en' });
    await screen.findByText('partly captured');
    fireEvent.click(screen.getByText('Capture'));
    sign('M1', '00000', ['Badge', 'PIN'], 'Capture');
    await screen.findByText(/Wrong PIN/);
    sign('M1', '46824', ['Badge', 'PIN'], 'Capture');
    await waitFor(() => expect(screen.queryByLabelText('PIN')).toBeNull());
    expect(api.asked.map(([name, , , amount]) => [name, amount])).toEqual([
      ['capture', 600],
      ['capture', 600],
    ]);
    // One press, one key: the second try of the same press asks for the same thing.
    expect(api.asked[0]?.[2]).toBe(api.asked[1]?.[2]);
    expect(missing).toEqual([]);
  });

  it('asks for a refund of an amount with a reason, in Turkish too', async () => {
    const api = door([paymentIn.captured]);
    const { missing } = show(<PaymentPanel api={api} orderId="o" />, { locale: 'tr' });
    await screen.findByText('kısmen çekildi');
    fireEvent.change(screen.getByLabelText('İade edilecek tutar'), { target: { value: '1,50' } });
    fireEvent.click(screen.getByText('İade iste'));
    fireEvent.change(screen.getByLabelText('Neden'), { target: { value: 'kırık' } });
    sign('C1', '46824', ['Rozet', 'PIN'], 'İade iste');
    await waitFor(() => expect(api.asked).toHaveLength(1));
    expect(api.asked[0]?.slice(3, 5)).toEqual([150, 'kırık']);
    expect(missing).toEqual([]);
  });

  it('leaves an act with Escape, and voids nothing that is settled', async () => {
    const api = door([paymentIn.voided]);
    show(<PaymentPanel api={api} orderId="o" />, { locale: 'en' });
    await screen.findByText('voided');
    expect(screen.queryByText('Void')).toBeNull();
    fireEvent.click(screen.getByText('Ask for a refund'));
    fireEvent.keyDown(screen.getByLabelText('PIN'), { key: 'Escape' });
    expect(screen.queryByLabelText('PIN')).toBeNull();
  });

  it('begins one by hand: what is not covered by a transfer, or a card by its token', async () => {
    const api = door(
      [paymentIn.voided],
      [],
      [
        { providerId: 'bank', method: 'bank-transfer', name: 'Our bank' },
        { providerId: 'cards', method: 'card', name: 'Cards' },
      ],
    );
    const { missing } = show(<PaymentPanel api={api} orderId="o" />, { locale: 'en' });
    fireEvent.submit(await screen.findByRole('form', { name: 'A new payment' }));
    sign('M1', '46824', ['Badge', 'PIN'], 'Begin a payment');
    await waitFor(() => expect(screen.queryByLabelText('PIN')).toBeNull());
    fireEvent.change(screen.getByLabelText('Paid by'), { target: { value: 'cards' } });
    fireEvent.change(screen.getByLabelText('Amount to be paid'), { target: { value: '2,50' } });
    fireEvent.change(screen.getByLabelText('Token of the card'), { target: { value: 'tok_1' } });
    fireEvent.submit(screen.getByRole('form', { name: 'A new payment' }));
    sign('M1', '46824', ['Badge', 'PIN'], 'Begin a payment');
    await waitFor(() => expect(api.asked).toHaveLength(2));
    expect(api.asked.map(([, orderId, wish]) => [orderId, wish])).toEqual([
      ['o', { providerId: 'bank', amountMinor: 1000, token: null }],
      ['o', { providerId: 'cards', amountMinor: 250, token: 'tok_1' }],
    ]);
    expect(missing).toEqual([]);
  });

  it('begins none for what is covered', async () => {
    const bank = { providerId: 'bank', method: 'bank-transfer', name: 'Our bank' };
    show(<PaymentPanel api={door([paymentIn.captured], [], [bank])} orderId="o" />, { locale: 'en' });
    await screen.findByText('partly captured');
    expect(screen.queryByRole('form', { name: 'A new payment' })).toBeNull();
  });

  it('gives the link on which a customer pays, while there is something to pay', async () => {
    const link = { reference: 'plink_1', url: 'https://pay.example/plink_1' };
    const { missing } = show(
      <PaymentPanel
        api={door([
          { ...paymentIn.pending, link },
          { ...paymentIn.voided, link },
        ])}
        orderId="o"
      />,
      { locale: 'en' },
    );
    const [copy, ...others] = await screen.findAllByText('Copy payment link');
    expect(others).toEqual([]);
    if (copy) fireEvent.click(copy);
    await screen.findByText('Copied');
    expect(await navigator.clipboard.readText()).toBe(link.url);
    expect(missing).toEqual([]);
  });

  it('is not there while nothing was paid through head office', async () => {
    const { container } = show(<PaymentPanel api={door([])} orderId="o" />, { locale: 'en' });
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(container.textContent).toBe('');
  });
});
