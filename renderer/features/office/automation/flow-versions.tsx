// Every version of the flow: who, when, why, what differed; and the way back to one.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { FlowAnswer, FlowVersionRow } from '../../../../shared/contract/flow';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import office from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';

type Props = { api: OfficeApi; answer: FlowAnswer; onChanged: () => void };

export function FlowVersions({ api, answer, onChanged }: Props): ReactNode {
  const intl = useIntl();
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const undo = (version: number): void =>
    setWanted({
      label: 'office.automation.undo',
      act: async (by) => {
        const got = await api.undoOrderFlow(answer.version, version, by);
        setFailure(got.ok ? null : got.failure);
        if (got.ok) onChanged();
        return got.ok;
      },
    });
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">
        <FormattedMessage id="office.automation.versions" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      {wanted ? <AnsweringForm wanted={wanted} onEnd={() => setWanted(null)} /> : null}
      <ol className={office.timeline}>
        {answer.versions.map((row) => (
          <li key={row.version}>
            <strong>{row.version}</strong>{' '}
            <time dateTime={row.changedAt}>
              <FormattedDate value={row.changedAt} dateStyle="short" timeStyle="short" />
            </time>{' '}
            {row.personName === ''
              ? intl.formatMessage({ id: 'office.automation.elsewhere' })
              : row.personName}
            {row.note === '' ? '' : `: ${row.note}`}
            {row.undoes === null
              ? ''
              : ` (${intl.formatMessage({ id: 'office.automation.undid' }, { version: row.undoes })})`}
            <ChangeWords changes={row.changes} />
            {row.version === answer.version ? null : (
              <button
                type="button"
                aria-label={intl.formatMessage({ id: 'office.automation.undo-to' }, { version: row.version })}
                onClick={() => undo(row.version)}
              >
                <FormattedMessage id="office.automation.undo" />
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

export function ChangeWords({ changes }: { changes: FlowVersionRow['changes'] }): ReactNode {
  if (changes.length === 0) return null;
  return (
    <ul>
      {changes.map(({ part, how, name }) => (
        <li key={`${part} ${how} ${name}`}>
          <FormattedMessage id={`office.automation.${part}`} />: {name}{' '}
          <FormattedMessage id={`office.automation.how.${how}`} />
        </li>
      ))}
    </ul>
  );
}
