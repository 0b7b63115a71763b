// Every version of the rules that was, with who set it and when; an older one can be taken up again.
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';
import type { PolicyVersions } from '../../../../shared/contract/replan';
import type { RoutingPolicy } from '../../../../shared/domain/routing/policy';
import styles from '../workbench/workbench.module.css';

type Props = { rows: PolicyVersions['rows']; current: number; onTake: (policy: RoutingPolicy) => void };

export function PolicyVersionsPanel({ rows, current, onTake }: Props): ReactNode {
  return (
    <section className={styles.part} aria-labelledby="rule-versions">
      <h2 id="rule-versions">
        <FormattedMessage id="office.rules.versions" />
      </h2>
      {rows.length === 0 ? (
        <p>
          <FormattedMessage id="office.rules.never-set" />
        </p>
      ) : null}
      <ul className={styles.groups}>
        {rows.map((row) => (
          <li key={row.version} aria-current={row.version === current ? 'true' : undefined}>
            <span>
              <FormattedMessage
                id="office.rules.version-row"
                values={{
                  version: row.version,
                  at: <FormattedDate value={row.changedAt} dateStyle="medium" timeStyle="short" />,
                  by: row.changedBy || '–',
                  active: row.activeRules,
                  rules: row.rules,
                }}
              />
            </span>
            {row.version === current ? (
              <FormattedMessage id="office.rules.current" />
            ) : (
              <button type="button" onClick={() => onTake(row.policy)}>
                <FormattedMessage id="office.rules.take-up" values={{ version: row.version }} />
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
