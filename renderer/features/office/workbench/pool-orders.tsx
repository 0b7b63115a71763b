// The orders of a plan in their turn: what each costs now, by the proposal and from the nearest, and what is at risk. Enter
// opens one with everything that was weighed; a person says from where for one or for many at once, or leaves it to the
// cost again.
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { PoolOrderRow, Workbench } from '../../../../shared/contract/replan';
import type { SourcingPlan } from '../../../../shared/domain/routing/sourcing';
import { Failure } from '../list/failure';
import { type Column, OfficeList } from '../list/office-list';
import { usePagedList } from '../list/use-paged-list';
import type { OfficeApi, OfficeFailure, Query } from '../office-api';
import { Amount } from '../orders/orders-page';
import { RoutePanel } from '../routing/route-panel';
import { SayMany } from './say-many';
import styles from './workbench.module.css';

const filters = ['at-risk', 'changes', 'pinned', 'split'] as const;

type Props = {
  api: Pick<OfficeApi, 'planOrders' | 'overrideOrders' | 'orderRoute' | 'routeOrder'>;
  planId: string;
  currency: string;
  nodes: Workbench['nodes'];
  /** What was said changes the next plan. */
  onSaid: () => void;
  onOpenOrder: (orderId: string) => void;
};

export function PoolOrders({ api, planId, currency, nodes, onSaid, onOpenOrder }: Props): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [only, setOnly] = useState('');
  const [marked, setMarked] = useState<ReadonlyMap<string, PoolOrderRow>>(new Map());
  const [opened, setOpened] = useState<PoolOrderRow | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const load = useCallback((query: Query) => api.planOrders(planId, query), [api, planId]);
  const list = usePagedList(load, { text, only });
  const columns = useMemo(
    () =>
      columnsOf(nodes, currency, marked, (row) =>
        setMarked((before) => {
          const after = new Map(before);
          if (!after.delete(row.orderId)) after.set(row.orderId, row);
          return after;
        }),
      ),
    [nodes, currency, marked],
  );
  return (
    <div className={styles.orders} data-opened={opened !== null}>
      <OfficeList
        title="office.workbench.orders"
        list={list}
        columns={columns}
        rowKey={(row) => row.orderId}
        onOpen={setOpened}
        text={text}
        onText={setText}
        choices={[
          {
            name: 'only',
            label: 'office.workbench.only',
            value: only,
            options: filters.map((value) => ({
              value,
              label: intl.formatMessage({ id: `office.workbench.only.${value}` }),
            })),
          },
        ]}
        onChoice={(_name, value) => setOnly(value)}
        empty="office.workbench.no-orders"
        note={
          <>
            {failure ? <Failure failure={failure} /> : null}
            <SayMany
              nodes={nodes}
              marked={[...marked.values()]}
              seen={list.rows}
              onMark={(rows) => setMarked(new Map(rows.map((row) => [row.orderId, row])))}
              onSay={async (wish) => {
                const answer = await api.overrideOrders(wish);
                setFailure(answer.ok ? null : answer.failure);
                if (!answer.ok) return null;
                setMarked(new Map());
                list.reload();
                onSaid();
                return answer.value;
              }}
            />
          </>
        }
      />
      {opened ? (
        <section className={styles.opened} aria-label={opened.number}>
          <p className={styles.row}>
            <strong>{opened.number}</strong>
            <button type="button" onClick={() => onOpenOrder(opened.orderId)}>
              <FormattedMessage id="office.workbench.open-order" />
            </button>
            <button type="button" onClick={() => setOpened(null)}>
              <FormattedMessage id="office.workbench.close" />
            </button>
          </p>
          <RoutePanel
            api={api}
            orderId={opened.orderId}
            onChanged={() => {
              list.reload();
              onSaid();
            }}
          />
        </section>
      ) : null}
    </div>
  );
}

export const placesOf = (plan: SourcingPlan | null, nodes: Workbench['nodes']): string =>
  plan === null
    ? '–'
    : plan.shipments
        .map(({ nodeId }) => nodes.find((node) => node.nodeId === nodeId)?.name ?? nodeId)
        .join(' + ');

function columnsOf(
  nodes: Workbench['nodes'],
  currency: string,
  marked: ReadonlyMap<string, PoolOrderRow>,
  onMark: (row: PoolOrderRow) => void,
): Column<PoolOrderRow>[] {
  const money = (minor: number | null): ReactNode =>
    minor === null ? '–' : <Amount minor={Math.round(minor)} currency={currency} />;
  return [
    {
      key: 'mark',
      width: '4rem',
      heading: 'office.workbench.mark',
      cell: (row) => <Mark row={row} isMarked={marked.has(row.orderId)} onMark={onMark} />,
    },
    { key: 'number', width: 'minmax(0, 1.2fr)', heading: 'office.orders.number', cell: (row) => row.number },
    {
      key: 'to',
      width: 'minmax(0, 1.6fr)',
      heading: 'office.workbench.to',
      cell: (row) => `${row.city}, ${row.countryCode}${row.priority === 'vip' ? ' ★' : ''}`,
    },
    {
      key: 'risk',
      width: 'minmax(0, 1.4fr)',
      heading: 'office.workbench.risk',
      cell: (row) => (
        <>
          {row.risk === null ? (
            '–'
          ) : (
            <FormattedMessage id={`office.workbench.risk.${row.risk}`} values={{ units: row.lacks }} />
          )}
          {row.isPinned ? (
            <>
              {' · '}
              <FormattedMessage id="office.workbench.pinned" />
            </>
          ) : null}
        </>
      ),
    },
    {
      key: 'now',
      width: 'minmax(0, 1.8fr)',
      heading: 'office.workbench.kind.inForce',
      cell: (row) => placesOf(row.inForce, nodes),
    },
    {
      key: 'costNow',
      numeric: true,
      heading: 'office.workbench.cost',
      cell: (row) => money(row.inForce?.score ?? null),
    },
    {
      key: 'then',
      width: 'minmax(0, 1.8fr)',
      heading: 'office.workbench.kind.proposed',
      cell: (row) => (row.groupNo === null ? '=' : `${placesOf(row.proposed, nodes)} (${row.groupNo + 1})`),
    },
    {
      key: 'costThen',
      numeric: true,
      heading: 'office.workbench.costThen',
      cell: (row) => (row.groupNo === null ? '=' : money(row.proposed?.score ?? null)),
    },
    {
      key: 'nearest',
      numeric: true,
      heading: 'office.workbench.nearest',
      cell: (row) => money(row.nearestMinor),
    },
  ];
}

function Mark({
  row,
  isMarked,
  onMark,
}: {
  row: PoolOrderRow;
  isMarked: boolean;
  onMark: (row: PoolOrderRow) => void;
}): ReactNode {
  const intl = useIntl();
  return (
    <input
      type="checkbox"
      aria-label={intl.formatMessage({ id: 'office.workbench.mark-one' }, { number: row.number })}
      checked={isMarked}
      onChange={() => onMark(row)}
      onKeyDown={(event) => event.stopPropagation()}
    />
  );
}
