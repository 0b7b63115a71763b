// The thresholds that one warehouse has of its own of a kind of alert; without, those of the company are shown and hold.
import { type ReactNode, useId } from 'react';
import { FormattedMessage } from 'react-intl';
import { alertRules, type KindRule, type SiteKind } from '../../../../shared/domain/alert/alert-kinds';
import type { SiteSetting } from '../../../../shared/domain/alert/alert-settings';
import styles from './alerts.module.css';
import { LimitFields, Switch } from './kind-form';

export function SiteKindForm({
  kind,
  company,
  own,
  onChange,
}: {
  kind: SiteKind;
  company: SiteSetting;
  /** Null: the company's hold. */
  own: SiteSetting | null;
  onChange: (own: SiteSetting | null) => void;
}): ReactNode {
  const heading = useId();
  const { limits }: KindRule = alertRules[kind];
  const values: Readonly<Record<string, number>> = (own ?? company).limits;
  return (
    <fieldset className={styles.kind} aria-labelledby={heading} data-kind={kind} data-own={own !== null}>
      <h2 id={heading}>
        <FormattedMessage id={`alert.kind.${kind}`} />
      </h2>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={own !== null}
          onChange={({ target }) =>
            onChange(target.checked ? { isOn: company.isOn, limits: { ...company.limits } } : null)
          }
        />
        <FormattedMessage id="office.alerts.site-own" />
      </label>
      {own === null ? (
        <dl>
          {company.isOn ? null : (
            <div>
              <dt>
                <FormattedMessage id="office.alerts.site-off" />
              </dt>
            </div>
          )}
          {Object.keys(limits).map((name) => (
            <div key={name}>
              <dt>
                <FormattedMessage id={`alert.limit.${kind}.${name}`} />
              </dt>
              <dd>{values[name]}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <>
          <Switch isOn={own.isOn} onChange={(isOn) => onChange({ ...own, isOn })} />
          <LimitFields kind={kind} values={own.limits} onChange={(limits) => onChange({ ...own, limits })} />
        </>
      )}
    </fieldset>
  );
}
