// One customer's credit: what it stands at, and what a manager grants. Who may have it is named as orders name the customer.
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { AccountRow } from '../../../../shared/contract/accounts';
import { amountText, readAmount } from '../../../../shared/money/spoken-amount';
import type { OfficeApi } from '../office-api';
import { Amount } from '../orders/orders-page';
import styles from '../workbench/workbench.module.css';

type Wish = Omit<Parameters<OfficeApi['saveAccount']>[1], 'by'>;
type Props = {
  /** Null: a new one. */
  row: AccountRow | null;
  /** The number a new one begins with. */
  customerId: string;
  onSave: (customerId: string, wish: Wish) => void;
  onOrders: (name: string) => void;
  onLeave: () => void;
};

export function AccountForm({ row, customerId: begun, onSave, onOrders, onLeave }: Props): ReactNode {
  const intl = useIntl();
  const [customerId, setCustomerId] = useState(row?.customerId ?? begun);
  const [name, setName] = useState(row?.name ?? '');
  const [currency, setCurrency] = useState(row?.currency ?? '');
  const [limit, setLimit] = useState(row ? amountText(row.limitMinor, row.currency) : '');
  const [terms, setTerms] = useState(String(row?.termsDays ?? 30));
  const [isOpen, setIsOpen] = useState(row?.isOpen ?? true);
  const [wrong, setWrong] = useState<string | null>(null);
  // Who pressed the button goes on typing here; once, or each letter would bring the focus back.
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const code = currency.trim().toUpperCase();
    const limitMinor = readAmount(limit, code);
    const isWrong = limitMinor === null || limitMinor < 0;
    setWrong(isWrong ? limit : null);
    if (!isWrong)
      onSave(customerId.trim(), {
        name: name.trim(),
        currency: code,
        limitMinor,
        termsDays: Number(terms),
        isOpen,
      });
  };
  return (
    <form
      className={`${styles.opened} ${styles.part}`}
      aria-label={row ? row.name : intl.formatMessage({ id: 'office.accounts.new' })}
      onSubmit={submit}
    >
      {row ? <Standing row={row} /> : null}
      <fieldset className={`${styles.fields} ${styles.pairs}`}>
        <label>
          <FormattedMessage id="office.accounts.customerId" />
          <input
            value={customerId}
            maxLength={40}
            required
            disabled={row !== null}
            ref={first}
            onChange={({ target }) => setCustomerId(target.value)}
          />
        </label>
        <label>
          <FormattedMessage id="office.accounts.name" />
          <input value={name} maxLength={120} required onChange={({ target }) => setName(target.value)} />
        </label>
        <label>
          <FormattedMessage id="office.accounts.currency" />
          <input
            value={currency}
            maxLength={3}
            pattern="[A-Za-z]{3}"
            required
            onChange={({ target }) => setCurrency(target.value)}
          />
        </label>
        <label>
          <FormattedMessage id="office.accounts.limit" />
          <input
            value={limit}
            inputMode="decimal"
            maxLength={20}
            required
            onChange={({ target }) => setLimit(target.value)}
          />
        </label>
        <label>
          <FormattedMessage id="office.accounts.terms" />
          <input
            type="number"
            min={0}
            max={365}
            value={terms}
            required
            onChange={({ target }) => setTerms(target.value)}
          />
        </label>
        <label>
          <input type="checkbox" checked={isOpen} onChange={() => setIsOpen(!isOpen)} />
          <FormattedMessage id="office.accounts.isOpen" />
        </label>
      </fieldset>
      {wrong === null ? null : (
        <p role="alert">
          <FormattedMessage id="office.accounts.wrong-amount" values={{ text: wrong }} />
        </p>
      )}
      <p className={styles.row}>
        <button type="submit" data-main="true">
          <FormattedMessage id="office.accounts.save" />
        </button>
        {row ? (
          <button type="button" onClick={() => onOrders(row.name)}>
            <FormattedMessage id="office.accounts.orders" />
          </button>
        ) : null}
        <button type="button" onClick={onLeave}>
          <FormattedMessage id="office.workbench.close" />
        </button>
      </p>
    </form>
  );
}

function Standing({ row }: { row: AccountRow }): ReactNode {
  const { currency, usedMinor, overdueMinor, feesMinor, limitMinor, changedAt, changedBy } = row;
  return (
    <p>
      <strong>
        <FormattedMessage id="office.accounts.edit" values={{ customerId: row.customerId }} />
      </strong>{' '}
      <FormattedMessage
        id="office.accounts.owes"
        values={{
          used: <Amount minor={usedMinor} currency={currency} />,
          overdue: <Amount minor={overdueMinor} currency={currency} />,
          left: <Amount minor={limitMinor - usedMinor} currency={currency} />,
        }}
      />{' '}
      {feesMinor === 0 ? null : (
        <FormattedMessage
          id="office.accounts.fees"
          values={{ fees: <Amount minor={feesMinor} currency={currency} /> }}
        />
      )}{' '}
      {changedAt === null ? null : (
        <FormattedMessage
          id="office.accounts.changed"
          values={{ by: changedBy ?? '', at: <FormattedDate value={changedAt} dateStyle="medium" /> }}
        />
      )}
    </p>
  );
}
