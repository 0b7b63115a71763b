// The books as a bookkeeper sees them: the trial balance, from there the ledger of an account, from there an entry and the
// event that caused it; the journal, the chart of accounts and rates of tax beside. Before they are open: how they are kept.
import { type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { BookSettings } from '../../../../shared/domain/books/settings';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import { Signing } from '../money/signing';
import { useSigned } from '../money/use-signed';
import type { OfficeApi } from '../office-api';
import type { OfficePageProps } from '../office-place';
import { KeptInView, usePlaceQuery } from '../place/use-place';
import { AccountLedger } from './account-ledger';
import styles from './books.module.css';
import { BillsPart } from './bills-part';
import { ChartPart } from './chart-part';
import { CounterPart } from './counter-part';
import { DunningPart } from './dunning-part';
import { EntryPart } from './entry-part';
import { ExportsPart } from './exports-part';
import { FeesPart } from './fees-part';
import { AgeingPart, ProfitPart, StockPart, VatReturnPart } from './figures-parts';
import { JournalPart } from './journal-part';
import { OpenBooks } from './open-books';
import { PeriodsPart } from './periods-part';
import { TillsPart } from './tills-part';
import { TrialBalancePart } from './trial-balance-part';
import { VatRatesPart } from './vat-rates-part';

export type BooksApi = Pick<
  OfficeApi,
  | 'books'
  | 'openBooks'
  | 'chart'
  | 'saveChartAccount'
  | 'saveBookRole'
  | 'vatRates'
  | 'saveVatRates'
  | 'trialBalance'
  | 'bookLedger'
  | 'journal'
  | 'entry'
  | 'reverseEntry'
  | 'periods'
  | 'closePeriod'
  | 'reopenPeriod'
  | 'vatReturn'
  | 'ageing'
  | 'orderProfit'
  | 'bookStock'
  | 'bills'
  | 'enterBill'
  | 'answerBill'
  | 'payBill'
  | 'purchases'
  | 'bookCompany'
  | 'saveBookCompany'
  | 'ubl'
  | 'accountingFile'
  | 'dunning'
  | 'providers'
  | 'saveBookSettings'
  | 'saveDunning'
  | 'disputeDebt'
  | 'lookForOverdue'
  | 'payFee'
  | 'waiveFee'
  | 'purchase'
  | 'counterSales'
  | 'tillCounts'
>;

const views = [
  'trial',
  'journal',
  'receivables',
  'dunning',
  'payables',
  'bills',
  'counter',
  'tills',
  'vat-return',
  'profit',
  'stock',
  'periods',
  'exports',
  'chart',
  'vat',
  'fees',
] as const;
type View = (typeof views)[number];
const askEveryMs = 10_000;
const entryNumber = /^J-\d{4}-/;

const thisMonth = (): string => new Date().toISOString().slice(0, 7);

export function BooksPage({
  api,
  id,
  open,
}: Pick<OfficePageProps, 'id' | 'open'> & { api: BooksApi }): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.books, askEveryMs);
  const signed = useSigned();
  const { query, keepQuery } = usePlaceQuery();
  const [view, setView] = useState<View>(() => views.find((name) => name === query['view']) ?? 'trial');
  const [months, setMonths] = useState(() => ({ from: `${thisMonth().slice(0, 4)}-01`, to: thisMonth() }));
  if (!last) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  const show = (next: View): void => {
    setView(next);
    // From an account or an entry it is another place; from a view it is the same, with the view in its address.
    if (id === null) keepQuery({ view: next });
    else open('books', null, { view: next });
  };
  return (
    <div className={styles.page}>
      <header className={styles.row}>
        <h1>
          <FormattedMessage id="office.books.title" />
        </h1>
        {last.open
          ? views.map((name) => (
              <button
                key={name}
                type="button"
                aria-current={id === null && view === name}
                onClick={() => show(name)}
              >
                <FormattedMessage id={`office.books.view.${name}`} />
              </button>
            ))
          : null}
      </header>
      <Signing signed={signed} />
      {last.open ? (
        <>
          <output>
            <FormattedMessage
              id={last.open.behind > 0 ? 'office.books.behind' : 'office.books.current'}
              values={{
                behind: last.open.behind,
                entries: last.open.entries,
                currency: last.open.settings.currency,
              }}
            />
          </output>
          {last.open.waits ? (
            <p className={styles.waits} role="alert">
              <FormattedMessage id="office.books.waits" />{' '}
              <FormattedMessage id={`error.${last.open.waits.code}`} values={last.open.waits.values} />{' '}
              <button type="button" onClick={() => open('rates')}>
                <FormattedMessage id="office.rates.title" />
              </button>
            </p>
          ) : null}
          <KeptInView key={view} view={view}>
            {part(last.open.settings)}
          </KeptInView>
        </>
      ) : (
        <OpenBooks
          currency={last.currency}
          onRates={() => open('rates')}
          onOpen={(opening) => signed.ask('office.books.open', (by) => api.openBooks(opening, by), askAgain)}
        />
      )}
    </div>
  );

  function part(settings: BookSettings): ReactNode {
    const { currency } = settings;
    const openEntry = (number: string): void => open('books', number);
    if (id !== null && entryNumber.test(id))
      return (
        <EntryPart
          key={id}
          api={api}
          number={id}
          signed={signed}
          onEntry={openEntry}
          onAccount={(code) => open('books', code)}
          onOrder={(orderId) => open('orders', orderId)}
        />
      );
    if (id !== null)
      return (
        <AccountLedger
          key={`${id} ${months.from} ${months.to}`}
          api={api}
          account={id}
          months={months}
          onMonths={setMonths}
          onEntry={openEntry}
        />
      );
    switch (view) {
      case 'trial':
        return (
          <TrialBalancePart
            api={api}
            currency={currency}
            months={months}
            onMonths={setMonths}
            onAccount={(code) => open('books', code)}
          />
        );
      case 'journal':
        return <JournalPart api={api} onEntry={openEntry} />;
      case 'receivables':
      case 'payables':
        return <AgeingPart key={view} api={api} of={view} />;
      case 'dunning':
        return <DunningPart api={api} signed={signed} onOrder={(orderId) => open('orders', orderId)} />;
      case 'bills':
        return <BillsPart api={api} signed={signed} />;
      case 'counter':
        return <CounterPart api={api} />;
      case 'tills':
        return <TillsPart api={api} />;
      case 'vat-return':
        return <VatReturnPart api={api} months={months} onMonths={setMonths} />;
      case 'profit':
        return (
          <ProfitPart
            api={api}
            months={months}
            onMonths={setMonths}
            onOrder={(orderId) => open('orders', orderId)}
          />
        );
      case 'stock':
        return <StockPart api={api} />;
      case 'periods':
        return <PeriodsPart api={api} signed={signed} />;
      case 'exports':
        return <ExportsPart api={api} months={months} onMonths={setMonths} signed={signed} />;
      case 'chart':
        return <ChartPart api={api} signed={signed} onAccount={(code) => open('books', code)} />;
      case 'vat':
        return <VatRatesPart api={api} signed={signed} />;
      case 'fees':
        return <FeesPart api={api} settings={settings} signed={signed} onSaved={askAgain} />;
    }
  }
}
