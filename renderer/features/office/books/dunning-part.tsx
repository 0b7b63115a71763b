// Reminders: what is overdue and at which level, what is disputed, the letters, and after how many days who is written to.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';
import type { Dunning, DunningDebtRow } from '../../../../shared/contract/dunning';
import { daysOverdue } from '../../../../shared/domain/dunning/dunning';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { Signed } from '../money/use-signed';
import { Amount } from '../orders/orders-page';
import styles from './books.module.css';
import type { BooksApi } from './books-page';
import { DunningLetters } from './dunning-letters';
import { DunningRulesForm } from './dunning-rules-form';
import { type Figure, FigureTable } from './figure-table';
import { ReasonForm } from './reason-form';

type Api = Pick<
  BooksApi,
  'dunning' | 'saveDunning' | 'disputeDebt' | 'lookForOverdue' | 'payFee' | 'waiveFee'
>;

const day = (value: string): ReactNode => (
  <FormattedDate value={`${value}T12:00:00Z`} dateStyle="medium" timeZone="UTC" />
);

export function DunningPart({
  api,
  signed,
  onOrder,
}: {
  api: Api;
  signed: Signed;
  onOrder: (orderId: string) => void;
}): ReactNode {
  const { answer, last: asked, askAgain } = useAnswer(api.dunning);
  /** What the last act answered: newer than what was asked before it. */
  const [told, setTold] = useState<{ behind: Dunning | null; now: Dunning } | null>(null);
  const [looked, setLooked] = useState<{ written: number; unreachable: string[] } | null>(null);
  const last = told && told.behind === asked ? told.now : asked;
  if (!last) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  const take = (now: Dunning): void => setTold({ behind: asked, now });
  const dispute = ({ paymentId }: DunningDebtRow, reason: string | null): void =>
    signed.ask(
      reason === null ? 'office.books.dunning.settle' : 'office.books.dunning.dispute',
      (by) => api.disputeDebt(paymentId, reason, by),
      take,
    );
  return (
    <section className={styles.part} aria-labelledby="books-dunning">
      <h2 id="books-dunning">
        <FormattedMessage id="office.books.view.dunning" />
      </h2>
      <p className={styles.row}>
        <button
          type="button"
          data-main="true"
          disabled={!last.rules.isOn}
          onClick={() =>
            signed.ask('office.books.dunning.look', api.lookForOverdue, (value) => {
              setLooked(value);
              askAgain();
            })
          }
        >
          <FormattedMessage id="office.books.dunning.look" />
        </button>
        <span>
          {last.lookedOn === null ? (
            <FormattedMessage id="office.books.dunning.never" />
          ) : (
            <FormattedMessage id="office.books.dunning.looked" values={{ day: day(last.lookedOn) }} />
          )}
        </span>
      </p>
      {looked ? (
        <output>
          <FormattedMessage
            id="office.books.dunning.written"
            values={{ written: looked.written, unreachable: looked.unreachable.length }}
          />
          {looked.unreachable.length > 0 ? ` ${looked.unreachable.slice(0, 20).join(', ')}` : null}
        </output>
      ) : null}
      <Overdue debts={last.debts} onDispute={dispute} onOrder={onOrder} />
      <h3>
        <FormattedMessage id="office.books.dunning.letters" />
      </h3>
      <DunningLetters api={api} letters={last.letters} signed={signed} onDone={take} />
      <h3>
        <FormattedMessage id="office.books.dunning.rules" />
      </h3>
      <DunningRulesForm
        key={last.changedAt ?? ''}
        rules={last.rules}
        onSave={(rules) => signed.ask('office.books.dunning.save', (by) => api.saveDunning(rules, by), take)}
      />
    </section>
  );
}

function Overdue({
  debts,
  onDispute,
  onOrder,
}: {
  debts: readonly DunningDebtRow[];
  onDispute: (debt: DunningDebtRow, reason: string | null) => void;
  onOrder: (orderId: string) => void;
}): ReactNode {
  const [opened, setOpened] = useState<string | null>(null);
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const figures: readonly Figure<DunningDebtRow>[] = [
    {
      heading: 'dunning.order',
      cell: (row) => (
        <button type="button" onClick={() => onOrder(row.orderId)}>
          {row.orderNumber}
        </button>
      ),
    },
    { heading: 'party', cell: (row) => row.name },
    { heading: 'due', cell: (row) => day(row.dueOn) },
    { heading: 'dunning.days', numeric: true, cell: (row) => daysOverdue(row.dueOn, today) },
    {
      heading: 'sum',
      numeric: true,
      cell: (row) => <Amount minor={row.owedMinor} currency={row.currency} />,
    },
    { heading: 'dunning.level', numeric: true, cell: (row) => row.reached },
    {
      heading: 'dunning.disputed',
      cell: (row) =>
        row.dispute ? (
          <>
            {`${row.dispute.reason} (${row.dispute.by}) `}
            <button type="button" onClick={() => onDispute(row, null)}>
              <FormattedMessage id="office.books.dunning.settle" />
            </button>
          </>
        ) : opened === row.paymentId ? (
          <ReasonForm label="office.books.dunning.dispute" onReason={(reason) => onDispute(row, reason)} />
        ) : (
          <button type="button" onClick={() => setOpened(row.paymentId)}>
            <FormattedMessage id="office.books.dunning.dispute" />
          </button>
        ),
    },
  ];
  return <FigureTable figures={figures} rows={debts} rowKey={(row) => row.paymentId} />;
}
