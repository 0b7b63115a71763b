// The rules of counting: classes by value moved, how often each is counted, what difference is small enough, and who decides.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import {
  abcClasses,
  type ClassRule,
  type CountPolicy,
  countPolicySchema,
  usualPolicy,
} from '../../../../shared/domain/stock/count-policy';
import { AnsweringForm, type Wanted } from '../list/answering';
import type { Answering } from '../payments/money-api';
import styles from './counts.module.css';

type Props = {
  /** Null: none are set. */
  policy: CountPolicy | null;
  onSave: (policy: CountPolicy, by: Answering) => Promise<boolean>;
};

const ruleNames = [
  'everyDays',
  'toleranceUnits',
  'tolerancePercent',
] as const satisfies readonly (keyof ClassRule)[];
const most: Record<keyof ClassRule, number> = {
  everyDays: 3650,
  toleranceUnits: 100_000,
  tolerancePercent: 100,
};

export function CountRules({ policy, onSave }: Props): ReactNode {
  const intl = useIntl();
  const [rules, setRules] = useState(policy ?? usualPolicy);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [isWrong, setWrong] = useState(false);
  const setClass = (abc: (typeof abcClasses)[number], name: keyof ClassRule, value: number): void =>
    setRules({ ...rules, classes: { ...rules.classes, [abc]: { ...rules.classes[abc], [name]: value } } });
  const save = (): void => {
    const read = countPolicySchema.safeParse(rules);
    setWrong(!read.success);
    if (read.success) setWanted({ label: 'office.counts.save', act: (by) => onSave(read.data, by) });
  };
  const words = (id: string, values: Record<string, string> = {}): string =>
    intl.formatMessage({ id: `office.counts.${id}` }, values);
  return (
    <section className={styles.part} aria-labelledby="counts-rules">
      <h2 id="counts-rules">
        <FormattedMessage id="office.counts.rules" />
      </h2>
      <form
        className={styles.part}
        aria-label={words('rules')}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">
                <FormattedMessage id="office.counts.class" />
              </th>
              {ruleNames.map((name) => (
                <th key={name} scope="col">
                  <FormattedMessage id={`office.counts.rule.${name}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {abcClasses.map((abc) => (
              <tr key={abc}>
                <th scope="row">{abc}</th>
                {ruleNames.map((name) => (
                  <td key={name}>
                    <input
                      type="number"
                      required
                      min={name === 'everyDays' ? 1 : 0}
                      max={most[name]}
                      aria-label={`${abc}: ${words(`rule.${name}`)}`}
                      value={rules.classes[abc][name]}
                      onChange={(event) => setClass(abc, name, Number(event.target.value))}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <div className={styles.acts}>
          {(
            [
              ['aPercent', 99],
              ['bPercent', 100],
              ['mostADay', 5000],
            ] as const
          ).map(([name, limit]) => (
            <label key={name} className={styles.field}>
              <FormattedMessage id={`office.counts.rule.${name}`} />
              <input
                type="number"
                required
                min={name === 'mostADay' ? 0 : 1}
                max={limit}
                value={rules[name]}
                onChange={(event) => setRules({ ...rules, [name]: Number(event.target.value) })}
              />
            </label>
          ))}
        </div>
        {(['checksEmpty', 'needsApproval'] as const).map((name) => (
          <label key={name} className={styles.check}>
            <input
              type="checkbox"
              checked={rules[name]}
              onChange={(event) => setRules({ ...rules, [name]: event.target.checked })}
            />
            <FormattedMessage id={`office.counts.rule.${name}`} />
          </label>
        ))}
        {isWrong ? (
          <p role="alert">
            <FormattedMessage id="office.counts.rules-wrong" />
          </p>
        ) : null}
        <div className={styles.acts}>
          <button type="submit" data-main disabled={wanted !== null}>
            <FormattedMessage id="office.counts.save" />
          </button>
        </div>
      </form>
      {wanted ? <AnsweringForm wanted={wanted} onEnd={() => setWanted(null)} /> : null}
    </section>
  );
}
