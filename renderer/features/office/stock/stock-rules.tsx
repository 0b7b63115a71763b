// What is kept for a channel and what it may hold at most: one rule a product, and one for every other.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { StockRule } from '../../../../shared/domain/channel/policy';
import type { Sku } from '../../../../shared/domain/ids';
import office from '../office.module.css';

type Props = { rules: readonly StockRule[]; onChange: (rules: StockRule[]) => void };

const columns = ['rule-sku', 'keepUnits', 'keepPercent', 'mostUnits'] as const;

export function StockRules({ rules, onChange }: Props): ReactNode {
  const intl = useIntl();
  const [sku, setSku] = useState('');
  const set = (index: number, part: Partial<StockRule>): void =>
    onChange(rules.map((rule, at) => (at === index ? { ...rule, ...part } : rule)));
  const numberOf = (text: string): number | null =>
    text === '' ? null : Math.max(0, Math.floor(Number(text)));
  const add = (): void => {
    const wanted = sku.trim() === '' ? null : (sku.trim() as Sku);
    if (rules.some((rule) => rule.sku === wanted)) return;
    onChange([...rules, { sku: wanted, keepUnits: 0, keepPercent: 0, mostUnits: null }]);
    setSku('');
  };
  return (
    <div>
      <h3>
        <FormattedMessage id="office.channels.policy.stockRules" />
      </h3>
      {rules.length > 0 ? (
        <table className={office.grid}>
          <thead>
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col">
                  <FormattedMessage id={`office.channels.policy.${name}`} />
                </th>
              ))}
              <th scope="col">
                <FormattedMessage id="office.channels.act" />
              </th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule, index) => (
              <tr key={rule.sku ?? ''}>
                <td>{rule.sku ?? intl.formatMessage({ id: 'office.channels.policy.every-sku' })}</td>
                {(['keepUnits', 'keepPercent', 'mostUnits'] as const).map((name) => (
                  <td key={name}>
                    <input
                      type="number"
                      min={0}
                      {...(name === 'keepPercent' ? { max: 100 } : {})}
                      aria-label={`${rule.sku ?? ''} ${intl.formatMessage({ id: `office.channels.policy.${name}` })}`}
                      value={rule[name] ?? ''}
                      onChange={({ target }) =>
                        set(index, {
                          [name]:
                            name === 'mostUnits' ? numberOf(target.value) : (numberOf(target.value) ?? 0),
                        })
                      }
                    />
                  </td>
                ))}
                <td>
                  <button type="button" onClick={() => onChange(rules.filter((_, at) => at !== index))}>
                    <FormattedMessage id="office.channels.policy.remove-rule" />
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <p className={office.filters}>
        <input
          value={sku}
          maxLength={64}
          aria-label={intl.formatMessage({ id: 'office.channels.policy.new-rule' })}
          placeholder={intl.formatMessage({ id: 'office.channels.policy.new-rule' })}
          onChange={({ target }) => setSku(target.value)}
        />
        <button type="button" onClick={add}>
          <FormattedMessage id="office.channels.policy.add-rule" />
        </button>
      </p>
    </div>
  );
}
