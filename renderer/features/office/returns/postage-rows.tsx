// What the way back costs a customer who pays it, in each currency.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { ReturnPolicy } from '../../../../shared/domain/returns/policy';
import { parseDecimal } from '../../../../shared/money/money';
import { Price } from '../list/price';
import styles from './returns.module.css';

type Rows = ReturnPolicy['postage'];

export function PostageRows({ rows, onChange }: { rows: Rows; onChange: (rows: Rows) => void }): ReactNode {
  const intl = useIntl();
  const [currency, setCurrency] = useState('');
  const [amount, setAmount] = useState('');
  const known = /^[A-Z]{3}$/.test(currency) ? currency : null;
  const amountMinor = known === null ? null : parseDecimal(amount.replace(',', '.'), known);
  const isReady = known !== null && amountMinor !== null && amountMinor >= 0;
  return (
    <div className={styles.row}>
      <FormattedMessage id="office.returns.way-costs" />
      {rows.map((row) => (
        <button
          key={row.currency}
          type="button"
          aria-label={intl.formatMessage({ id: 'office.returns.way-remove' }, { currency: row.currency })}
          onClick={() => onChange(rows.filter((each) => each !== row))}
        >
          <Price amountMinor={row.amountMinor} currency={row.currency} /> ×
        </button>
      ))}
      <input
        className={styles.units}
        aria-label={intl.formatMessage({ id: 'office.returns.way-currency' })}
        placeholder="EUR"
        value={currency}
        maxLength={3}
        onChange={({ target }) =>
          setCurrency(target.value.replaceAll(/[^A-Za-z]/g, '').replaceAll(/[a-z]/g, upper))
        }
      />
      <input
        className={styles.units}
        aria-label={intl.formatMessage({ id: 'office.returns.way-amount' })}
        inputMode="decimal"
        value={amount}
        maxLength={12}
        onChange={({ target }) => setAmount(target.value)}
      />
      <button
        type="button"
        disabled={!isReady}
        onClick={() => {
          if (known === null || amountMinor === null) return;
          onChange([...rows.filter((each) => each.currency !== known), { currency: known, amountMinor }]);
          setCurrency('');
          setAmount('');
        }}
      >
        <FormattedMessage id="office.returns.way-add" />
      </button>
    </div>
  );
}

/** Codes of currencies are ASCII; a Turkish i must not become İ. */
function upper(sign: string): string {
  return String.fromCharCode(sign.charCodeAt(0) - 32);
}
