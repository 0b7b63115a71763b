// How a sale is paid: what was received in cash, with what is to be given back while it is typed, or the number of the slip of
// the card terminal. ENTER pays; scanned, the digits of the command sheet with FINISH or PAY BY CARD do the same.
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from 'react';
import { useIntl } from 'react-intl';
import type { PricedSale, SalePayment } from '../../../shared/domain/stock/counter-sale';
import { amountText, readAmount } from '../../../shared/money/spoken-amount';
import { formatMoney } from '../../app/formatters';
import { useText } from '../../app/locale';
import { Button } from '../../ui/button';
import { Choice } from '../../ui/choice';
import { Field } from '../../ui/field';
import type { PackingSession } from '../packing/session';
import styles from './counter.module.css';

type Method = SalePayment['method'];
const methods: readonly Method[] = ['cash', 'card'];

export function PayForm({
  sale: { currency, totalMinor },
  said,
  session,
}: {
  sale: PricedSale;
  /** Minor units that were said by scanned digits. */
  said: number | null;
  session: Pick<PackingSession, 'paySale' | 'command'>;
}): ReactNode {
  const say = useText();
  const intl = useIntl();
  const [method, setMethod] = useState<Method>('cash');
  const [received, setReceived] = useState('');
  const [reference, setReference] = useState('');
  const read = received.trim() === '' ? (said ?? totalMinor) : readAmount(received, currency);
  const changeMinor = read === null ? 0 : read - totalMinor;
  const pay = (event: FormEvent): void => {
    event.preventDefault();
    if (method === 'card') session.paySale({ method, reference: reference.trim() });
    else if (read !== null) session.paySale({ method, tenderedMinor: read });
  };
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    session.command('cancel');
  };
  const money = (amountMinor: number): string => formatMoney(intl, { amountMinor, currency });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only leads back to what is gathered
    <form className={styles.form} onSubmit={pay} onKeyDown={leave} noValidate aria-label={say('counter.pay')}>
      <Choice
        label={say('counter.method')}
        value={method}
        options={methods.map((each) => ({ value: each, text: say(`counter.method.${each}`) }))}
        onChange={setMethod}
      />
      {method === 'cash' ? (
        <Field
          key="cash"
          label={say('counter.received', { currency })}
          value={received}
          maxLength={15}
          inputMode="decimal"
          placeholder={amountText(said ?? totalMinor, currency)}
          problem={read === null ? say('counter.received.wrong') : null}
          onChange={setReceived}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing that is asked, without a mouse
          autoFocus
        />
      ) : (
        <Field
          key="card"
          label={say('counter.slip')}
          value={reference}
          maxLength={60}
          hint={say('counter.slip.hint')}
          onChange={setReference}
        />
      )}
      <p className={styles.change} data-change={method === 'cash' ? changeMinor : 0}>
        {method === 'cash' && read !== null
          ? changeMinor < 0
            ? say('counter.lacks', { amount: money(0 - changeMinor) })
            : say('counter.change', { amount: money(changeMinor) })
          : null}
      </p>
      <Button kind="main" type="submit" isDisabled={method === 'cash' && read === null} keyHint="Enter">
        {say('counter.paid')}
      </Button>
    </form>
  );
}
