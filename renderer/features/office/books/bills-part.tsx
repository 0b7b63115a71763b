// Bills of suppliers: what was entered, what does not fit order and receipt, who answers, what is paid.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { amountText, readAmount } from '../../../../shared/money/spoken-amount';
import { billStates, type SupplierBill } from '../../../../shared/domain/supplier-bill/supplier-bill';
import { type Column, OfficeList } from '../list/office-list';
import { usePagedList } from '../list/use-paged-list';
import type { Signed } from '../money/use-signed';
import { Amount } from '../orders/orders-page';
import { BillForm } from './bill-form';
import styles from './books.module.css';
import type { BooksApi } from './books-page';
import { type Figure, FigureTable } from './figure-table';

const columns: readonly Column<SupplierBill>[] = [
  { key: 'number', heading: 'office.books.bill-number', cell: (row) => row.number },
  { key: 'supplier', heading: 'office.books.supplier', cell: (row) => row.supplier },
  {
    key: 'state',
    heading: 'office.books.state',
    cell: (row) => <FormattedMessage id={`office.books.bill-state.${row.state}`} />,
  },
  {
    key: 'dueOn',
    heading: 'office.books.due',
    cell: (row) => <FormattedDate value={`${row.dueOn}T12:00:00Z`} dateStyle="medium" timeZone="UTC" />,
  },
  {
    key: 'totalMinor',
    heading: 'office.books.sum',
    numeric: true,
    cell: (row) => <Amount minor={row.totalMinor} currency={row.currency} />,
  },
];

export function BillsPart({ api, signed }: { api: BooksApi; signed: Signed }): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [state, setState] = useState('');
  const [opened, setOpened] = useState<SupplierBill | 'new' | null>(null);
  const list = usePagedList(api.bills, { text, state });
  const done = (bill: SupplierBill): void => {
    setOpened(bill);
    list.reload();
  };
  return (
    <>
      {opened === 'new' ? (
        <BillForm
          api={api}
          onEnter={(content) =>
            signed.ask(
              'office.books.bill-enter',
              (by) => api.enterBill(crypto.randomUUID(), content, by),
              done,
            )
          }
        />
      ) : opened ? (
        <Bill key={opened.billId} bill={opened} api={api} signed={signed} onDone={done} />
      ) : null}
      <OfficeList
        title="office.books.view.bills"
        list={list}
        columns={columns}
        rowKey={(row) => row.billId}
        onOpen={setOpened}
        text={text}
        onText={setText}
        choices={[
          {
            name: 'state',
            label: 'office.books.state',
            value: state,
            options: [...billStates, 'due'].map((value) => ({
              value,
              label: intl.formatMessage({ id: `office.books.bill-state.${value}` }),
            })),
          },
        ]}
        onChoice={(_name, value) => setState(value)}
        empty="office.books.none"
        note={
          <p className={styles.row}>
            <button type="button" data-main="true" onClick={() => setOpened(opened === 'new' ? null : 'new')}>
              <FormattedMessage id="office.books.bill-new" />
            </button>
          </p>
        }
      />
    </>
  );
}

const problemFigures: readonly Figure<SupplierBill['problems'][number]>[] = [
  { heading: 'problem', cell: (row) => <FormattedMessage id={`office.books.problem.${row.kind}`} /> },
  { heading: 'sku', cell: (row) => row.sku },
  { heading: 'expected', cell: (row) => row.expected },
  { heading: 'told', cell: (row) => row.told },
];

function Bill({
  bill,
  api,
  signed,
  onDone,
}: {
  bill: SupplierBill;
  api: BooksApi;
  signed: Signed;
  onDone: (bill: SupplierBill) => void;
}): ReactNode {
  const [note, setNote] = useState('');
  const [day, setDay] = useState(() => new Date().toISOString().slice(0, 10));
  const open = bill.totalMinor - bill.paidMinor;
  const [amount, setAmount] = useState(() => amountText(open, bill.currency));
  const [key] = useState(() => crypto.randomUUID());
  const amountMinor = readAmount(amount, bill.currency);
  const answer = (wanted: 'approve' | 'refuse'): void =>
    signed.ask(
      `office.books.bill-${wanted}`,
      (by) =>
        api.answerBill(bill.billId, { answer: wanted, note: note.trim() === '' ? null : note.trim() }, by),
      onDone,
    );
  return (
    <section className={styles.part} aria-labelledby="books-bill">
      <h2 id="books-bill">
        {bill.supplier} {bill.number}
      </h2>
      <p>
        <FormattedMessage id={`office.books.bill-state.${bill.state}`} />{' '}
        <Amount minor={bill.totalMinor} currency={bill.currency} />
        {bill.answeredBy ? ` · ${bill.answeredBy}` : ''}
        {bill.note ? ` · ${bill.note}` : ''}
      </p>
      {bill.problems.length > 0 ? (
        <FigureTable
          figures={problemFigures}
          rows={bill.problems}
          rowKey={(row) => `${row.kind} ${row.sku} ${row.told}`}
        />
      ) : null}
      {bill.state === 'held' ? (
        <div className={styles.row}>
          <label>
            <FormattedMessage id="office.books.reason" />
            <input value={note} maxLength={300} onChange={({ target }) => setNote(target.value)} />
          </label>
          {(['approve', 'refuse'] as const).map((wanted) => (
            <button key={wanted} type="button" onClick={() => answer(wanted)}>
              <FormattedMessage id={`office.books.bill-${wanted}`} />
            </button>
          ))}
        </div>
      ) : null}
      {bill.state === 'approved' && open > 0 ? (
        <form
          className={styles.row}
          onSubmit={(event) => {
            event.preventDefault();
            if (amountMinor !== null)
              signed.ask(
                'office.books.bill-pay',
                (by) => api.payBill(bill.billId, { key, amountMinor, day }, by),
                onDone,
              );
          }}
        >
          <label>
            <FormattedMessage id="office.books.amount" />
            <input
              inputMode="decimal"
              value={amount}
              required
              aria-invalid={amountMinor === null}
              onChange={({ target }) => setAmount(target.value)}
            />
          </label>
          <label>
            <FormattedMessage id="office.books.day" />
            <input type="date" value={day} required onChange={({ target }) => setDay(target.value)} />
          </label>
          <button type="submit">
            <FormattedMessage id="office.books.bill-pay" />
          </button>
        </form>
      ) : null}
    </section>
  );
}
