// One alert: its cause in numbers, what is proposed and where that is done, who looks after it, until when it is put aside, and
// all that happened to it. What is done here can be undone.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { AlertAct, AlertPage, AlertRow } from '../../../../shared/contract/alerts';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import office from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import type { OfficePageProps } from '../office-place';
import { AlertCause } from './alert-cause';
import { placeOf } from './alert-place';
import styles from './alerts.module.css';

const hourMs = 3_600_000;
/** Hours that it is put aside for. */
const pauses = { hour: 1, day: 24, week: 168 } as const;

/** What takes an act back; null where there is nothing to take back. */
function undoOf(act: AlertAct, before: AlertRow): AlertAct | null {
  if (act.act === 'take') return { act: 'take', owner: before.owner };
  if (before.snoozedUntil !== null) return { act: 'snooze', until: before.snoozedUntil };
  return act.act === 'snooze' ? { act: 'wake' } : null;
}

export function AlertView({
  api,
  alertId,
  onChanged,
  open,
  onClose,
}: {
  api: Pick<OfficeApi, 'alert' | 'actOnAlert'>;
  alertId: string;
  onChanged: () => void;
  open: OfficePageProps['open'];
  onClose: () => void;
}): ReactNode {
  const intl = useIntl();
  const load = useCallback(() => api.alert(alertId), [api, alertId]);
  const { answer, last, askAgain } = useAnswer(load, 5_000);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [undo, setUndo] = useState<AlertAct | null>(null);
  const row = last?.row ?? null;
  const act = async (what: AlertAct, back: AlertAct | null): Promise<void> => {
    const got = await api.actOnAlert(alertId, what);
    setFailure(got.ok ? null : got.failure);
    if (!got.ok) return;
    setUndo(back);
    askAgain();
    onChanged();
  };
  const does = (what: AlertAct): void => {
    if (row) void act(what, undoOf(what, row));
  };
  const go = (): void => {
    if (!row) return;
    const { page, id, query } = placeOf(row);
    open(page, id, query);
  };
  return (
    <Dialog
      title={
        row
          ? intl.formatMessage(
              { id: 'office.alerts.one' },
              { kind: intl.formatMessage({ id: `alert.kind.${row.kind}` }), title: row.title },
            )
          : intl.formatMessage({ id: 'office.alerts.title' })
      }
      isOpen
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{intl.formatMessage({ id: 'ui.close' })}</Button>
          <Button kind="main" isDisabled={row === null} onPress={go}>
            {row ? intl.formatMessage({ id: `alert.do.${row.kind}` }) : '–'}
          </Button>
        </>
      }
    >
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {failure ? <Failure failure={failure} /> : null}
      {row && last ? (
        <>
          <Facts row={row} />
          {undo ? (
            <output className={styles.acts}>
              <FormattedMessage id="office.alerts.done" />
              <button type="button" onClick={() => void act(undo, null)}>
                <FormattedMessage id="ui.undo" />
              </button>
            </output>
          ) : null}
          <Owner key={row.owner ?? ''} row={row} does={does} />
          {row.state === 'clear' ? null : <Pause row={row} does={does} />}
          <History history={last.history} />
        </>
      ) : null}
    </Dialog>
  );
}

function Facts({ row }: { row: AlertRow }): ReactNode {
  return (
    <dl className={office.facts}>
      <dt>
        <FormattedMessage id="office.alerts.cause" />
      </dt>
      <dd>
        <AlertCause row={row} />
      </dd>
      <dt>
        <FormattedMessage id="office.alerts.state" />
      </dt>
      <dd>
        <FormattedMessage id={`alert.state.${row.state}`} />
        {row.snoozedUntil && row.state === 'snoozed' ? (
          <>
            {' · '}
            <FormattedDate value={row.snoozedUntil} dateStyle="short" timeStyle="short" />
          </>
        ) : null}
      </dd>
      <dt>
        <FormattedMessage id="office.alerts.since" />
      </dt>
      <dd>
        <FormattedDate value={row.openedAt} dateStyle="medium" timeStyle="short" />
      </dd>
      <dt>
        <FormattedMessage id="office.alerts.told" />
      </dt>
      <dd>
        {row.told ? (
          <>
            <FormattedNumber value={row.told.times} /> ·{' '}
            <FormattedDate value={row.told.at} dateStyle="medium" timeStyle="short" />
          </>
        ) : (
          '–'
        )}
      </dd>
    </dl>
  );
}

type Does = (act: AlertAct) => void;

function Owner({ row, does }: { row: AlertRow; does: Does }): ReactNode {
  const [owner, setOwner] = useState(row.owner ?? '');
  return (
    <form
      className={styles.acts}
      onSubmit={(event) => {
        event.preventDefault();
        const name = owner.trim();
        does({ act: 'take', owner: name === '' ? null : name });
      }}
    >
      <label>
        <FormattedMessage id="office.alerts.owner" />{' '}
        <input value={owner} maxLength={80} onChange={({ target }) => setOwner(target.value)} />
      </label>
      <button type="submit">
        <FormattedMessage id="office.alerts.take" />
      </button>
    </form>
  );
}

function Pause({ row, does }: { row: AlertRow; does: Does }): ReactNode {
  const [day, setDay] = useState('');
  const until = (ms: number): AlertAct => ({ act: 'snooze', until: new Date(ms).toISOString() });
  return (
    <form
      className={styles.acts}
      onSubmit={(event) => {
        event.preventDefault();
        const ms = Date.parse(day);
        if (Number.isFinite(ms)) does(until(ms));
      }}
    >
      {Object.entries(pauses).map(([name, hours]) => (
        <button key={name} type="button" onClick={() => does(until(Date.now() + hours * hourMs))}>
          <FormattedMessage id={`office.alerts.pause.${name}`} />
        </button>
      ))}
      <label>
        <FormattedMessage id="office.alerts.until" />{' '}
        <input type="datetime-local" value={day} onChange={({ target }) => setDay(target.value)} />
      </label>
      <button type="submit" disabled={day === ''}>
        <FormattedMessage id="office.alerts.snooze" />
      </button>
      {row.state === 'snoozed' ? (
        <button type="button" onClick={() => does({ act: 'wake' })}>
          <FormattedMessage id="office.alerts.wake" />
        </button>
      ) : null}
    </form>
  );
}

function History({ history }: { history: AlertPage['history'] }): ReactNode {
  const intl = useIntl();
  return (
    <section aria-labelledby="alert-history">
      <h2 id="alert-history">
        <FormattedMessage id="office.alerts.history" />
      </h2>
      <ol className={styles.history}>
        {history.map((each, at) => (
          <li key={`${each.at} ${String(at)}`} data-event={each.type}>
            <FormattedDate value={each.at} dateStyle="short" timeStyle="medium" /> ·{' '}
            <FormattedMessage id={`event.${each.type}`} />
            {each.why ? ` · ${intl.formatMessage({ id: `alert.why.${each.why}` })}` : null}
            {each.type === 'AlertTaken' ? ` · ${each.owner ?? '–'}` : null}
            {each.until
              ? ` · ${intl.formatDate(each.until, { dateStyle: 'short', timeStyle: 'short' })}`
              : null}
            {each.by ? ` · ${each.by}` : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
