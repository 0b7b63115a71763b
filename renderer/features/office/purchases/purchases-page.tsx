// Orders to suppliers: the list, a form for a new one, and the page of one.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { PurchasePage as PurchaseAnswer, PurchaseRow } from '../../../../shared/contract/purchasing';
import { purchaseNumber } from '../../../../shared/domain/purchasing/purchase';
import { purchaseStatuses } from '../../../../shared/domain/purchasing/questions';
import { type Column, OfficeList } from '../list/office-list';
import { usePagedList } from '../list/use-paged-list';
import type { OfficeApi } from '../office-api';
import type { OfficePageProps } from '../office-place';
import { Amount } from '../orders/orders-page';
import styles from '../workbench/workbench.module.css';
import { PurchaseForm } from './purchase-form';
import { PurchaseView } from './purchase-view';
import { receivingOf, ReceivingsList, receivingsId } from './receivings-list';
import { ReceivingView } from './receiving-view';

export type PurchasesApi = Pick<
  OfficeApi,
  | 'purchases'
  | 'purchase'
  | 'savePurchase'
  | 'tellPurchase'
  | 'expectLine'
  | 'productAsks'
  | 'saveProductAsks'
  | 'purchaseLetters'
  | 'confirmPurchase'
  | 'floors'
  | 'receivings'
  | 'receiving'
  | 'tellReceiving'
  | 'matchReceiving'
>;

const columns: readonly Column<PurchaseRow>[] = [
  { key: 'number', heading: 'office.purchases.number', cell: ({ number }) => purchaseNumber(number) },
  {
    key: 'status',
    heading: 'office.purchases.status',
    cell: ({ status, isLate }) => (
      <>
        <FormattedMessage id={`purchase.status.${status}`} />
        {isLate ? (
          <>
            {' '}
            <strong>
              <FormattedMessage id="office.purchases.is-late" />
            </strong>
          </>
        ) : null}
      </>
    ),
  },
  {
    key: 'supplier',
    width: 'minmax(0, 2fr)',
    heading: 'office.purchases.supplier',
    cell: ({ supplier, supplierReference }) =>
      supplierReference === '' ? supplier : `${supplier} · ${supplierReference}`,
  },
  {
    key: 'expectedOn',
    heading: 'office.purchases.expected',
    cell: ({ expectedOn }) => <FormattedDate value={expectedOn} dateStyle="medium" timeZone="UTC" />,
  },
  {
    key: 'received',
    heading: 'office.purchases.received',
    numeric: true,
    cell: ({ received, ordered }) => (
      <>
        <FormattedNumber value={received} /> / <FormattedNumber value={ordered} />
      </>
    ),
  },
  {
    key: 'totalMinor',
    heading: 'office.orders.total',
    numeric: true,
    cell: ({ totalMinor, currency }) =>
      totalMinor === null ? '–' : <Amount minor={totalMinor} currency={currency} />,
  },
];

type Props = Pick<OfficePageProps, 'id' | 'open'> & { api: PurchasesApi };

export function PurchasesPage({ api, id, open }: Props): ReactNode {
  const intl = useIntl();
  const [status, setStatus] = useState('');
  const [text, setText] = useState('');
  /** Written now: null for a new one. */
  const [edited, setEdited] = useState<PurchaseAnswer | 'new' | null>(null);
  const list = usePagedList(api.purchases, { status, text });
  if (edited !== null)
    return (
      <PurchaseForm
        api={api}
        purchase={edited === 'new' ? null : edited.purchase}
        onSaved={({ purchase }) => {
          setEdited(null);
          list.reload();
          open('purchases', purchase.purchaseId);
        }}
        onLeave={() => setEdited(null)}
      />
    );
  const receivingId = receivingOf(id);
  if (receivingId !== null)
    return <ReceivingView key={receivingId} api={api} receivingId={receivingId} open={open} />;
  if (id === receivingsId) return <ReceivingsList api={api} open={open} />;
  if (id !== null)
    return (
      <PurchaseView
        key={id}
        api={api}
        purchaseId={id}
        onEdit={setEdited}
        onLeave={() => {
          list.reload();
          open('purchases');
        }}
      />
    );
  return (
    <div className={`${styles.bench} ${styles.orders}`}>
      <OfficeList
        title="office.purchases.title"
        list={list}
        columns={columns}
        rowKey={({ purchaseId }) => purchaseId}
        onOpen={({ purchaseId }) => open('purchases', purchaseId)}
        text={text}
        onText={setText}
        choices={[
          {
            name: 'status',
            label: 'office.purchases.status',
            value: status,
            options: purchaseStatuses.map((value) => ({
              value,
              label: intl.formatMessage({ id: `purchase.status.${value}` }),
            })),
          },
        ]}
        onChoice={(_name, value) => setStatus(value)}
        empty="office.purchases.none"
        note={
          <p className={`${styles.row} ${styles.notes}`}>
            <button type="button" data-main="true" onClick={() => setEdited('new')}>
              <FormattedMessage id="office.purchases.new" />
            </button>{' '}
            <button type="button" onClick={() => open('purchases', receivingsId)}>
              <FormattedMessage id="office.receivings.show" />
            </button>
          </p>
        }
      />
    </div>
  );
}
