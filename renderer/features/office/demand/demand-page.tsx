// Demand: what is expected of every product, the most first, the run that made it, the page of one product, and what became of
// what people said instead.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import { type DemandRow, demandPatterns } from '../../../../shared/contract/demand';
import { type Column, OfficeList } from '../list/office-list';
import { Tabs } from '../list/tabs';
import { usePagedList } from '../list/use-paged-list';
import type { OfficeApi } from '../office-api';
import type { OfficePageProps } from '../office-place';
import bench from '../workbench/workbench.module.css';
import styles from './demand.module.css';
import { DemandView } from './demand-view';
import { OverridesPart } from './overrides-part';
import { RunPanel } from './run-panel';

export type DemandApi = Pick<
  OfficeApi,
  | 'demand'
  | 'demandOf'
  | 'forecastOverrides'
  | 'newestForecastRun'
  | 'beginForecastRun'
  | 'stopForecastRun'
  | 'addOverride'
  | 'removeOverride'
  | 'addDemandMark'
  | 'removeDemandMark'
  | 'setLike'
>;

const tabs = ['products', 'overrides'] as const;

const units = (value: number): ReactNode => <FormattedNumber value={value} maximumFractionDigits={1} />;

const columns: readonly Column<DemandRow>[] = [
  { key: 'sku', heading: 'office.demand.sku', cell: ({ sku }) => sku },
  { key: 'name', width: 'minmax(0, 2fr)', heading: 'office.demand.name', cell: ({ name }) => name },
  {
    key: 'pattern',
    heading: 'office.demand.pattern',
    cell: ({ pattern }) => <FormattedMessage id={`demand.pattern.${pattern}`} />,
  },
  {
    key: 'method',
    heading: 'office.demand.method',
    cell: ({ method }) => <FormattedMessage id={`demand.method.${method}`} />,
  },
  {
    key: 'lastMonth',
    heading: 'office.demand.last-month',
    numeric: true,
    cell: ({ lastMonth }) => units(lastMonth),
  },
  {
    key: 'nextMonth',
    heading: 'office.demand.next-month',
    numeric: true,
    cell: ({ nextMonth, overridden }) => (
      <>
        {units(nextMonth)}
        {overridden ? (
          <>
            {' '}
            <FormattedMessage id="office.demand.overridden" />
          </>
        ) : null}
      </>
    ),
  },
  {
    key: 'mase',
    heading: 'office.demand.mase',
    numeric: true,
    cell: ({ mase }) => (mase === null ? '–' : <FormattedNumber value={mase} maximumFractionDigits={2} />),
  },
];

type Props = Pick<OfficePageProps, 'id' | 'open'> & { api: DemandApi };

export function DemandPage({ api, id, open }: Props): ReactNode {
  const [tab, setTab] = useState<(typeof tabs)[number]>('products');
  if (id !== null) return <DemandView key={id} api={api} sku={id} onLeave={() => open('demand')} />;
  return (
    <div className={styles.parts}>
      <Tabs names={tabs} chosen={tab} words="office.demand.tab" onChoose={setTab} className={styles.tabs} />
      {tab === 'products' ? (
        <Products api={api} open={open} />
      ) : (
        <div className={styles.rest}>
          <OverridesPart api={api} open={open} />
        </div>
      )}
    </div>
  );
}

function Products({ api, open }: Omit<Props, 'id'>): ReactNode {
  const intl = useIntl();
  const [pattern, setPattern] = useState('');
  const [text, setText] = useState('');
  const list = usePagedList(api.demand, { pattern, text });
  return (
    <div className={`${bench.bench} ${bench.orders}`}>
      <OfficeList
        title="office.demand.title"
        list={list}
        columns={columns}
        rowKey={({ sku }) => sku}
        onOpen={({ sku }) => open('demand', sku)}
        text={text}
        onText={setText}
        choices={[
          {
            name: 'pattern',
            label: 'office.demand.pattern',
            value: pattern,
            options: demandPatterns.map((value) => ({
              value,
              label: intl.formatMessage({ id: `demand.pattern.${value}` }),
            })),
          },
        ]}
        onChoice={(_name, value) => setPattern(value)}
        empty="office.demand.none"
        note={
          <RunPanel
            words="office.demand"
            newest={api.newestForecastRun}
            begin={api.beginForecastRun}
            stop={api.stopForecastRun}
            onEnded={list.reload}
          />
        }
      />
    </div>
  );
}
