// Counting the till at the end of the day: what should lie there by the sales, what does, what stays for tomorrow. Keys only;
// ENTER books it. A count that was wrong is put right by counting again.
import { type FormEvent, type ReactNode, useState } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import type { PersonId } from '../../../shared/domain/ids';
import { type Till, tillOf } from '../../../shared/domain/till/till';
import { readAmount } from '../../../shared/money/spoken-amount';
import { formatMoney } from '../../app/formatters';
import { useText } from '../../app/locale';
import type { StationRights } from '../../data/station-rights';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Field } from '../../ui/field';
import { leaveField } from '../../ui/leave-field';
import { StationPage } from '../../ui/station-page';
import type { PackingSession } from '../packing/session';
import type { TillDesk } from './till-desk';
import styles from './till.module.css';

type Props = {
  desk: TillDesk;
  session: Pick<PackingSession, 'store'>;
  rights: Pick<StationRights, 'counter'>;
};

export function TillPage({ desk, session, rights }: Props): ReactNode {
  const say = useText();
  const operator = useStore(session.store, ({ bench }) => bench.operator);
  const { tills, notSaved } = useStore(desk.store);
  const usual = rights.counter().agreed.find(({ channelId }) => channelId === 'counter')?.currency;
  const currencies = [...new Set([...(usual ? [usual] : []), ...tills.map(({ currency }) => currency)])];
  return (
    <StationPage title={say('till.title')} age={<p>{say('age.live')}</p>} keys={say('till.keys')}>
      {notSaved ? (
        <p className={styles.problem} role="alert">
          {say('till.not-saved')}
        </p>
      ) : null}
      {operator ? null : <EmptyState title={say('till.badge')} />}
      {operator && currencies.length === 0 ? <EmptyState title={say('till.empty')} /> : null}
      {operator
        ? currencies.map((currency, index) => (
            <OneTill
              key={currency}
              till={tillOf(tills, currency)}
              desk={desk}
              by={operator.personId}
              isFirst={index === 0}
            />
          ))
        : null}
    </StationPage>
  );
}

function OneTill({
  till: { currency, cashMinor, sales },
  desk,
  by,
  isFirst,
}: {
  till: Till;
  desk: TillDesk;
  by: PersonId;
  isFirst: boolean;
}): ReactNode {
  const say = useText();
  const intl = useIntl();
  const last = useStore(desk.store, ({ counted }) => (counted?.currency === currency ? counted : null));
  const [counted, setCounted] = useState('');
  const [left, setLeft] = useState('');
  const countedMinor = readAmount(counted, currency);
  const isCounted = counted.trim() !== '' && countedMinor !== null && countedMinor >= 0;
  const leftMinor = left.trim() === '' ? countedMinor : readAmount(left, currency);
  const isLeft = leftMinor !== null && leftMinor >= 0 && leftMinor <= (countedMinor ?? 0);
  const money = (amountMinor: number): string => formatMoney(intl, { amountMinor, currency });
  const differs = (differenceMinor: number): string =>
    differenceMinor === 0
      ? say('till.even')
      : say(differenceMinor < 0 ? 'till.short' : 'till.over', { amount: money(Math.abs(differenceMinor)) });
  const book = (event: FormEvent): void => {
    event.preventDefault();
    if (!isCounted || !isLeft) return;
    void desk.count({ currency, countedMinor, leftMinor }, by);
    setCounted('');
    setLeft('');
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only leads the focus out of a field
    <form
      className={styles.till}
      onSubmit={book}
      onKeyDown={leaveField}
      noValidate
      aria-label={`${say('till.title')} ${currency}`}
    >
      <p className={styles.expected} data-expected={cashMinor}>
        {say('till.expected', { amount: money(cashMinor) })}
      </p>
      <p>{say('till.sales', { count: sales })}</p>
      <div className={styles.fields}>
        <Field
          label={say('till.counted', { currency })}
          value={counted}
          maxLength={15}
          inputMode="decimal"
          problem={counted.trim() === '' || isCounted ? null : say('counter.received.wrong')}
          onChange={setCounted}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing that is asked, without a mouse
          autoFocus={isFirst}
        />
        <Field
          label={say('till.left', { currency })}
          value={left}
          maxLength={15}
          inputMode="decimal"
          hint={say('till.left.hint')}
          problem={!isCounted || isLeft ? null : say('till.left.wrong')}
          onChange={setLeft}
        />
      </div>
      <p className={styles.difference} data-difference={isCounted ? countedMinor - cashMinor : undefined}>
        {isCounted ? differs(countedMinor - cashMinor) : null}
      </p>
      <Button kind="main" type="submit" isDisabled={!isCounted || !isLeft} keyHint="Enter">
        {say('till.book')}
      </Button>
      {last ? (
        <output>
          {say('till.done', { amount: money(last.countedMinor) })} {differs(last.differenceMinor)}
        </output>
      ) : null}
    </form>
  );
}
