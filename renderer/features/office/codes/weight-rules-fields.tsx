// When a bench asks about a box that weighs otherwise than what was scanned into it.
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import type { WeightRules } from '../../../../shared/domain/weighing/expected-weight';
import styles from './codes.module.css';

const limits = { leastGrams: 10_000, permille: 500 } as const;

export function WeightRulesFields({
  rules,
  onChange,
}: {
  rules: WeightRules;
  onChange: (rules: WeightRules) => void;
}): ReactNode {
  return (
    <fieldset className={styles.fields}>
      <legend>
        <FormattedMessage id="office.codes.weight" />
      </legend>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={rules.isChecked}
          onChange={({ target }) => onChange({ ...rules, isChecked: target.checked })}
        />
        <FormattedMessage id="office.codes.weight.isChecked" />
      </label>
      {(['leastGrams', 'permille'] as const).map((name) => (
        <label key={name}>
          <FormattedMessage id={`office.codes.weight.${name}`} />
          <input
            type="number"
            required
            min={0}
            max={limits[name]}
            value={rules[name]}
            onChange={({ target }) => onChange({ ...rules, [name]: Number(target.value) })}
          />
        </label>
      ))}
    </fieldset>
  );
}
