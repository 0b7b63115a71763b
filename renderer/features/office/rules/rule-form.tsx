// One rule: about what it speaks, and what it says. Empty fields mean any.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Workbench } from '../../../../shared/contract/replan';
import { nodeKinds, type RoutingRule, routingRuleSchema } from '../../../../shared/domain/routing/policy';
import styles from '../workbench/workbench.module.css';

const thens = ['never', 'only', 'prefer', 'first'] as const;
type Then = (typeof thens)[number];

type Props = {
  rule: RoutingRule;
  nodes: Workbench['nodes'];
  channels: readonly { channelId: string; name: string }[];
  onDone: (rule: RoutingRule) => void;
  onLeave: () => void;
};

const listOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
];

export function RuleForm({ rule, nodes, channels, onDone, onLeave }: Props): ReactNode {
  const intl = useIntl();
  const [name, setName] = useState(rule.name);
  const [skus, setSkus] = useState(rule.when.skus.join(', '));
  const [countries, setCountries] = useState(rule.when.countries.join(', '));
  const [channelIds, setChannelIds] = useState<readonly string[]>(rule.when.channelIds);
  const [vipOnly, setVipOnly] = useState(rule.when.vipOnly);
  const [kind, setKind] = useState<Then>(rule.then.kind);
  const meant = rule.then.kind === 'first' ? { warehouseIds: [], kinds: [] } : rule.then.nodes;
  const [warehouseIds, setWarehouseIds] = useState<readonly string[]>(meant.warehouseIds);
  const [kinds, setKinds] = useState<readonly string[]>(meant.kinds);
  const [worth, setWorth] = useState(rule.then.kind === 'prefer' ? rule.then.worthMinor : 200);
  const [wrong, setWrong] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const places = { warehouseIds, kinds };
    const read = routingRuleSchema.safeParse({
      ruleId: rule.ruleId,
      active: rule.active,
      name,
      when: { skus: listOf(skus), countries: listOf(countries.toUpperCase()), channelIds, vipOnly },
      // oxlint-disable-next-line unicorn/no-thenable
      then:
        kind === 'first'
          ? { kind }
          : kind === 'prefer'
            ? { kind, nodes: places, worthMinor: worth }
            : { kind, nodes: places },
    });
    const needsPlaces = kind !== 'first' && warehouseIds.length + kinds.length === 0;
    if (read.success && !needsPlaces) onDone(read.data);
    else setWrong(read.success ? 'places' : (read.error.issues[0]?.path.join('.') ?? ''));
  };
  const toggled = (list: readonly string[], value: string): string[] =>
    list.includes(value) ? list.filter((each) => each !== value) : [...list, value];
  return (
    <form
      className={styles.part}
      aria-label={intl.formatMessage({ id: 'office.rules.edit' })}
      onSubmit={submit}
    >
      <fieldset className={styles.fields}>
        <label>
          <FormattedMessage id="office.rules.name" />
          <input value={name} maxLength={120} required onChange={({ target }) => setName(target.value)} />
        </label>
        <label>
          <FormattedMessage id="office.rules.skus" />
          <input value={skus} maxLength={10_000} onChange={({ target }) => setSkus(target.value)} />
        </label>
        <label>
          <FormattedMessage id="office.rules.countries" />
          <input value={countries} maxLength={1000} onChange={({ target }) => setCountries(target.value)} />
        </label>
        <div className={styles.row}>
          {channels.map((channel) => (
            <label key={channel.channelId}>
              <input
                type="checkbox"
                checked={channelIds.includes(channel.channelId)}
                onChange={() => setChannelIds(toggled(channelIds, channel.channelId))}
              />
              {channel.name}
            </label>
          ))}
          <label>
            <input type="checkbox" checked={vipOnly} onChange={() => setVipOnly(!vipOnly)} />
            <FormattedMessage id="office.rules.vip" />
          </label>
        </div>
        <label>
          <FormattedMessage id="office.rules.says" />
          <select value={kind} onChange={({ target }) => setKind(target.value as Then)}>
            {thens.map((each) => (
              <option key={each} value={each}>
                {intl.formatMessage({ id: `office.rules.then.${each}` })}
              </option>
            ))}
          </select>
        </label>
        {kind === 'first' ? null : (
          <div className={styles.row}>
            {nodes.map((node) => (
              <label key={node.nodeId}>
                <input
                  type="checkbox"
                  checked={warehouseIds.includes(node.nodeId)}
                  onChange={() => setWarehouseIds(toggled(warehouseIds, node.nodeId))}
                />
                {node.name}
              </label>
            ))}
            {nodeKinds.map((each) => (
              <label key={each}>
                <input
                  type="checkbox"
                  checked={kinds.includes(each)}
                  onChange={() => setKinds(toggled(kinds, each))}
                />
                <FormattedMessage id={`office.rules.kind.${each}`} />
              </label>
            ))}
          </div>
        )}
        {kind === 'prefer' ? (
          <label>
            <FormattedMessage id="office.rules.worth" />
            <input
              type="number"
              min={0}
              value={worth}
              onChange={({ target }) => setWorth(Math.max(0, Math.round(Number(target.value))))}
            />
          </label>
        ) : null}
      </fieldset>
      {wrong === '' ? null : (
        <p role="alert">
          <FormattedMessage id="office.rules.wrong" values={{ field: wrong }} />
        </p>
      )}
      <p className={styles.row}>
        <button type="submit">
          <FormattedMessage id="office.rules.take" />
        </button>
        <button type="button" onClick={onLeave}>
          <FormattedMessage id="office.workbench.close" />
        </button>
      </p>
    </form>
  );
}
