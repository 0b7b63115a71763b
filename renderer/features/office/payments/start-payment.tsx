// A payment of an order is begun by hand: by a transfer, at the door, on account, or a card by the token that its provider's
// own page gave. What is not covered yet is the amount, if nobody says another.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { isOver } from '../../../../shared/domain/payment/questions';
import { minorDigitsOf, parseDecimal } from '../../../../shared/money/money';
import styles from '../office.module.css';
import type { OrderMoney } from './money-api';

export type StartWish = { providerId: string; amountMinor: number; token: string | null };

/** What no payment is there for that may still bring it. */
export function uncoveredMinor({ totalMinor, payments }: OrderMoney): number {
  const covered = payments
    .filter((payment) => !isOver(payment))
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return Math.max(0, totalMinor - covered);
}

export function StartPayment({
  money,
  onStart,
}: {
  money: OrderMoney;
  onStart: (wish: StartWish) => void;
}): ReactNode {
  const intl = useIntl();
  const { currency, providers } = money;
  const open = uncoveredMinor(money);
  const digits = minorDigitsOf(currency);
  const [amount, setAmount] = useState('');
  const [providerId, setProviderId] = useState(providers[0]?.providerId ?? '');
  const [token, setToken] = useState('');
  const words = (id: string): string => intl.formatMessage({ id });
  const amountMinor = amount === '' ? open : parseDecimal(amount.replace(',', '.'), currency);
  const isCard = providers.find((each) => each.providerId === providerId)?.method === 'card';
  return (
    <form
      className={styles.filters}
      aria-label={words('office.payments.new')}
      onSubmit={(event) => {
        event.preventDefault();
        if (amountMinor === null || amountMinor <= 0) return;
        onStart({ providerId, amountMinor, token: isCard ? token.trim() : null });
      }}
    >
      <select
        aria-label={words('office.payments.by')}
        value={providerId}
        onChange={({ target }) => setProviderId(target.value)}
      >
        {providers.map((each) => (
          <option key={each.providerId} value={each.providerId}>
            {each.name}
          </option>
        ))}
      </select>
      <input
        aria-label={words('office.payments.amount')}
        placeholder={(open / 10 ** digits).toFixed(digits)}
        inputMode="decimal"
        value={amount}
        maxLength={16}
        aria-invalid={amountMinor === null}
        onChange={({ target }) => setAmount(target.value)}
      />
      {isCard ? (
        <input
          aria-label={words('office.payments.token')}
          placeholder={words('office.payments.token')}
          required
          maxLength={200}
          value={token}
          onChange={({ target }) => setToken(target.value)}
        />
      ) : null}
      <button type="submit">
        <FormattedMessage id="office.payments.start" />
      </button>
    </form>
  );
}
