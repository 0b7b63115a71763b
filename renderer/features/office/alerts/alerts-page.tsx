// What somebody should do something about: the newest first, with the numbers of its cause and what is proposed. Enter opens
// one; thresholds are set beside the list.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { type AlertRow, alertViews } from '../../../../shared/contract/alerts';
import { alertKinds } from '../../../../shared/domain/alert/alert-kinds';
import { Failure } from '../list/failure';
import { type Column, OfficeList } from '../list/office-list';
import { usePagedList } from '../list/use-paged-list';
import type { OfficeFailure } from '../office-api';
import { Tabs } from '../list/tabs';
import type { OfficePageProps } from '../office-place';
import { usePageActions } from '../palette/page-actions';
import { AlertCause } from './alert-cause';
import { AlertThresholds } from './alert-thresholds';
import { AlertView } from './alert-view';
import styles from './alerts.module.css';

const tabs = ['list', 'settings'] as const;

const columns: readonly Column<AlertRow>[] = [
  {
    key: 'kind',
    width: 'minmax(0, 1.2fr)',
    heading: 'office.alerts.kind',
    cell: (row) => (
      <span data-kind={row.kind}>
        <FormattedMessage id={`alert.kind.${row.kind}`} />
      </span>
    ),
  },
  {
    key: 'title',
    width: 'minmax(0, 1.6fr)',
    heading: 'office.alerts.subject',
    cell: (row) => <span title={row.title}>{row.title}</span>,
  },
  {
    key: 'values',
    width: 'minmax(0, 3fr)',
    heading: 'office.alerts.cause',
    cell: (row) => <AlertCause row={row} />,
  },
  {
    key: 'do',
    field: 'measure',
    width: 'minmax(0, 1.6fr)',
    heading: 'office.alerts.do',
    cell: (row) => <FormattedMessage id={`alert.do.${row.kind}`} />,
  },
  { key: 'owner', heading: 'office.alerts.owner', cell: (row) => row.owner ?? '–' },
  {
    key: 'openedAt',
    width: '10rem',
    heading: 'office.alerts.since',
    cell: (row) => <FormattedDate value={row.openedAt} dateStyle="short" timeStyle="short" />,
  },
  {
    key: 'state',
    width: '10rem',
    heading: 'office.alerts.state',
    cell: (row) =>
      row.state === 'snoozed' && row.snoozedUntil ? (
        <FormattedMessage
          id="office.alerts.until-day"
          values={{ until: <FormattedDate value={row.snoozedUntil} dateStyle="short" timeStyle="short" /> }}
        />
      ) : (
        <FormattedMessage id={`alert.state.${row.state}`} />
      ),
  },
];

export function AlertsPage({ api, id, open }: OfficePageProps): ReactNode {
  const [tab, setTab] = useState<(typeof tabs)[number]>('list');
  return (
    <div className={styles.page}>
      <Tabs names={tabs} chosen={tab} words="office.alerts.tab" onChoose={setTab} className={styles.tabs} />
      {tab === 'list' ? <AlertList api={api} id={id} open={open} /> : <AlertThresholds api={api} />}
    </div>
  );
}

function AlertList({ api, id, open }: OfficePageProps): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Record<string, string>>({ state: 'open', kind: '' });
  const [openedId, setOpenedId] = useState<string | null>(id);
  const [isLooking, setLooking] = useState(false);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const list = usePagedList(api.alerts, { text, ...chosen });
  const look = async (): Promise<void> => {
    setLooking(true);
    const got = await api.lookForAlerts();
    setLooking(false);
    setFailure(got.ok ? null : got.failure);
    list.reload();
  };
  usePageActions([{ id: 'alerts-look', label: 'office.alerts.look', run: () => void look() }]);
  return (
    <>
      <OfficeList
        title="office.alerts.title"
        list={list}
        columns={columns}
        rowKey={(row) => row.alertId}
        onOpen={(row) => setOpenedId(row.alertId)}
        text={text}
        onText={setText}
        choices={[
          {
            name: 'state',
            label: 'office.alerts.state',
            value: chosen['state'] ?? '',
            options: alertViews.map((value) => ({
              value,
              label: intl.formatMessage({ id: `alert.state.${value}` }),
            })),
          },
          {
            name: 'kind',
            label: 'office.alerts.kind',
            value: chosen['kind'] ?? '',
            options: alertKinds.map((value) => ({
              value,
              label: intl.formatMessage({ id: `alert.kind.${value}` }),
            })),
          },
        ]}
        onChoice={(name, value) => setChosen((before) => ({ ...before, [name]: value }))}
        empty="office.alerts.empty"
        note={
          <div className={styles.acts}>
            <button type="button" disabled={isLooking} onClick={() => void look()}>
              <FormattedMessage id={isLooking ? 'office.alerts.looking' : 'office.alerts.look'} />
            </button>
            {failure ? <Failure failure={failure} /> : null}
          </div>
        }
      />
      {openedId ? (
        <AlertView
          key={openedId}
          api={api}
          alertId={openedId}
          onChanged={list.reload}
          open={open}
          onClose={() => setOpenedId(null)}
        />
      ) : null}
    </>
  );
}
