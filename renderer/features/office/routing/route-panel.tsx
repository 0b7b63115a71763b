// Why an order ships from where it does: what was chosen, what else was weighed and what each would have cost, on a small
// map and in a table. Whoever knows better chooses another row; what is in a parcel already stays there.
import { type FormEvent, type ReactNode, useCallback, useRef, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { RoutePage } from '../../../../shared/contract/routing';
import { costPartNames, type SourcingPlan } from '../../../../shared/domain/routing/sourcing';
import { Failure } from '../list/failure';
import styles from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { Amount } from '../orders/orders-page';
import { RouteMap } from './route-map';
import { useAnswer } from '../list/use-answer';

type Props = { api: Pick<OfficeApi, 'orderRoute' | 'routeOrder'>; orderId: string; onChanged: () => void };

export function RoutePanel({ api, orderId, onChanged }: Props): ReactNode {
  const load = useCallback(() => api.orderRoute(orderId), [api, orderId]);
  const { answer, last, askAgain } = useAnswer(load);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const lastSaid = useRef<Promise<unknown>>(Promise.resolve());
  /** One behind the other: what was said last is what holds. */
  const say = (warehouseIds: readonly string[] | null, reason: string): Promise<void> => {
    const said = lastSaid.current.then(() => tell(warehouseIds, reason));
    lastSaid.current = said.catch(() => undefined);
    return said;
  };
  const tell = async (warehouseIds: readonly string[] | null, reason: string): Promise<void> => {
    const override = warehouseIds && { warehouseIds: warehouseIds as [], reason };
    const told = await api.routeOrder(orderId, override);
    setFailure(told.ok ? null : told.failure);
    if (!told.ok) return;
    askAgain();
    onChanged();
  };
  return (
    <section aria-labelledby="route">
      <h2 id="route">
        <FormattedMessage id="office.route.title" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last && last.route === null ? (
        <p>
          <FormattedMessage id="office.route.none" />
        </p>
      ) : null}
      {last?.override ? (
        <p>
          <FormattedMessage
            id="office.route.said"
            values={{
              places: namesOf(last, last.override.warehouseIds),
              reason: last.override.reason,
            }}
          />{' '}
          <button type="button" onClick={() => void say(null, '')}>
            <FormattedMessage id="office.route.unsay" />
          </button>
        </p>
      ) : null}
      {last?.route ? <Choice page={last} route={last.route} /> : null}
      {last ? <SayForm page={last} onSay={say} /> : null}
    </section>
  );
}

const namesOf = ({ nodes }: RoutePage, nodeIds: readonly string[]): string =>
  nodeIds.map((id) => nodes.find(({ nodeId }) => nodeId === id)?.name ?? id).join(' + ');

function Choice({ page, route }: { page: RoutePage; route: NonNullable<RoutePage['route']> }): ReactNode {
  const { chosen, alternatives, because, short, proven } = route.decision;
  const plans = [...(chosen ? [chosen] : []), ...alternatives];
  const { aheadBy, through } = because;
  return (
    <>
      <p>
        {chosen ? (
          <FormattedMessage
            id={`office.route.because.${because.reason}`}
            values={{
              places: namesOf(page, nodesOf(chosen)),
              ahead: aheadBy === null ? '' : <Amount minor={Math.round(aheadBy)} currency={route.currency} />,
              part: through ? <FormattedMessage id={`office.route.part.${through}`} /> : '',
            }}
          />
        ) : (
          <FormattedMessage id="office.route.nowhere" />
        )}{' '}
        {proven || route.together ? null : <FormattedMessage id="office.route.unproven" />}
        {route.together ? (
          <FormattedMessage
            id="office.route.together"
            values={{
              orders: route.together.orders,
              saving: <Amount minor={route.together.savingMinor} currency={route.currency} />,
            }}
          />
        ) : null}
      </p>
      {short.length > 0 ? (
        <p>
          <FormattedMessage
            id="office.route.short"
            values={{ list: short.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(', ') }}
          />
        </p>
      ) : null}
      {route.bans.length > 0 ? (
        <p>
          <FormattedMessage
            id="office.route.banned"
            values={{
              list: route.bans
                .map(({ nodeId, sku, ruleId }) => `${sku} – ${namesOf(page, [nodeId])} (${ruleId})`)
                .join(', '),
            }}
          />
        </p>
      ) : null}
      <RouteMap page={page} chosen={chosen ? nodesOf(chosen) : []} />
      {plans.length > 0 ? (
        <div className={styles.scroll}>
          <table className={styles.grid}>
            <thead>
              <tr>
                <th scope="col">
                  <FormattedMessage id="office.route.from" />
                </th>
                <th scope="col">
                  <FormattedMessage id="office.route.service" />
                </th>
                <th scope="col" className={styles.numeric}>
                  <FormattedMessage id="office.route.distance" />
                </th>
                {costPartNames.map((part) => (
                  <th key={part} scope="col" className={styles.numeric}>
                    <FormattedMessage id={`office.route.part.${part}`} />
                  </th>
                ))}
                <th scope="col" className={styles.numeric}>
                  <FormattedMessage id="office.route.total" />
                </th>
              </tr>
            </thead>
            <tbody>
              {plans.map((plan, at) => (
                <PlanRow
                  key={nodesOf(plan).join('+')}
                  plan={plan}
                  name={namesOf(page, nodesOf(plan))}
                  currency={route.currency}
                  isChosen={at === 0 && chosen !== null}
                />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </>
  );
}

const nodesOf = (plan: SourcingPlan): string[] => plan.shipments.map(({ nodeId }) => nodeId);

function PlanRow({
  plan,
  name,
  currency,
  isChosen,
}: {
  plan: SourcingPlan;
  name: string;
  currency: string;
  isChosen: boolean;
}): ReactNode {
  return (
    <tr aria-current={isChosen ? 'true' : undefined}>
      <th scope="row">
        {isChosen ? '✓ ' : ''}
        {name}
      </th>
      <td>
        {plan.shipments.map(({ nodeId, quote }) => (
          <QuoteWords key={nodeId} quote={quote} />
        ))}
      </td>
      <td className={styles.numeric}>
        <FormattedNumber
          value={plan.shipments.reduce((sum, { distanceKm }) => sum + distanceKm, 0)}
          style="unit"
          unit="kilometer"
          maximumFractionDigits={0}
        />
      </td>
      {[...costPartNames.map((part) => plan.parts[part]), plan.score].map((minor, at) => (
        <td key={costPartNames[at] ?? 'total'} className={styles.numeric}>
          <Amount minor={Math.round(minor)} currency={currency} />
        </td>
      ))}
    </tr>
  );
}

function QuoteWords({ quote }: { quote: SourcingPlan['shipments'][number]['quote'] }): ReactNode {
  return (
    <div>
      {`${quote.carrierId} ${quote.serviceId}`}
      <br />
      <small>
        <FormattedMessage id={`office.route.priced.${quote.pricedBy ?? 'tariff'}`} />
        {', '}
        <FormattedMessage id="office.route.arrives" values={{ days: quote.lateDays }} />
      </small>
    </div>
  );
}

function SayForm({
  page,
  onSay,
}: {
  page: RoutePage;
  onSay: (warehouseIds: readonly string[], reason: string) => Promise<void>;
}): ReactNode {
  const intl = useIntl();
  const [nodeId, setNodeId] = useState('');
  const [reason, setReason] = useState('');
  if (page.nodes.length < 2) return null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void onSay([nodeId], reason.trim());
  };
  return (
    <form className={styles.filters} onSubmit={submit}>
      <select
        aria-label={intl.formatMessage({ id: 'office.route.say' })}
        value={nodeId}
        required
        onChange={(event) => setNodeId(event.target.value)}
      >
        <option value="">{intl.formatMessage({ id: 'office.route.say' })}</option>
        {page.nodes.map((node) => (
          <option key={node.nodeId} value={node.nodeId}>
            {node.name}
          </option>
        ))}
      </select>
      <input
        aria-label={intl.formatMessage({ id: 'office.route.reason' })}
        placeholder={intl.formatMessage({ id: 'office.route.reason' })}
        value={reason}
        maxLength={200}
        required
        onChange={(event) => setReason(event.target.value)}
      />
      <button type="submit">
        <FormattedMessage id="office.route.sayIt" />
      </button>
    </form>
  );
}
