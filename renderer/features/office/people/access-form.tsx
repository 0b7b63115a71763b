// What is asked of people at a bench: for whom a badge is not enough, how old a station's lists may be, and when a bench
// that nobody uses logs out.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { Access } from '../../../../shared/domain/people/access';
import { Failure } from '../list/failure';
import type { OfficeApi, OfficeFailure } from '../office-api';
import styles from './people.module.css';
import { PersonChanges } from './person-changes';
import { RoleChecks } from './role-checks';

export function AccessForm({
  api,
  access,
  onChanged,
}: {
  api: OfficeApi;
  access: Access;
  onChanged: () => void;
}): ReactNode {
  const [pinRoles, setPinRoles] = useState(access.pinRoles);
  const [hours, setHours] = useState(String(access.maxOfflineHours));
  const [minutes, setMinutes] = useState(String(access.logOutAfterMinutes ?? ''));
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const save = async (): Promise<void> => {
    const answer = await api.setAccess({
      pinRoles,
      maxOfflineHours: Number(hours),
      logOutAfterMinutes: minutes === '' ? null : Number(minutes),
    });
    setFailure(answer.ok ? null : answer.failure);
    onChanged();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <h2>
        <FormattedMessage id="office.people.access" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      <RoleChecks legend="office.people.pin-roles" chosen={pinRoles} onChange={setPinRoles} />
      <label className={styles.field}>
        <FormattedMessage id="office.people.max-offline" />
        <input
          type="number"
          min={1}
          max={720}
          required
          value={hours}
          onChange={({ target }) => setHours(target.value)}
        />
      </label>
      <label className={styles.field}>
        <FormattedMessage id="office.people.log-out-after" />
        <input
          type="number"
          min={1}
          max={480}
          value={minutes}
          onChange={({ target }) => setMinutes(target.value)}
        />
      </label>
      <p className={styles.acts}>
        <button type="submit">
          <FormattedMessage id="office.people.save" />
        </button>
      </p>
      <PersonChanges api={api} about="access" />
    </form>
  );
}
