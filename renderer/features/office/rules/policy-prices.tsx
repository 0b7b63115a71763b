// The prices that routing weighs by and how the orders that wait are planned, for the company and for each warehouse. Amounts
// are typed in minor units of the carriers' currency, as they are weighed.
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Workbench } from '../../../../shared/contract/replan';
import type { WarehouseId } from '../../../../shared/domain/ids';
import {
  type NodePolicy,
  nodeKinds,
  nodePolicyOf,
  replanModes,
  type RoutingPolicy,
} from '../../../../shared/domain/routing/policy';
import styles from '../workbench/workbench.module.css';

type Props = { policy: RoutingPolicy; nodes: Workbench['nodes']; onChange: (policy: RoutingPolicy) => void };

const amounts = [
  'splitMinor',
  'lateMinorPerDay',
  'promiseDays',
  'gatherMinutes',
  'leastSavingMinor',
] as const;
const limits = { splitMinor: 0, lateMinorPerDay: 0, promiseDays: 1, gatherMinutes: 0, leastSavingMinor: 0 };
const nodeAmounts = ['handlingMinorPerUnit', 'fullDayMinor', 'abroadMinor', 'minorPer100Km'] as const;

export function PolicyPrices({ policy, nodes, onChange }: Props): ReactNode {
  const intl = useIntl();
  const { scarcity } = policy;
  const changeNode = (nodeId: string, change: Partial<NodePolicy>): void => {
    const warehouseId = nodeId as WarehouseId;
    const node = { ...nodePolicyOf(policy, nodeId), warehouseId, ...change };
    const others = policy.nodes.filter((each) => each.warehouseId !== warehouseId);
    onChange({ ...policy, nodes: [...others, node] });
  };
  return (
    <section className={styles.part} aria-labelledby="policy-prices">
      <h2 id="policy-prices">
        <FormattedMessage id="office.rules.prices" />
      </h2>
      <fieldset className={styles.fields}>
        {amounts.map((name) => (
          <label key={name}>
            <FormattedMessage id={`office.rules.price.${name}`} />
            <input
              type="number"
              min={limits[name]}
              value={policy[name]}
              onChange={({ target }) => onChange({ ...policy, [name]: whole(target.value, limits[name]) })}
            />
          </label>
        ))}
        <label>
          <FormattedMessage id="office.rules.replan" />
          <select
            value={policy.replan}
            onChange={({ target }) =>
              onChange({ ...policy, replan: target.value as RoutingPolicy['replan'] })
            }
          >
            {replanModes.map((mode) => (
              <option key={mode} value={mode}>
                {intl.formatMessage({ id: `office.rules.replan.${mode}` })}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input
            type="checkbox"
            checked={scarcity.isOn}
            onChange={() => onChange({ ...policy, scarcity: { ...scarcity, isOn: !scarcity.isOn } })}
          />
          <FormattedMessage id="office.rules.scarcity" />
        </label>
        {scarcity.isOn ? (
          <label>
            <FormattedMessage id="office.rules.horizon" />
            <input
              type="number"
              min={1}
              max={60}
              value={scarcity.horizonDays}
              onChange={({ target }) =>
                onChange({
                  ...policy,
                  scarcity: { ...scarcity, horizonDays: Math.min(60, whole(target.value, 1)) },
                })
              }
            />
          </label>
        ) : null}
      </fieldset>
      {nodes.map(({ nodeId, name }) => {
        const node = nodePolicyOf(policy, nodeId);
        return (
          <fieldset key={nodeId} className={styles.fields}>
            <legend>
              <strong>{name}</strong>
            </legend>
            <label>
              <FormattedMessage id="office.rules.node.kind" />
              <select
                value={node.kind}
                onChange={({ target }) => changeNode(nodeId, { kind: target.value as NodePolicy['kind'] })}
              >
                {nodeKinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {intl.formatMessage({ id: `office.rules.kind.${kind}` })}
                  </option>
                ))}
              </select>
            </label>
            <label>
              <FormattedMessage id="office.rules.node.shipmentsPerDay" />
              <input
                type="number"
                min={1}
                value={node.shipmentsPerDay ?? ''}
                onChange={({ target }) =>
                  changeNode(nodeId, { shipmentsPerDay: target.value === '' ? null : whole(target.value, 1) })
                }
              />
            </label>
            {nodeAmounts.map((amount) => (
              <label key={amount}>
                <FormattedMessage id={`office.rules.node.${amount}`} />
                <input
                  type="number"
                  min={0}
                  value={node[amount]}
                  onChange={({ target }) => changeNode(nodeId, { [amount]: whole(target.value, 0) })}
                />
              </label>
            ))}
          </fieldset>
        );
      })}
    </section>
  );
}

const whole = (text: string, least: number): number => Math.max(least, Math.round(Number(text) || 0));
