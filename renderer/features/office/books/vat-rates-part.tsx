// Rates of VAT: of a country, or of one product in it, from a day on.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber } from 'react-intl';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { Signed } from '../money/use-signed';
import type { BooksApi } from './books-page';
import styles from './books.module.css';

const fields = ['country', 'sku', 'fromDay', 'percent'] as const;

export function VatRatesPart({
  api,
  signed,
}: {
  api: Pick<BooksApi, 'vatRates' | 'saveVatRates'>;
  signed: Signed;
}): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.vatRates);
  const [rate, setRate] = useState(() => ({
    country: '',
    sku: '',
    fromDay: `${new Date().getFullYear()}-01-01`,
    percent: '',
  }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { percent, country, sku, fromDay } = rate;
    const ppm = Math.round(Number(percent.replace(',', '.')) * 10_000);
    signed.ask(
      'office.books.vat-save',
      (by) => api.saveVatRates([{ country: country.toUpperCase(), sku: sku.trim(), fromDay, ppm }], by),
      askAgain,
    );
  };
  return (
    <section className={styles.part} aria-labelledby="book-vat">
      <h2 id="book-vat">
        <FormattedMessage id="office.books.view.vat" />
      </h2>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      <form className={styles.row} onSubmit={submit}>
        {fields.map((name) => (
          <label key={name}>
            <FormattedMessage id={`office.books.vat.${name}`} />
            <input
              type={name === 'fromDay' ? 'date' : 'text'}
              value={rate[name]}
              size={name === 'country' ? 4 : 12}
              maxLength={name === 'country' ? 2 : 64}
              pattern={
                name === 'country'
                  ? '[A-Za-z]{2}'
                  : name === 'percent'
                    ? '(100|[0-9]{1,2}([.,][0-9]{1,4})?)'
                    : undefined
              }
              required={name !== 'sku'}
              onChange={({ target }) => setRate({ ...rate, [name]: target.value })}
            />
          </label>
        ))}
        <button type="submit">
          <FormattedMessage id="office.books.vat-save" />
        </button>
      </form>
      {last && last.rows.length === 0 ? (
        <p>
          <FormattedMessage id="office.books.vat.none" />
        </p>
      ) : null}
      {last && last.rows.length > 0 ? (
        <table className={styles.table}>
          <thead>
            <tr>
              {fields.map((name) => (
                <th key={name} scope="col">
                  <FormattedMessage id={`office.books.vat.${name}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {last.rows.map((row) => (
              <tr key={`${row.country} ${row.sku} ${row.fromDay}`}>
                <th scope="row">{row.country}</th>
                <td>{row.sku === '' ? <FormattedMessage id="office.books.vat.all" /> : row.sku}</td>
                <td>
                  <FormattedDate value={`${row.fromDay}T12:00:00Z`} dateStyle="medium" timeZone="UTC" />
                </td>
                <td className={styles.number}>
                  <FormattedNumber value={row.ppm / 10_000} maximumFractionDigits={4} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}
