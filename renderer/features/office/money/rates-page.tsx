// Rates of currencies with their day and source: entered by hand or from a file of the European Central Bank, drawn over the
// last month with the figures beside; and the currency of the books.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi } from '../office-api';
import styles from '../workbench/workbench.module.css';
import { RateChart } from './rate-chart';
import { Signing } from './signing';
import { useSigned } from './use-signed';

type Api = Pick<
  OfficeApi,
  'exchangeRates' | 'saveRates' | 'importRates' | 'moneySettings' | 'saveMoneySettings'
>;

type Read = Extract<Awaited<ReturnType<Api['importRates']>>, { ok: true }>['value'];

export function RatesPage({ api }: { api: Api }): ReactNode {
  const intl = useIntl();
  const { answer, last, askAgain } = useAnswer(api.exchangeRates);
  const books = useAnswer(api.moneySettings);
  const signed = useSigned();
  const [pair, setPair] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [read, setRead] = useState<Read | null>(null);
  const [booksCurrency, setBooksCurrency] = useState<string | null>(null);
  const rows = last?.rows ?? [];
  const pairs = [...new Set(rows.map(({ base, currency }) => `${base}/${currency}`))].sort();
  const shown = pairs.includes(pair) ? pair : (pairs[0] ?? '');
  const own = rows.filter(({ base, currency }) => `${base}/${currency}` === shown);
  const current = booksCurrency ?? books.last?.booksCurrency ?? '';
  return (
    <div className={styles.bench}>
      <header className={styles.head}>
        <h1>
          <FormattedMessage id="office.rates.title" />
        </h1>
        <form
          className={styles.row}
          onSubmit={(event) => {
            event.preventDefault();
            signed.ask(
              'office.rates.books-set',
              (by) => api.saveMoneySettings(current === '' ? null : current.toUpperCase(), by),
              () => {
                setBooksCurrency(null);
                books.askAgain();
              },
            );
          }}
        >
          <label>
            <FormattedMessage id="office.rates.books" />
            <input
              value={current}
              size={6}
              maxLength={3}
              pattern="[A-Za-z]{3}"
              onChange={({ target }) => setBooksCurrency(target.value)}
            />
          </label>
          <button type="submit">
            <FormattedMessage id="office.rates.books-set" />
          </button>
        </form>
      </header>
      <div>
        <Signing signed={signed} />
        {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      </div>
      <div className={styles.parts}>
        <section className={styles.part} aria-labelledby="rate-list">
          <h2 id="rate-list">
            <FormattedMessage id="office.rates.month" />
          </h2>
          {pairs.length === 0 ? (
            <p>
              <FormattedMessage id="office.rates.none" />
            </p>
          ) : (
            <>
              <select
                aria-label={intl.formatMessage({ id: 'office.rates.pair' })}
                value={shown}
                onChange={({ target }) => setPair(target.value)}
              >
                {pairs.map((each) => (
                  <option key={each} value={each}>
                    {each}
                  </option>
                ))}
              </select>
              <RateChart rows={own} pair={shown} />
              <table className={styles.figures}>
                <thead>
                  <tr>
                    {['day', 'rate', 'source'].map((name) => (
                      <th key={name} scope="col">
                        <FormattedMessage id={`office.rates.${name}`} />
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {own.map((rate) => (
                    <tr key={rate.day}>
                      <th scope="row">
                        <FormattedDate value={`${rate.day}T12:00:00Z`} dateStyle="medium" timeZone="UTC" />
                      </th>
                      <td>{rate.rate}</td>
                      <td className={styles.words}>{rate.source}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </>
          )}
        </section>
        <section className={styles.part} aria-labelledby="rate-add">
          <h2 id="rate-add">
            <FormattedMessage id="office.rates.add" />
          </h2>
          <RateForm
            onAdd={(rate) => signed.ask('office.rates.save', (by) => api.saveRates([rate], by), askAgain)}
          />
          <h2>
            <FormattedMessage id="office.rates.from-file" />
          </h2>
          <form
            className={styles.row}
            onSubmit={(event) => {
              event.preventDefault();
              if (file)
                signed.ask(
                  'office.rates.read',
                  async (by) => api.importRates(await file.text(), by),
                  (value) => {
                    setRead(value);
                    askAgain();
                  },
                );
            }}
          >
            <input
              type="file"
              aria-label={intl.formatMessage({ id: 'office.rates.file' })}
              accept=".csv,.xml"
              required
              onChange={({ target }) => setFile(target.files?.[0] ?? null)}
            />
            <button type="submit">
              <FormattedMessage id="office.rates.read" />
            </button>
          </form>
          {read ? (
            <output>
              <FormattedMessage id="office.rates.was-read" values={{ changed: read.changed }} />{' '}
              {read.unread.length > 0 ? (
                <FormattedMessage
                  id="office.rates.unread"
                  values={{ count: read.unread.length, first: read.unread[0] }}
                />
              ) : null}
            </output>
          ) : null}
        </section>
      </div>
    </div>
  );
}

type NewRate = Parameters<Api['saveRates']>[0][number];
const fields = ['base', 'currency', 'day', 'rate', 'source'] as const;

function RateForm({ onAdd }: { onAdd: (rate: NewRate) => void }): ReactNode {
  const intl = useIntl();
  const [rate, setRate] = useState<Record<(typeof fields)[number], string>>(() => ({
    base: 'EUR',
    currency: '',
    day: new Date().toISOString().slice(0, 10),
    rate: '',
    source: intl.formatMessage({ id: 'office.rates.by-hand' }),
  }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onAdd({
      ...rate,
      base: rate.base.toUpperCase(),
      currency: rate.currency.toUpperCase(),
      rate: rate.rate.trim().replace(',', '.'),
    });
  };
  return (
    <form onSubmit={submit}>
      <fieldset className={styles.fields}>
        {fields.map((name) => (
          <label key={name}>
            <FormattedMessage id={`office.rates.field.${name}`} />
            <input
              type={name === 'day' ? 'date' : 'text'}
              inputMode={name === 'rate' ? 'decimal' : undefined}
              pattern={
                name === 'base' || name === 'currency'
                  ? '[A-Za-z]{3}'
                  : name === 'rate'
                    ? '[0-9]{1,12}([.,][0-9]{1,12})?'
                    : undefined
              }
              maxLength={name === 'source' ? 80 : 26}
              value={rate[name]}
              required
              onChange={({ target }) => setRate({ ...rate, [name]: target.value })}
            />
          </label>
        ))}
        <p className={styles.row}>
          <button type="submit">
            <FormattedMessage id="office.rates.save" />
          </button>
        </p>
      </fieldset>
    </form>
  );
}
