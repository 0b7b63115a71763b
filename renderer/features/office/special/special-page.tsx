// The watch list of the retention team: special orders, late first, live. Enter opens one with what can be done about it; a
// scan of a tag finds its order. Kinds and rules are set beside it.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { SpecialRow } from '../../../../shared/contract/special';
import { specialCodeForPeople } from '../../../../shared/domain/special/special-code';
import { specialCodeIn } from '../../../../shared/domain/special/special-code-in';
import { riskLevels } from '../../../../shared/domain/special/special-risk';
import { watchStates } from '../../../../shared/domain/special/watch';
import { inLanguage, SpecialChips } from '../../../ui/special-chip';
import { type Column, OfficeList } from '../list/office-list';
import { useAnswer } from '../list/use-answer';
import { usePagedList } from '../list/use-paged-list';
import { Tabs } from '../list/tabs';
import type { OfficePageProps } from '../office-place';
import { usePageScans } from '../page-scans';
import styles from './special.module.css';
import { RiskWords } from './risk-words';
import { SpecialSettings } from './special-settings';
import { SpecialView } from './special-view';

const tabs = ['list', 'settings'] as const;

const columns: readonly Column<SpecialRow>[] = [
  {
    key: 'kinds',
    width: 'minmax(0, 1.6fr)',
    heading: 'office.special.kind',
    cell: (row) => <SpecialChips kinds={row.kinds} />,
  },
  {
    key: 'code',
    width: '8rem',
    heading: 'office.special.code',
    cell: (row) => <code>{specialCodeForPeople(row.code)}</code>,
  },
  { key: 'number', width: '8rem', heading: 'office.orders.number', cell: (row) => row.number },
  {
    key: 'customer',
    width: 'minmax(0, 1.4fr)',
    heading: 'office.orders.customer',
    cell: (row) => row.customer,
  },
  {
    key: 'promise',
    width: '8rem',
    heading: 'office.special.promise',
    cell: (row) =>
      row.promise ? <FormattedDate value={row.promise} dateStyle="medium" timeZone="UTC" /> : '–',
  },
  {
    key: 'where',
    width: 'minmax(0, 1.4fr)',
    heading: 'office.special.where',
    cell: (row) => (
      <>
        <FormattedMessage id={`special.where.${row.where}`} />
        {row.at ? ` · ${row.at}` : null}
      </>
    ),
  },
  {
    key: 'risk',
    width: 'minmax(0, 1.6fr)',
    heading: 'office.special.risk',
    cell: (row) => <RiskWords row={row} />,
  },
  { key: 'owner', heading: 'office.special.owner', cell: (row) => row.owner ?? '–' },
  {
    key: 'note',
    width: 'minmax(0, 1.6fr)',
    heading: 'office.special.last',
    cell: (row) => <span title={row.lastCall?.text}>{row.lastCall?.text ?? '–'}</span>,
  },
];

export function SpecialPage({ api, id, open }: OfficePageProps): ReactNode {
  const [tab, setTab] = useState<(typeof tabs)[number]>('list');
  return (
    <div className={styles.page}>
      <Tabs names={tabs} chosen={tab} words="office.special.tab" onChoose={setTab} className={styles.tabs} />
      {tab === 'list' ? <WatchList api={api} id={id} open={open} /> : <SpecialSettings api={api} />}
    </div>
  );
}

function WatchList({ api, id, open }: OfficePageProps): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [owner, setOwner] = useState('');
  const [chosen, setChosen] = useState<Record<string, string>>({ state: 'watched', kindId: '', risk: '' });
  const [openedId, setOpenedId] = useState<string | null>(id);
  const list = usePagedList(api.special, { text, owner, ...chosen });
  const settings = useAnswer(api.specialSettings);
  usePageScans((scanned) => {
    const code = specialCodeIn(scanned);
    setText(code === null ? scanned : specialCodeForPeople(code));
    setChosen((before) => ({ ...before, state: '' }));
  });
  const option = (prefix: string) => (value: string) => ({
    value,
    label: intl.formatMessage({ id: `${prefix}.${value}` }),
  });
  return (
    <>
      <OfficeList
        title="office.special.title"
        list={list}
        columns={columns}
        rowKey={(row) => row.orderId}
        onOpen={(row) => setOpenedId(row.orderId)}
        text={text}
        onText={setText}
        choices={[
          {
            name: 'state',
            label: 'office.special.state',
            value: chosen['state'] ?? '',
            options: watchStates.map(option('special.state')),
          },
          {
            name: 'kindId',
            label: 'office.special.kind',
            value: chosen['kindId'] ?? '',
            options: (settings.last?.kinds ?? []).map(({ kindId, names }) => ({
              value: kindId,
              label: inLanguage(intl, names),
            })),
          },
          {
            name: 'risk',
            label: 'office.special.risk',
            value: chosen['risk'] ?? '',
            options: riskLevels.map(option('special.risk')),
          },
        ]}
        onChoice={(name, value) => setChosen({ ...chosen, [name]: value })}
        empty="office.special.empty"
        note={
          <label className={styles.owner}>
            <FormattedMessage id="office.special.owner" />{' '}
            <input value={owner} maxLength={80} onChange={({ target }) => setOwner(target.value)} />
          </label>
        }
      />
      {openedId ? (
        <SpecialView
          api={api}
          orderId={openedId}
          onChanged={list.reload}
          onOrder={() => open('orders', openedId)}
          onClose={() => setOpenedId(null)}
        />
      ) : null}
    </>
  );
}
