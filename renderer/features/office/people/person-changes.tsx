// What was changed about a person, or in what is asked of all of them: when, what, and at which office station.
import { type ReactNode, useCallback } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';
import type { OfficeApi } from '../office-api';
import styles from './people.module.css';
import { useAnswer } from '../list/use-answer';

/** @param about a person's id, or `access` */
export function PersonChanges({ api, about }: { api: OfficeApi; about: string }): ReactNode {
  const load = useCallback(() => api.personChanges(about), [api, about]);
  const { answer } = useAnswer(load);
  if (!answer?.ok || answer.value.rows.length === 0) return null;
  return (
    <section>
      <h3>
        <FormattedMessage id="office.people.changes" />
      </h3>
      <ul className={styles.changes}>
        {answer.value.rows.map(({ at, what, station }) => (
          <li key={`${at} ${what}`}>
            <FormattedDate value={at} dateStyle="short" timeStyle="medium" />{' '}
            <FormattedMessage id={`office.people.change.${what}`} /> · {station}
          </li>
        ))}
      </ul>
    </section>
  );
}
