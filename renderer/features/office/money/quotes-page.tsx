// Quotes: drafted, sent, accepted or declined; what is accepted is an order and an invoice with a due date at once.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { quoteStates } from '../../../../shared/domain/quote/quote';
import { type Column, OfficeList } from '../list/office-list';
import { usePagedList } from '../list/use-paged-list';
import type { OfficeApi } from '../office-api';
import type { OfficePageProps } from '../office-place';
import { Amount } from '../orders/orders-page';
import styles from '../workbench/workbench.module.css';
import { QuoteForm } from './quote-form';
import { QuoteView } from './quote-view';

export type QuotesApi = Pick<
  OfficeApi,
  'quotes' | 'saveQuote' | 'sendQuote' | 'declineQuote' | 'acceptQuote' | 'channels' | 'accounts'
>;
export type QuoteRow = Extract<
  Awaited<ReturnType<OfficeApi['quotes']>>,
  { ok: true }
>['value']['rows'][number];

const columns: readonly Column<QuoteRow>[] = [
  { key: 'number', heading: 'office.quotes.number', cell: ({ quote }) => quote.number },
  {
    key: 'state',
    heading: 'office.quotes.state',
    cell: ({ quote }) => <FormattedMessage id={`quote.state.${quote.state}`} />,
  },
  {
    key: 'customer',
    width: 'minmax(0, 2fr)',
    heading: 'office.orders.customer',
    cell: ({ quote }) => quote.customerName,
  },
  {
    key: 'valid',
    heading: 'office.quotes.validUntil',
    cell: ({ quote }) => <FormattedDate value={quote.validUntil} dateStyle="medium" />,
  },
  {
    key: 'total',
    heading: 'office.orders.total',
    numeric: true,
    cell: ({ quote, totalMinor }) => <Amount minor={totalMinor} currency={quote.currency} />,
  },
];

export function QuotesPage({ api, open }: Pick<OfficePageProps, 'open'> & { api: QuotesApi }): ReactNode {
  const intl = useIntl();
  const [state, setState] = useState('');
  const [text, setText] = useState('');
  const [opened, setOpened] = useState<QuoteRow | null>(null);
  /** `null` is a new one. */
  const [edited, setEdited] = useState<QuoteRow | 'new' | null>(null);
  const list = usePagedList(api.quotes, { state, text });
  const take = (row: QuoteRow): void => {
    setEdited(null);
    setOpened(row);
    list.reload();
  };
  if (edited !== null)
    return (
      <QuoteForm
        api={api}
        row={edited === 'new' ? null : edited}
        onSaved={take}
        onLeave={() => setEdited(null)}
      />
    );
  return (
    <div className={`${styles.bench} ${styles.orders}`} data-opened={opened !== null}>
      <OfficeList
        title="office.quotes.title"
        list={list}
        columns={columns}
        rowKey={({ quote }) => quote.quoteId}
        onOpen={setOpened}
        text={text}
        onText={setText}
        choices={[
          {
            name: 'state',
            label: 'office.quotes.state',
            value: state,
            options: quoteStates.map((value) => ({
              value,
              label: intl.formatMessage({ id: `quote.state.${value}` }),
            })),
          },
        ]}
        onChoice={(_name, value) => setState(value)}
        empty="office.quotes.none"
        note={
          <p className={`${styles.row} ${styles.notes}`}>
            <button type="button" data-main="true" onClick={() => setEdited('new')}>
              <FormattedMessage id="office.quotes.new" />
            </button>
          </p>
        }
      />
      {opened ? (
        <QuoteView
          key={opened.quote.quoteId}
          api={api}
          row={opened}
          onChanged={take}
          onEdit={() => setEdited(opened)}
          onClose={() => setOpened(null)}
          onOpenOrder={(orderId) => open('orders', orderId)}
          onOpenInvoice={(number) => open('invoices', number)}
        />
      ) : null}
    </div>
  );
}
