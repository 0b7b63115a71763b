// One person: name, badge, roles, leaving and coming back, the PIN typed twice, and what was changed before.
// Must never keep a PIN after it was sent.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { PersonRow } from '../../../../shared/contract/people';
import type { Role } from '../../../../shared/domain/people/roles';
import { Failure } from '../list/failure';
import type { Answer, OfficeApi, OfficeFailure } from '../office-api';
import styles from './people.module.css';
import { PersonChanges } from './person-changes';
import { RoleChecks } from './role-checks';

type Props = {
  api: OfficeApi;
  /** Null: a new one. */
  person: PersonRow | null;
  onChanged: () => void;
  onClose: () => void;
};

export function PersonForm({ api, person, onChanged, onClose }: Props): ReactNode {
  const intl = useIntl();
  const [name, setName] = useState(person?.name ?? '');
  const [badge, setBadge] = useState(person?.badge ?? '');
  const [roles, setRoles] = useState<Role[]>(person?.roles ?? ['packer']);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [turn, setTurn] = useState(0);
  const took = (answer: Answer<PersonRow>): boolean => {
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) setTurn(turn + 1);
    onChanged();
    return answer.ok;
  };
  const save = async (retired: boolean): Promise<void> => {
    const answer = person
      ? await api.editPerson(person.personId, { name, badge, roles, retired })
      : await api.addPerson({ name, roles, ...(badge === '' ? {} : { badge }) });
    if (took(answer) && !person) onClose();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save(person?.retired ?? false);
  };
  const isWhole = name.trim() !== '' && roles.length > 0 && (person === null || badge !== '');
  return (
    <div className={styles.form}>
      <h2>
        {person
          ? intl.formatMessage({ id: 'office.people.edit' }, { name: person.name })
          : intl.formatMessage({ id: 'office.people.add' })}
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      <form onSubmit={submit}>
        <TextLine label="office.people.name" value={name} onChange={setName} />
        <TextLine
          label="office.people.badge"
          hint={person ? null : 'office.people.badge-hint'}
          value={badge}
          onChange={setBadge}
        />
        <RoleChecks legend="office.people.roles" chosen={roles} onChange={setRoles} />
        <p className={styles.acts}>
          <button type="submit" disabled={!isWhole}>
            <FormattedMessage id="office.people.save" />
          </button>
          {person ? (
            <button type="button" onClick={() => void save(!person.retired)}>
              <FormattedMessage id={person.retired ? 'office.people.return' : 'office.people.retire'} />
            </button>
          ) : null}
          <button type="button" onClick={onClose}>
            <FormattedMessage id="office.people.cancel" />
          </button>
        </p>
      </form>
      {person ? (
        <>
          <PinForm
            hasPin={person.pinSetAt !== null}
            onPin={async (...pin) => took(await api.setPin(person.personId, ...pin))}
          />
          <PersonChanges api={api} about={person.personId} key={turn} />
        </>
      ) : null}
    </div>
  );
}

function PinForm({
  hasPin,
  onPin,
}: {
  hasPin: boolean;
  onPin: (pin: string | null, again: string | null) => Promise<boolean>;
}): ReactNode {
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [isSaved, setSaved] = useState(false);
  const send = async (...given: Parameters<typeof onPin>): Promise<void> => {
    setPin('');
    setAgain('');
    setSaved(await onPin(...given));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void send(pin, again);
  };
  return (
    <form onSubmit={submit} autoComplete="off">
      <TextLine label="office.people.new-pin" value={pin} onChange={setPin} isPin />
      <TextLine label="office.people.pin-again" value={again} onChange={setAgain} isPin />
      <p className={styles.acts}>
        <button type="submit" disabled={pin.length < 4 || again.length < 4}>
          <FormattedMessage id="office.people.set-pin" />
        </button>
        {hasPin ? (
          <button type="button" onClick={() => void send(null, null)}>
            <FormattedMessage id="office.people.remove-pin" />
          </button>
        ) : null}
        <output>{isSaved ? <FormattedMessage id="office.people.saved" /> : null}</output>
      </p>
    </form>
  );
}

function TextLine({
  label,
  hint = null,
  value,
  onChange,
  isPin = false,
}: {
  /** Text keys. */
  label: string;
  hint?: string | null;
  value: string;
  onChange: (value: string) => void;
  isPin?: boolean;
}): ReactNode {
  return (
    <label className={styles.field}>
      <FormattedMessage id={label} />
      <input
        value={value}
        onChange={({ target }) =>
          onChange(isPin ? target.value.replace(/[^0-9]/g, '').slice(0, 8) : target.value)
        }
        {...(isPin
          ? { type: 'password', inputMode: 'numeric' as const, autoComplete: 'new-password' }
          : { type: 'text', maxLength: 80 })}
      />
      {hint ? (
        <small>
          <FormattedMessage id={hint} />
        </small>
      ) : null}
    </label>
  );
}
