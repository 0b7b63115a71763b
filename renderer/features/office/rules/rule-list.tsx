// The rules in their order, each in one sentence: moved up and down, switched on and off, changed, taken out.
import type { ReactNode } from 'react';
import { FormattedMessage, type IntlShape, useIntl } from 'react-intl';
import type { PolicyPreview, Workbench } from '../../../../shared/contract/replan';
import type { RoutingRule } from '../../../../shared/domain/routing/policy';
import styles from '../workbench/workbench.module.css';

type Props = {
  rules: readonly RoutingRule[];
  nodes: Workbench['nodes'];
  /** Orders that each speaks about, once it was looked. */
  counts: PolicyPreview['rules'];
  onChange: (rules: RoutingRule[]) => void;
  onEdit: (rule: RoutingRule) => void;
};

export function RuleList({ rules, nodes, counts, onChange, onEdit }: Props): ReactNode {
  const intl = useIntl();
  const move = (at: number, by: 1 | -1): void => {
    const next = [...rules];
    const [rule] = next.splice(at, 1);
    if (rule) next.splice(at + by, 0, rule);
    onChange(next);
  };
  if (rules.length === 0)
    return (
      <p>
        <FormattedMessage id="office.rules.none" />
      </p>
    );
  return (
    <ol className={styles.rules}>
      {rules.map((rule, at) => {
        const count = counts.find(({ ruleId }) => ruleId === rule.ruleId)?.orders;
        return (
          <li key={rule.ruleId} data-off={!rule.active}>
            <label className={styles.row}>
              <input
                type="checkbox"
                checked={rule.active}
                aria-label={intl.formatMessage({ id: 'office.rules.on' }, { name: rule.name })}
                onChange={() =>
                  onChange(rules.map((each) => (each === rule ? { ...each, active: !each.active } : each)))
                }
              />
            </label>
            <span>
              {`${at + 1}. `}
              <strong>{rule.name}</strong>
              <small>{ruleSentence(intl, rule, nodes)}</small>
              {count === undefined ? null : (
                <small>
                  <FormattedMessage id="office.rules.speaks" values={{ orders: count }} />
                </small>
              )}
            </span>
            <span className={styles.row}>
              <button
                type="button"
                disabled={at === 0}
                aria-label={intl.formatMessage({ id: 'office.rules.up' }, { name: rule.name })}
                onClick={() => move(at, -1)}
              >
                ↑
              </button>
              <button
                type="button"
                disabled={at === rules.length - 1}
                aria-label={intl.formatMessage({ id: 'office.rules.down' }, { name: rule.name })}
                onClick={() => move(at, 1)}
              >
                ↓
              </button>
              <button type="button" onClick={() => onEdit(rule)}>
                <FormattedMessage id="office.rules.edit" />
              </button>
              <button type="button" onClick={() => onChange(rules.filter((each) => each !== rule))}>
                <FormattedMessage id="office.rules.remove" />
              </button>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** "MUG, LAMP to GB of VIPs: never from Leeds". */
function ruleSentence(intl: IntlShape, { when, then }: RoutingRule, nodes: Workbench['nodes']): string {
  const all = intl.formatMessage({ id: 'office.rules.any' });
  const who = [
    when.skus.length > 0 ? when.skus.join(', ') : all,
    when.countries.length > 0 ? `→ ${when.countries.join(', ')}` : '',
    when.channelIds.length > 0 ? `(${when.channelIds.join(', ')})` : '',
    when.vipOnly ? 'VIP' : '',
  ].filter((part) => part !== '');
  const places =
    then.kind === 'first'
      ? ''
      : [
          ...then.nodes.warehouseIds.map((id) => nodes.find(({ nodeId }) => nodeId === id)?.name ?? id),
          ...then.nodes.kinds.map((kind) => intl.formatMessage({ id: `office.rules.kind.${kind}` })),
        ].join(', ');
  return `${who.join(' ')}: ${intl.formatMessage({ id: `office.rules.then.${then.kind}` })} ${places}`.trim();
}
