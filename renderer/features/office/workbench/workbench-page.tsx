// The routing workbench: the orders whose parcels are not made yet, planned together. What the plan in force costs, what a
// better one would save, applied or taken back; single orders said otherwise; and what would be if.
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { RoutingPlan, Workbench } from '../../../../shared/contract/replan';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import { usePagedList } from '../list/use-paged-list';
import type { Answer, OfficeApi, OfficeFailure, Query } from '../office-api';
import type { OfficePageProps } from '../office-place';
import { NodeLoads } from './node-loads';
import { PlanGroups } from './plan-groups';
import { PlanTotals } from './plan-totals';
import { PoolMap } from './pool-map';
import { PoolOrders } from './pool-orders';
import { WhatIfForm } from './what-if-form';
import styles from './workbench.module.css';

export type WorkbenchApi = Pick<
  OfficeApi,
  | 'workbench'
  | 'beginPlan'
  | 'plan'
  | 'cancelPlan'
  | 'planOrders'
  | 'applyPlan'
  | 'undoPlan'
  | 'overrideOrders'
  | 'releaseGathered'
  | 'orderRoute'
  | 'routeOrder'
>;

const tabs = ['plan', 'orders', 'what-if'] as const;
const askEveryMs = 4_000;
const askSoonMs = 500;

export function WorkbenchPage({
  api,
  open,
}: Pick<OfficePageProps, 'open'> & { api: WorkbenchApi }): ReactNode {
  const [tab, setTab] = useState<(typeof tabs)[number]>('plan');
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [isBusy, setBusy] = useState(false);
  /** The plan a person asked for, until another is the newest; a what-if is only here. */
  const [asked, setAsked] = useState<RoutingPlan | null>(null);
  const { answer, last, askAgain } = useAnswer(api.workbench, askEveryMs);
  const isUnderWay = asked?.state === 'planning';
  const askedId = asked?.planId ?? null;
  useEffect(() => {
    if (!isUnderWay || askedId === null) return undefined;
    const timer = setInterval(() => {
      void api.plan(askedId).then((got) => {
        if (got.ok) setAsked(got.value);
      });
    }, askSoonMs);
    return () => clearInterval(timer);
  }, [api, isUnderWay, askedId]);

  const take = (got: Answer<RoutingPlan>): void => {
    setBusy(false);
    setFailure(got.ok ? null : got.failure);
    if (got.ok) setAsked(got.value);
    askAgain();
  };
  const act = (run: Promise<Answer<RoutingPlan>>): void => {
    setBusy(true);
    void run.then(take);
  };
  const underWay = isUnderWay ? asked : (last?.underWay ?? null);
  const isShown = asked !== null && (asked.state === 'planning' || asked.plan !== null);
  const shown = isShown && asked.plan ? asked : (last?.newest ?? null);
  const isWhatIf = shown?.kind === 'what-if';
  return (
    <div className={styles.bench}>
      <Head
        last={last}
        shown={shown}
        underWay={underWay}
        isBusy={isBusy}
        onPlan={() => act(api.beginPlan({}))}
        onStop={(planId) => act(api.cancelPlan(planId))}
        onRelease={() => {
          void api.releaseGathered().then((got) => {
            setFailure(got.ok ? null : got.failure);
            askAgain();
          });
        }}
      />
      <div>
        <nav className={styles.row}>
          {tabs.map((name) => (
            <button
              key={name}
              type="button"
              aria-current={tab === name ? 'page' : undefined}
              onClick={() => setTab(name)}
            >
              <FormattedMessage id={`office.workbench.tab.${name}`} />
            </button>
          ))}
          {isWhatIf ? (
            <>
              <output>
                <FormattedMessage id="office.workbench.is-what-if" />
              </output>
              <button type="button" onClick={() => setAsked(null)}>
                <FormattedMessage id="office.workbench.leave-what-if" />
              </button>
            </>
          ) : null}
        </nav>
        {failure ? <Failure failure={failure} /> : null}
        {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      </div>
      {tab === 'what-if' ? (
        <Parts name={tab}>
          <WhatIfForm nodes={last?.nodes ?? []} onAsk={(whatIf) => act(api.beginPlan({ whatIf }))} />
          {shown?.plan && isWhatIf ? (
            <>
              <PlanTotals plan={shown.plan} />
              <NodeLoads plan={shown.plan} nodes={last?.nodes ?? []} />
            </>
          ) : null}
        </Parts>
      ) : null}
      {tab === 'plan' ? (
        shown?.plan && last ? (
          <Parts name={tab}>
            <PlanTotals plan={shown.plan} />
            <PlanGroups
              plan={shown.plan}
              isWhatIf={isWhatIf}
              isBusy={isBusy}
              onApply={(groups) => act(api.applyPlan(shown.planId, groups))}
              onUndo={(groups) => act(api.undoPlan(shown.planId, groups))}
            />
            <NodeLoads plan={shown.plan} nodes={last.nodes} />
            <MapOfPlan key={shown.planId} api={api} planId={shown.planId} nodes={last.nodes} />
          </Parts>
        ) : (
          <p>
            <FormattedMessage id="office.workbench.none" />
          </p>
        )
      ) : null}
      {tab === 'orders' && shown?.plan && last ? (
        <PoolOrders
          api={api}
          planId={shown.planId}
          currency={shown.plan.currency}
          nodes={last.nodes}
          onSaid={askAgain}
          onOpenOrder={(orderId) => open('orders', orderId)}
        />
      ) : null}
    </div>
  );
}

/** As many orders as a map can show. */
function MapOfPlan({
  api,
  planId,
  nodes,
}: {
  api: Pick<OfficeApi, 'planOrders'>;
  planId: string;
  nodes: Workbench['nodes'];
}): ReactNode {
  const load = useCallback((query: Query) => api.planOrders(planId, { ...query, limit: 400 }), [api, planId]);
  const list = usePagedList(load, {});
  return <PoolMap rows={list.rows} nodes={nodes} />;
}

type HeadProps = {
  last: Workbench | null;
  shown: RoutingPlan | null;
  underWay: RoutingPlan | null;
  isBusy: boolean;
  onPlan: () => void;
  onStop: (planId: string) => void;
  onRelease: () => void;
};

function Head({ last, shown, underWay, isBusy, onPlan, onStop, onRelease }: HeadProps): ReactNode {
  const intl = useIntl();
  return (
    <header className={styles.head}>
      <h1>
        <FormattedMessage id="office.workbench.title" />
      </h1>
      {underWay ? (
        <>
          <progress
            aria-label={intl.formatMessage({ id: 'office.workbench.under-way' })}
            value={underWay.progress}
            max={1}
          />
          <span>
            <FormattedMessage
              id="office.workbench.progress"
              values={{ share: <FormattedNumber value={underWay.progress} style="percent" /> }}
            />
          </span>
          <button type="button" onClick={() => onStop(underWay.planId)}>
            <FormattedMessage id="office.workbench.stop" />
          </button>
        </>
      ) : (
        <button type="button" data-main="true" disabled={isBusy} onClick={onPlan}>
          <FormattedMessage id="office.workbench.plan-now" />
        </button>
      )}
      {shown?.plan ? (
        <span>
          <FormattedMessage
            id={`office.workbench.made.${shown.cause}`}
            values={{
              orders: shown.plan.orders,
              at: <FormattedDate value={shown.startedAt} dateStyle="short" timeStyle="short" />,
            }}
          />
          {shown.plan.isCut ? (
            <>
              {' '}
              <FormattedMessage id="office.workbench.cut" />
            </>
          ) : null}
        </span>
      ) : null}
      {last && last.gathering.orders > 0 ? (
        <>
          <span>
            <FormattedMessage
              id="office.workbench.gathering"
              values={{
                orders: last.gathering.orders,
                next: last.gathering.nextAt ? (
                  <FormattedDate value={last.gathering.nextAt} timeStyle="short" />
                ) : (
                  '–'
                ),
              }}
            />
          </span>
          <button type="button" onClick={onRelease}>
            <FormattedMessage id="office.workbench.release" />
          </button>
        </>
      ) : null}
    </header>
  );
}

/** Longer than the screen at times: who has no mouse scrolls it once it has the focus. */
function Parts({ name, children }: { name: 'plan' | 'what-if'; children: ReactNode }): ReactNode {
  const intl = useIntl();
  return (
    <section
      className={styles.parts}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- axe: scrollable-region-focusable
      tabIndex={0}
      aria-label={intl.formatMessage({ id: `office.workbench.tab.${name}` })}
    >
      {children}
    </section>
  );
}
