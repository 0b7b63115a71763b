// Invoices with what has come of each: open, overdue, paid; one opened is shown as it prints.
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { type InvoiceRow, invoiceStates } from '../../../../shared/contract/money';
import { Failure } from '../list/failure';
import { HtmlFrame } from '../list/html-frame';
import { printPage } from '../list/print-page';
import { type Column, OfficeList } from '../list/office-list';
import { useAnswer } from '../list/use-answer';
import { usePagedList } from '../list/use-paged-list';
import type { OfficeApi } from '../office-api';
import { Signing } from './signing';
import { useSigned } from './use-signed';
import type { OfficePageProps } from '../office-place';
import { Amount } from '../orders/orders-page';
import styles from '../workbench/workbench.module.css';

type Api = Pick<OfficeApi, 'invoices' | 'invoicePage' | 'invoiceOrder'>;

const columns: readonly Column<InvoiceRow>[] = [
  { key: 'number', heading: 'office.invoices.number', cell: (row) => row.number },
  {
    key: 'state',
    heading: 'office.invoices.state',
    cell: (row) => <FormattedMessage id={`office.invoices.state.${row.state}`} />,
  },
  {
    key: 'customer',
    width: 'minmax(0, 2fr)',
    heading: 'office.orders.customer',
    cell: (row) => row.customerName,
  },
  { key: 'order', heading: 'office.orders.number', cell: (row) => row.orderNumber },
  {
    key: 'issued',
    heading: 'office.invoices.issued',
    cell: (row) => <FormattedDate value={row.issuedAt} dateStyle="medium" />,
  },
  {
    key: 'due',
    heading: 'office.invoices.due',
    cell: (row) => <FormattedDate value={row.dueAt} dateStyle="medium" />,
  },
  {
    key: 'total',
    heading: 'office.orders.total',
    numeric: true,
    cell: (row) => <Amount minor={row.totalMinor} currency={row.currency} />,
  },
  {
    key: 'paid',
    heading: 'office.invoices.paid',
    numeric: true,
    cell: (row) => <Amount minor={row.paidMinor} currency={row.currency} />,
  },
];

export function InvoicesPage({
  api,
  id,
  open,
}: Pick<OfficePageProps, 'id' | 'open'> & { api: Api }): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState(id ?? '');
  const [state, setState] = useState('');
  const [opened, setOpened] = useState<{ number: string; orderId: string | null } | null>(
    id === null ? null : { number: id, orderId: null },
  );
  const list = usePagedList(api.invoices, { text, state });
  const signed = useSigned();
  return (
    <div className={`${styles.bench} ${styles.orders}`} data-opened={opened !== null}>
      <OfficeList
        title="office.invoices.title"
        list={list}
        columns={columns}
        rowKey={(row) => row.number}
        onOpen={setOpened}
        text={text}
        onText={setText}
        choices={[
          {
            name: 'state',
            label: 'office.invoices.state',
            value: state,
            options: invoiceStates.map((value) => ({
              value,
              label: intl.formatMessage({ id: `office.invoices.state.${value}` }),
            })),
          },
        ]}
        onChoice={(_name, value) => setState(value)}
        empty="office.invoices.none"
        note={
          <>
            <InvoiceForm
              onMake={(orderNumber) =>
                signed.ask(
                  'office.invoices.make',
                  (by) => api.invoiceOrder(orderNumber, by),
                  ({ number, orderId }) => {
                    setOpened({ number, orderId });
                    list.reload();
                  },
                )
              }
            />
            <Signing signed={signed} />
          </>
        }
      />
      {opened ? (
        <InvoiceView
          key={opened.number}
          api={api}
          number={opened.number}
          onClose={() => setOpened(null)}
          onOpenOrder={opened.orderId === null ? null : () => open('orders', opened.orderId)}
        />
      ) : null}
    </div>
  );
}

/** An order that came without a quote has no invoice until somebody asks for one. */
function InvoiceForm({ onMake }: { onMake: (orderNumber: string) => void }): ReactNode {
  const [number, setNumber] = useState('');
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault();
        onMake(number.trim());
      }}
    >
      <label>
        <FormattedMessage id="office.invoices.of-order" />{' '}
        <input value={number} required maxLength={40} onChange={({ target }) => setNumber(target.value)} />
      </label>
      <button type="submit">
        <FormattedMessage id="office.invoices.make" />
      </button>
    </form>
  );
}

function InvoiceView({
  api,
  number,
  onClose,
  onOpenOrder,
}: {
  api: Pick<Api, 'invoicePage'>;
  number: string;
  onClose: () => void;
  onOpenOrder: (() => void) | null;
}): ReactNode {
  const intl = useIntl();
  const lang = intl.locale.startsWith('tr') ? 'tr' : 'en';
  const load = useCallback(() => api.invoicePage(number, lang), [api, number, lang]);
  const { answer, last, askAgain } = useAnswer(load);
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  return (
    <section className={styles.opened} aria-label={number}>
      <p className={styles.row}>
        <strong>{number}</strong>
        {last ? (
          <button type="button" onClick={() => printPage(last.html, styles.unseen ?? '')}>
            <FormattedMessage id="office.invoices.print" />
          </button>
        ) : null}
        {onOpenOrder ? (
          <button type="button" onClick={onOpenOrder}>
            <FormattedMessage id="office.workbench.open-order" />
          </button>
        ) : null}
        <button ref={close} type="button" onClick={onClose}>
          <FormattedMessage id="office.workbench.close" />
        </button>
      </p>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? <HtmlFrame html={last.html} title={number} /> : null}
    </section>
  );
}
