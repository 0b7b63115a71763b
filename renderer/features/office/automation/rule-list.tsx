// Rules in the order in which they act, each in a sentence; one is opened to be changed.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Rule } from '../../../../shared/domain/automation/rule';
import styles from '../people/people.module.css';
import { RuleForm } from './rule-form';
import { ruleWords } from './rule-words';

type Props = { rules: readonly Rule[]; onChange: (rules: Rule[]) => void };

export function RuleList({ rules, onChange }: Props): ReactNode {
  const intl = useIntl();
  const [openId, setOpenId] = useState<string | null>(null);
  const put = (rule: Rule): void =>
    onChange(
      rules.some(({ ruleId }) => ruleId === rule.ruleId)
        ? rules.map((each) => (each.ruleId === rule.ruleId ? rule : each))
        : [...rules, rule],
    );
  const move = (index: number, by: -1 | 1): void => {
    const next = [...rules];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + by, 0, moved);
    onChange(next);
  };
  const words = (id: string, name: string): string => intl.formatMessage({ id }, { name });
  return (
    <section aria-labelledby="rules">
      <h2 id="rules">
        <FormattedMessage id="office.automation.rules" />
      </h2>
      {rules.length === 0 ? (
        <p>
          <FormattedMessage id="office.automation.no-rules" />
        </p>
      ) : null}
      <ol>
        {rules.map((rule, index) => (
          <li key={rule.ruleId}>
            <p>
              <strong>{rule.name}</strong>
              {rule.isOn ? '' : ` (${intl.formatMessage({ id: 'office.automation.off' })})`}:{' '}
              {ruleWords(intl, rule)}
            </p>
            <p className={styles.acts}>
              <button
                type="button"
                aria-label={words('office.automation.edit', rule.name)}
                aria-expanded={openId === rule.ruleId}
                onClick={() => setOpenId(openId === rule.ruleId ? null : rule.ruleId)}
              >
                <FormattedMessage id="office.automation.edit" values={{ name: '' }} />
              </button>
              <button
                type="button"
                aria-label={words('office.automation.up', rule.name)}
                disabled={index === 0}
                onClick={() => move(index, -1)}
              >
                ↑
              </button>
              <button
                type="button"
                aria-label={words('office.automation.down', rule.name)}
                disabled={index === rules.length - 1}
                onClick={() => move(index, 1)}
              >
                ↓
              </button>
              <button
                type="button"
                aria-label={words('office.automation.drop', rule.name)}
                onClick={() => onChange(rules.filter(({ ruleId }) => ruleId !== rule.ruleId))}
              >
                <FormattedMessage id="office.automation.drop" values={{ name: '' }} />
              </button>
            </p>
            {openId === rule.ruleId ? (
              <RuleForm
                rule={rule}
                onDone={(changed) => {
                  setOpenId(null);
                  if (changed) put(changed);
                }}
              />
            ) : null}
          </li>
        ))}
      </ol>
      {openId === 'new' ? (
        <RuleForm
          rule={null}
          onDone={(made) => {
            setOpenId(null);
            if (made) put(made);
          }}
        />
      ) : (
        <p className={styles.acts}>
          <button type="button" onClick={() => setOpenId('new')}>
            <FormattedMessage id="office.automation.add" />
          </button>
        </p>
      )}
    </section>
  );
}
