// Transfers between sites: the list, a form for a new one, and the page of one.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { TransferPage as TransferAnswer, TransferRow } from '../../../../shared/contract/transfers';
import { transferStatuses } from '../../../../shared/domain/transfer/questions';
import { transferNumber } from '../../../../shared/domain/transfer/transfer';
import { type Column, OfficeList } from '../list/office-list';
import { usePagedList } from '../list/use-paged-list';
import type { OfficeApi } from '../office-api';
import type { OfficePageProps } from '../office-place';
import styles from '../workbench/workbench.module.css';
import { TransferForm } from './transfer-form';
import { TransferView } from './transfer-view';

export type TransfersApi = Pick<
  OfficeApi,
  'transfers' | 'transfer' | 'saveTransfer' | 'tellTransfer' | 'expectTransfer' | 'floors'
>;

const columns: readonly Column<TransferRow>[] = [
  { key: 'number', heading: 'office.transfers.number', cell: ({ number }) => transferNumber(number) },
  {
    key: 'status',
    heading: 'office.transfers.status',
    cell: ({ status, isLate }) => (
      <>
        <FormattedMessage id={`transfer.status.${status}`} />
        {isLate ? (
          <>
            {' '}
            <strong>
              <FormattedMessage id="office.transfers.is-late" />
            </strong>
          </>
        ) : null}
      </>
    ),
  },
  { key: 'fromName', heading: 'office.transfers.from', cell: ({ fromName }) => fromName },
  { key: 'toName', heading: 'office.transfers.to', cell: ({ toName }) => toName },
  {
    key: 'dueOn',
    heading: 'office.transfers.due',
    cell: ({ dueOn }) => <FormattedDate value={dueOn} dateStyle="medium" timeZone="UTC" />,
  },
  {
    key: 'sent',
    heading: 'office.transfers.sent',
    numeric: true,
    cell: ({ sent, asked }) => (
      <>
        <FormattedNumber value={sent} /> / <FormattedNumber value={asked} />
      </>
    ),
  },
  {
    key: 'received',
    heading: 'office.transfers.received',
    numeric: true,
    cell: ({ received }) => <FormattedNumber value={received} />,
  },
];

type Props = Pick<OfficePageProps, 'id' | 'open'> & { api: TransfersApi };

export function TransfersPage({ api, id, open }: Props): ReactNode {
  const intl = useIntl();
  const [status, setStatus] = useState('');
  const [text, setText] = useState('');
  /** Written now: `new` for one that is not there yet. */
  const [edited, setEdited] = useState<TransferAnswer | 'new' | null>(null);
  const list = usePagedList(api.transfers, { status, text });
  if (edited !== null)
    return (
      <TransferForm
        api={api}
        transfer={edited === 'new' ? null : edited.transfer}
        onSaved={({ transfer }) => {
          setEdited(null);
          list.reload();
          open('transfers', transfer.transferId);
        }}
        onLeave={() => setEdited(null)}
      />
    );
  if (id !== null)
    return (
      <TransferView
        key={id}
        api={api}
        transferId={id}
        onEdit={setEdited}
        onLeave={() => {
          list.reload();
          open('transfers');
        }}
      />
    );
  return (
    <div className={`${styles.bench} ${styles.orders}`}>
      <OfficeList
        title="office.transfers.title"
        list={list}
        columns={columns}
        rowKey={({ transferId }) => transferId}
        onOpen={({ transferId }) => open('transfers', transferId)}
        text={text}
        onText={setText}
        choices={[
          {
            name: 'status',
            label: 'office.transfers.status',
            value: status,
            options: transferStatuses.map((value) => ({
              value,
              label: intl.formatMessage({ id: `transfer.status.${value}` }),
            })),
          },
        ]}
        onChoice={(_name, value) => setStatus(value)}
        empty="office.transfers.none"
        note={
          <p className={`${styles.row} ${styles.notes}`}>
            <button type="button" data-main="true" onClick={() => setEdited('new')}>
              <FormattedMessage id="office.transfers.new" />
            </button>
          </p>
        }
      />
    </div>
  );
}
