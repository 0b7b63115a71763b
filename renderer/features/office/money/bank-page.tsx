// Lines of bank statements: read from the bank's file, matched with the payment they are for, and taken out again when that
// was a mistake. Enter opens a line with what it may be for.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { bankLineStates } from '../../../../shared/contract/money';
import { type Column, OfficeList } from '../list/office-list';
import { usePagedList } from '../list/use-paged-list';
import type { OfficeApi } from '../office-api';
import { Amount } from '../orders/orders-page';
import styles from '../workbench/workbench.module.css';
import { BankLineView } from './bank-line-view';
import { Signing } from './signing';
import { StatementForm } from './statement-form';
import { useSigned } from './use-signed';

export type BankApi = Pick<
  OfficeApi,
  | 'bankLines'
  | 'bankProposals'
  | 'matchBankLine'
  | 'unmatchBankLine'
  | 'putBankLineAside'
  | 'importStatement'
  | 'providers'
>;
export type BankRow = Extract<
  Awaited<ReturnType<OfficeApi['bankLines']>>,
  { ok: true }
>['value']['rows'][number];

const columns: readonly Column<BankRow>[] = [
  {
    key: 'booked',
    heading: 'office.bank.booked',
    cell: (row) => <FormattedDate value={`${row.bookedOn}T12:00:00Z`} dateStyle="medium" timeZone="UTC" />,
  },
  {
    key: 'amount',
    heading: 'office.bank.amount',
    numeric: true,
    cell: (row) => <Amount minor={row.amountMinor} currency={row.currency} />,
  },
  { key: 'payer', width: 'minmax(0, 1.6fr)', heading: 'office.bank.payer', cell: (row) => row.payer || '–' },
  {
    key: 'reference',
    width: 'minmax(0, 3fr)',
    heading: 'office.bank.reference',
    cell: (row) => <span title={row.reference}>{row.reference || '–'}</span>,
  },
  {
    key: 'state',
    heading: 'office.bank.state',
    cell: (row) => (
      <span title={row.aside?.note}>
        <FormattedMessage
          id={`office.bank.state.${row.aside ? 'aside' : row.paymentId === null ? 'open' : 'matched'}`}
        />
      </span>
    ),
  },
];

export function BankPage({ api }: { api: BankApi }): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [state, setState] = useState('open');
  const [opened, setOpened] = useState<BankRow | null>(null);
  const signed = useSigned();
  const list = usePagedList(api.bankLines, { text, state });
  const done = (row: BankRow): void => {
    setOpened(row);
    list.reload();
  };
  return (
    <div className={`${styles.bench} ${styles.orders}`} data-opened={opened !== null}>
      <OfficeList
        title="office.bank.title"
        list={list}
        columns={columns}
        rowKey={(row) => row.lineId}
        onOpen={setOpened}
        text={text}
        onText={setText}
        choices={[
          {
            name: 'state',
            label: 'office.bank.state',
            value: state,
            options: bankLineStates.map((value) => ({
              value,
              label: intl.formatMessage({ id: `office.bank.state.${value}` }),
            })),
          },
        ]}
        onChoice={(_name, value) => setState(value)}
        empty="office.bank.none"
        note={
          <div className={styles.notes}>
            <StatementForm api={api} signed={signed} onRead={list.reload} />
            <Signing signed={signed} />
          </div>
        }
      />
      {opened ? (
        <BankLineView
          key={`${opened.lineId} ${opened.paymentId ?? ''} ${opened.aside?.at ?? ''}`}
          api={api}
          row={opened}
          signed={signed}
          onDone={done}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </div>
  );
}
