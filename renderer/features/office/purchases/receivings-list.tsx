// What came without an order to a supplier: the list, the newest first.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import { type ReceivingRow, receivingStates } from '../../../../shared/contract/receivings';
import { receivingNumber } from '../../../../shared/domain/purchasing/match-receipt';
import { purchaseNumber } from '../../../../shared/domain/purchasing/purchase';
import { type Column, OfficeList } from '../list/office-list';
import { usePagedList } from '../list/use-paged-list';
import type { OfficePageProps } from '../office-place';
import styles from '../workbench/workbench.module.css';
import type { PurchasesApi } from './purchases-page';

/** What the list, and one of it, are called where an order's id stands else. */
export const receivingsId = 'receivings';
const ofOne = 'receiving-';

export function receivingPlace(receivingId: string): string {
  return `${ofOne}${receivingId}`;
}

/** Null for anything else. */
export function receivingOf(id: string | null): string | null {
  return id?.startsWith(ofOne) ? id.slice(ofOne.length) : null;
}

const columns: readonly Column<ReceivingRow>[] = [
  { key: 'number', heading: 'office.receivings.number', cell: ({ number }) => receivingNumber(number) },
  {
    key: 'state',
    heading: 'office.receivings.state',
    cell: ({ state }) => <FormattedMessage id={`receiving.state.${state}`} />,
  },
  {
    key: 'begunAt',
    heading: 'office.receivings.begun',
    cell: ({ begunAt }) => <FormattedDate value={begunAt} dateStyle="medium" timeStyle="short" />,
  },
  { key: 'station', heading: 'office.receivings.station', cell: ({ station }) => station },
  {
    key: 'products',
    heading: 'office.receivings.products',
    numeric: true,
    cell: ({ products }) => <FormattedNumber value={products} />,
  },
  {
    key: 'units',
    heading: 'office.receivings.units',
    numeric: true,
    cell: ({ units }) => <FormattedNumber value={units} />,
  },
  {
    key: 'purchaseNumber',
    heading: 'office.receivings.order',
    width: 'minmax(0, 2fr)',
    cell: ({ purchaseNumber: number, supplier }) =>
      number === null ? '–' : `${purchaseNumber(number)} · ${supplier ?? ''}`,
  },
];

type Props = Pick<OfficePageProps, 'open'> & { api: Pick<PurchasesApi, 'receivings'> };

export function ReceivingsList({ api, open }: Props): ReactNode {
  const intl = useIntl();
  const [state, setState] = useState('');
  const [text, setText] = useState('');
  const list = usePagedList(api.receivings, { state, text });
  return (
    <div className={`${styles.bench} ${styles.orders}`}>
      <OfficeList
        title="office.receivings.title"
        list={list}
        columns={columns}
        rowKey={({ receivingId }) => receivingId}
        onOpen={({ receivingId }) => open('purchases', receivingPlace(receivingId))}
        text={text}
        onText={setText}
        choices={[
          {
            name: 'state',
            label: 'office.receivings.state',
            value: state,
            options: receivingStates.map((value) => ({
              value,
              label: intl.formatMessage({ id: `receiving.state.${value}` }),
            })),
          },
        ]}
        onChoice={(_name, value) => setState(value)}
        empty="office.receivings.none"
        note={
          <p className={`${styles.row} ${styles.notes}`}>
            <button type="button" onClick={() => open('purchases')}>
              <FormattedMessage id="office.receivings.to-orders" />
            </button>
          </p>
        }
      />
    </div>
  );
}
