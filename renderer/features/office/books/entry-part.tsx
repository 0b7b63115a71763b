// One entry: its lines, and what caused it. What somebody wrote can be taken back by another entry.
import { type FormEvent, type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { EntryPage } from '../../../../shared/contract/books';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { Signed } from '../money/use-signed';
import { Amount } from '../orders/orders-page';
import type { BooksApi } from './books-page';
import styles from './books.module.css';
import { nameIn } from './name-in';

type Ways = {
  onEntry: (number: string) => void;
  onAccount: (code: string) => void;
  onOrder: (orderId: string) => void;
};

export function EntryPart({
  api,
  number,
  signed,
  ...ways
}: { api: Pick<BooksApi, 'entry' | 'reverseEntry'>; number: string; signed: Signed } & Ways): ReactNode {
  const load = useCallback(() => api.entry(number), [api, number]);
  const { answer, last, askAgain } = useAnswer(load);
  if (!last) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  return (
    <section className={styles.part} aria-labelledby="book-entry">
      <h2 id="book-entry">
        {last.number} <FormattedMessage id={`office.books.entry.${last.kind}`} />
      </h2>
      <Lines entry={last} onAccount={ways.onAccount} />
      <Cause entry={last} {...ways} />
      {last.cause.kind === 'act' && last.kind === 'manual' && last.reversedBy === null ? (
        <TakeBack
          onReverse={(wanted) =>
            signed.ask(
              'office.books.reverse',
              (by) => api.reverseEntry(number, wanted, by),
              (page) => ways.onEntry(page.number),
            )
          }
        />
      ) : null}
    </section>
  );
}

function Lines({ entry, onAccount }: { entry: EntryPage; onAccount: Ways['onAccount'] }): ReactNode {
  const intl = useIntl();
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {(['account', 'debitMinor', 'creditMinor', 'base', 'party', 'units', 'vat'] as const).map(
              (name) => (
                <th key={name} scope="col">
                  <FormattedMessage id={`office.books.${name}`} />
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {entry.lines.map((line, index) => (
            // Lines of an entry never change and never move.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={index}>
              <th scope="row">
                <button type="button" onClick={() => onAccount(line.account)}>
                  {line.account} {nameIn(line.names, intl.locale)}
                </button>
              </th>
              {[1, -1].map((side) => (
                <td key={side} className={styles.number}>
                  {line.amountMinor * side > 0 ? (
                    <Amount minor={line.amountMinor * side} currency={entry.currency} />
                  ) : null}
                </td>
              ))}
              <td className={styles.number}>
                <Amount minor={line.baseMinor} currency={entry.baseCurrency} />
              </td>
              <td>{line.party}</td>
              <td>{line.quantity === null ? line.sku : `${line.quantity} × ${line.sku ?? ''}`}</td>
              <td>
                {line.vat ? (
                  <>
                    {line.vat.country}{' '}
                    {intl.formatNumber(line.vat.ppm / 1_000_000, {
                      style: 'percent',
                      maximumFractionDigits: 2,
                    })}{' '}
                    <Amount minor={line.vat.netMinor} currency={entry.currency} />
                  </>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cause({ entry, onEntry, onOrder }: { entry: EntryPage } & Ways): ReactNode {
  const intl = useIntl();
  const { cause, orderId, reversedBy } = entry;
  const known = intl.messages[`event.${cause.type}`] !== undefined;
  const facts: [string, ReactNode][] = [
    ['day', <FormattedDate key="day" value={`${entry.day}T12:00:00Z`} dateStyle="medium" timeZone="UTC" />],
    ['reference', entry.reference ?? '–'],
    ['text', entry.text],
    [
      `cause.${cause.kind}`,
      known ? intl.formatMessage({ id: `event.${cause.type}` }, cause.body as never) : cause.type,
    ],
    ['happened', <FormattedDate key="at" value={cause.at} dateStyle="medium" timeStyle="short" />],
    ['by', cause.actor ?? entry.postedBy ?? '–'],
    ['place', cause.streamId === null ? '–' : `${cause.streamId} ${cause.seq ?? ''}`],
  ];
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>
              <FormattedMessage id={`office.books.${name}`} />
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.row}>
        {orderId === null ? null : (
          <button type="button" onClick={() => onOrder(orderId)}>
            <FormattedMessage id="office.books.order" />
          </button>
        )}
        {reversedBy === null ? null : (
          <button type="button" onClick={() => onEntry(reversedBy)}>
            <FormattedMessage id="office.books.reversed-by" values={{ number: reversedBy }} />
          </button>
        )}
      </p>
    </>
  );
}

function TakeBack({
  onReverse,
}: {
  onReverse: (wanted: { day: string; reason: string }) => void;
}): ReactNode {
  const [day, setDay] = useState(() => new Date().toISOString().slice(0, 10));
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onReverse({ day, reason: reason.trim() });
  };
  return (
    <form className={styles.row} onSubmit={submit}>
      <label>
        <FormattedMessage id="office.books.day" />
        <input type="date" value={day} required onChange={({ target }) => setDay(target.value)} />
      </label>
      <label>
        <FormattedMessage id="office.books.reason" />
        <input value={reason} required maxLength={300} onChange={({ target }) => setReason(target.value)} />
      </label>
      <button type="submit">
        <FormattedMessage id="office.books.reverse" />
      </button>
    </form>
  );
}
