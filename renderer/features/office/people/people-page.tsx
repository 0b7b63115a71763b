// People: who works here with which badge and roles, who has a PIN, who is locked where. Adding, changing and retiring
// them, and what is asked of them at a bench. A PIN is typed twice and shown to nobody.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { PersonRow } from '../../../../shared/contract/people';
import { AccessForm } from './access-form';
import { Failure } from '../list/failure';
import styles from '../office.module.css';
import type { OfficeApi } from '../office-api';
import { PersonForm } from './person-form';
import { useAnswer } from '../list/use-answer';

const askEveryMs = 15_000;
const columns = ['name', 'badge', 'roles', 'pin', 'state'] as const;

export function PeoplePage({ api }: { api: OfficeApi }): ReactNode {
  const { answer, askAgain } = useAnswer(api.people, askEveryMs);
  const [editing, setEditing] = useState<string | null>(null);
  const rows = answer?.ok ? answer.value.rows : [];
  const person = rows.find(({ personId }) => personId === editing) ?? null;
  return (
    <section className={styles.page}>
      <h1>
        <FormattedMessage id="office.people.title" />
      </h1>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {editing === null ? (
        <button type="button" onClick={() => setEditing('')}>
          <FormattedMessage id="office.people.add" />
        </button>
      ) : (
        <PersonForm
          key={editing}
          api={api}
          person={person}
          onChanged={askAgain}
          onClose={() => setEditing(null)}
        />
      )}
      <div className={styles.scroll}>
        <table className={styles.grid}>
          <thead>
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col">
                  <FormattedMessage id={`office.people.${name}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <PersonLine key={row.personId} row={row} onEdit={() => setEditing(row.personId)} />
            ))}
          </tbody>
        </table>
      </div>
      {answer?.ok ? (
        <AccessForm
          key={JSON.stringify(answer.value.access)}
          api={api}
          access={answer.value.access}
          onChanged={askAgain}
        />
      ) : null}
    </section>
  );
}

function PersonLine({ row, onEdit }: { row: PersonRow; onEdit: () => void }): ReactNode {
  const intl = useIntl();
  const moment = (at: string): string => intl.formatDate(at, { dateStyle: 'short', timeStyle: 'short' });
  const say = (id: string, values: Record<string, string | number> = {}): string =>
    intl.formatMessage({ id }, values);
  const state = [
    ...(row.retired ? [say('office.people.retired')] : []),
    ...row.locks.map(({ station, at, minutes }) =>
      say('office.people.locked', { station, at: moment(at), minutes }),
    ),
  ];
  return (
    <tr>
      <td>
        <button type="button" onClick={onEdit}>
          {row.name}
        </button>
      </td>
      <td>{row.badge}</td>
      <td>{row.roles.map((role) => say(`role.${role}`)).join(', ')}</td>
      <td>
        {row.pinSetAt === null
          ? say('office.people.pin-none')
          : say('office.people.pin-set', { at: moment(row.pinSetAt) })}
      </td>
      <td>{state.join('; ')}</td>
    </tr>
  );
}
