// Roles to tick.
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import { type Role, roles } from '../../../../shared/domain/people/roles';
import styles from './people.module.css';

export function RoleChecks({
  legend,
  chosen,
  onChange,
}: {
  /** Text key. */
  legend: string;
  chosen: readonly Role[];
  onChange: (roles: Role[]) => void;
}): ReactNode {
  return (
    <fieldset className={styles.checks}>
      <legend>
        <FormattedMessage id={legend} />
      </legend>
      {roles.map((role) => (
        <label key={role}>
          <input
            type="checkbox"
            checked={chosen.includes(role)}
            onChange={({ target }) =>
              onChange(roles.filter((each) => (each === role ? target.checked : chosen.includes(each))))
            }
          />
          <FormattedMessage id={`role.${role}`} />
        </label>
      ))}
    </fieldset>
  );
}
