// What an hour of hands costs, and since when; a manager says it with badge and PIN.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';
import { minorDigitsOf } from '../../../../shared/money/money';
import { AnsweringForm } from '../list/answering';
import { Failure } from '../list/failure';
import { Price } from '../list/price';
import { useAnswer } from '../list/use-answer';
import type { OfficeFailure } from '../office-api';
import { FigureTable } from './figure-table';
import type { FiguresApi } from './figures-page';
import styles from './figures.module.css';

export function LabourRatesPanel({
  api,
  currency,
  onSaved,
}: {
  api: FiguresApi;
  /** Of the books; null: nothing can be said yet. */
  currency: string | null;
  onSaved: () => void;
}): ReactNode {
  const { last, askAgain } = useAnswer(api.labourRates);
  const [fromDay, setFromDay] = useState('');
  const [amount, setAmount] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const minor = currency === null ? Number.NaN : Math.round(Number(amount) * 10 ** minorDigitsOf(currency));
  const isWhole = fromDay !== '' && amount !== '' && Number.isFinite(minor) && minor >= 0;
  return (
    <section className={styles.panel} aria-labelledby="figures-rates-of-labour">
      <h2 id="figures-rates-of-labour">
        <FormattedMessage id="office.figures.labour-rates" />
      </h2>
      {currency === null ? (
        <p role="note">
          <FormattedMessage id="error.books-no-currency" />
        </p>
      ) : (
        <form
          className={styles.row}
          onSubmit={(event) => {
            event.preventDefault();
            if (isWhole) setIsAsked(true);
          }}
        >
          <label className={styles.field}>
            <FormattedMessage id="office.figures.from" />
            <input type="date" required value={fromDay} onChange={({ target }) => setFromDay(target.value)} />
          </label>
          <label className={styles.field}>
            <FormattedMessage id="office.figures.an-hour" values={{ currency }} />
            <input
              type="number"
              required
              min={0}
              max={100_000}
              step="any"
              value={amount}
              onChange={({ target }) => setAmount(target.value)}
            />
          </label>
          <button type="submit" disabled={!isWhole}>
            <FormattedMessage id="office.figures.say-rate" />
          </button>
        </form>
      )}
      {isAsked ? (
        <AnsweringForm
          wanted={{
            label: 'office.figures.say-rate',
            act: async (by) => {
              const got = await api.saveLabourRate(fromDay, minor, by);
              setFailure(got.ok ? null : got.failure);
              if (!got.ok) return false;
              setAmount('');
              askAgain();
              onSaved();
              return true;
            },
          }}
          onEnd={() => setIsAsked(false)}
        />
      ) : null}
      {failure ? <Failure failure={failure} onRetry={() => setFailure(null)} /> : null}
      {last ? (
        <FigureTable
          rows={last.rows}
          rowKey={({ fromDay: day }) => day}
          columns={[
            {
              heading: 'from',
              cell: ({ fromDay: day }) => <FormattedDate value={day} timeZone="UTC" dateStyle="medium" />,
            },
            {
              heading: 'hour',
              cell: (row) => <Price amountMinor={row.minorPerHour} currency={row.currency} />,
            },
            { heading: 'said-by', cell: ({ by }) => by },
          ]}
        />
      ) : null}
    </section>
  );
}
