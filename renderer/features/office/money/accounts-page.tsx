// Customers who pay later: limit, terms and what each owes. What is granted here holds or lets through the next order on
// account, and the bench never sees it.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { type AccountRow, accountStates } from '../../../../shared/contract/accounts';
import { type Column, OfficeList } from '../list/office-list';
import { useAnswer } from '../list/use-answer';
import { usePagedList } from '../list/use-paged-list';
import type { OfficeApi } from '../office-api';
import type { OfficePageProps } from '../office-place';
import { Amount } from '../orders/orders-page';
import styles from '../workbench/workbench.module.css';
import { AccountForm } from './account-form';
import { Signing } from './signing';
import { useSigned } from './use-signed';

type Api = Pick<OfficeApi, 'accounts' | 'saveAccount' | 'providers'>;

const stateOf = ({ isOpen, overdueMinor, usedMinor, limitMinor }: AccountRow): string =>
  isOpen ? (overdueMinor > 0 ? 'overdue' : usedMinor > limitMinor ? 'over-limit' : 'open') : 'closed';

const columns: readonly Column<AccountRow>[] = [
  { key: 'customerId', heading: 'office.customers.credit.account', cell: (row) => row.customerId },
  { key: 'name', width: 'minmax(0, 2fr)', heading: 'office.accounts.name', cell: (row) => row.name },
  {
    key: 'state',
    field: 'isOpen',
    width: 'minmax(0, 1.4fr)',
    heading: 'office.accounts.state',
    cell: (row) => <FormattedMessage id={`office.accounts.state.${stateOf(row)}`} />,
  },
  {
    key: 'limit',
    heading: 'office.accounts.limit',
    numeric: true,
    cell: (row) => <Amount minor={row.limitMinor} currency={row.currency} />,
  },
  {
    key: 'used',
    heading: 'office.accounts.used',
    numeric: true,
    cell: (row) => <Amount minor={row.usedMinor} currency={row.currency} />,
  },
  {
    key: 'overdue',
    heading: 'office.accounts.overdue',
    numeric: true,
    cell: (row) => <Amount minor={row.overdueMinor} currency={row.currency} />,
  },
  {
    key: 'termsDays',
    heading: 'office.accounts.terms',
    numeric: true,
    cell: (row) => <FormattedMessage id="office.accounts.termsDays" values={{ days: row.termsDays }} />,
  },
];

export function AccountsPage({
  api,
  id,
  open,
}: Pick<OfficePageProps, 'id' | 'open'> & { api: Api }): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState(id ?? '');
  const [state, setState] = useState('');
  const [opened, setOpened] = useState<AccountRow | 'new' | null>(null);
  const signed = useSigned();
  const providers = useAnswer(api.providers);
  const list = usePagedList(api.accounts, { text, state });
  // A customer's page leads here by the customer's number: to the account, or to a new one.
  const [hasCome, setHasCome] = useState(id === null);
  if (!hasCome && !list.loading && list.failure === null) {
    setHasCome(true);
    setOpened(list.rows.find(({ customerId }) => customerId === id) ?? 'new');
  }
  const nobodyTakesIt =
    providers.last && !providers.last.rows.some(({ method, enabled }) => method === 'account' && enabled);
  return (
    <div className={`${styles.bench} ${styles.orders}`} data-opened={opened !== null}>
      <OfficeList
        title="office.accounts.title"
        list={list}
        columns={columns}
        rowKey={(row) => row.customerId}
        onOpen={setOpened}
        text={text}
        onText={setText}
        choices={[
          {
            name: 'state',
            label: 'office.accounts.state',
            value: state,
            options: accountStates.map((value) => ({
              value,
              label: intl.formatMessage({ id: `office.accounts.state.${value}` }),
            })),
          },
        ]}
        onChoice={(_name, value) => setState(value)}
        empty="office.accounts.none"
        note={
          <div className={styles.notes}>
            <p className={styles.row}>
              <button type="button" data-main="true" onClick={() => setOpened('new')}>
                <FormattedMessage id="office.accounts.new" />
              </button>
              {nobodyTakesIt ? <FormattedMessage id="office.accounts.no-provider" /> : null}
            </p>
            <Signing signed={signed} />
          </div>
        }
      />
      {opened ? (
        <AccountForm
          key={opened === 'new' ? 'new' : `${opened.customerId} ${opened.changedAt ?? ''}`}
          row={opened === 'new' ? null : opened}
          customerId={id ?? ''}
          onSave={(customerId, wish) =>
            signed.ask(
              'office.accounts.save',
              (by) => api.saveAccount(customerId, { ...wish, by }),
              (row) => {
                setOpened(row);
                list.reload();
              },
            )
          }
          onOrders={(name) => open('orders', null, { text: name })}
          onLeave={() => setOpened(null)}
        />
      ) : null}
    </div>
  );
}
