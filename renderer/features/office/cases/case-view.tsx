// One case: what was said by whom, who looks after it, and what can be done with it now.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { CaseAct, CaseRow } from '../../../../shared/contract/cases';
import type { CaseState } from '../../../../shared/domain/service-case/service-case';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Failure } from '../list/failure';
import styles from '../mail/messages.module.css';
import office from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';

type NoteAct = Exclude<CaseAct['act'], 'take'>;
const actsIn: Readonly<Record<CaseState, readonly NoteAct[]>> = {
  open: ['note', 'ask', 'solve'],
  waiting: ['note', 'reopen', 'solve'],
  solved: ['note', 'reopen'],
};

export function CaseView({
  api,
  row,
  onChanged,
  onClose,
}: {
  api: OfficeApi;
  row: CaseRow;
  onChanged: (row: CaseRow) => void;
  onClose: () => void;
}): ReactNode {
  const intl = useIntl();
  const { state, number, customer, contact, notes } = row.case;
  const [text, setText] = useState('');
  const [owner, setOwner] = useState(row.case.owner ?? '');
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const act = async (what: CaseAct): Promise<void> => {
    const answer = await api.actOnCase(row.caseId, what);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    if (what.act !== 'take') setText('');
    onChanged(answer.value);
  };
  return (
    <Dialog
      title={intl.formatMessage({ id: 'office.cases.one' }, { number })}
      isOpen
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{intl.formatMessage({ id: 'ui.close' })}</Button>
          {actsIn[state].map((name) => (
            <Button key={name} isDisabled={text.trim() === ''} onPress={() => void act({ act: name, text })}>
              {intl.formatMessage({ id: `office.cases.act.${name}` })}
            </Button>
          ))}
        </>
      }
    >
      {failure ? <Failure failure={failure} /> : null}
      <dl className={office.facts}>
        <dt>
          <FormattedMessage id="office.orders.customer" />
        </dt>
        <dd>
          {customer} {contact === '' ? '' : `· ${contact}`}
        </dd>
        <dt>
          <FormattedMessage id="office.cases.state" />
        </dt>
        <dd>
          <FormattedMessage id={`case.state.${state}`} />
        </dd>
      </dl>
      <form
        className={styles.inline}
        onSubmit={(event) => {
          event.preventDefault();
          void act({ act: 'take', owner: owner.trim() === '' ? null : owner.trim() });
        }}
      >
        <label>
          <FormattedMessage id="office.cases.owner" />{' '}
          <input value={owner} maxLength={80} onChange={({ target }) => setOwner(target.value)} />
        </label>
        <button type="submit" disabled={state === 'solved'}>
          <FormattedMessage id="office.cases.act.take" />
        </button>
      </form>
      <ol className={styles.notes}>
        {notes.map((note, index) => (
          <li key={`${note.at} ${String(index)}`} data-from={note.from}>
            <small>
              <FormattedDate value={note.at} dateStyle="short" timeStyle="short" /> ·{' '}
              <FormattedMessage id={`office.cases.from.${note.from}`} /> · {note.by}
            </small>
            <p>{note.text}</p>
          </li>
        ))}
      </ol>
      <label className={styles.field}>
        <FormattedMessage id="office.cases.write" />
        <textarea
          // Who works by keyboard goes on here when an act is done and its button is off.
          data-goes-on
          rows={3}
          maxLength={2000}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
    </Dialog>
  );
}
