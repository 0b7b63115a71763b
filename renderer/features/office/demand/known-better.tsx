// What people know better: another number for some weeks with its reason, and later who was nearer; weeks that are not to be
// learned from; the product that a new one is like. Each can be taken back.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';
import styles from './demand.module.css';
import { asked, Field, type KnownProps, ReasonField, WeeksFields, type When } from './known-fields';
import { OverrideForm } from './override-form';
import { OverrideTable } from './override-table';

export function KnownBetter({ api, page, settle }: KnownProps): ReactNode {
  return (
    <section className={styles.part} aria-labelledby="demand-better">
      <h2 id="demand-better">
        <FormattedMessage id="office.demand.better" />
      </h2>
      <OverrideForm api={api} page={page} settle={settle} />
      {page.overrides.length > 0 ? (
        <OverrideTable
          rows={page.overrides}
          last={{
            heading: 'take-back',
            cell: ({ overrideId }) => (
              <button type="button" onClick={() => void settle(api.removeOverride(page.sku, overrideId))}>
                <FormattedMessage id="office.demand.take-back" />
              </button>
            ),
          }}
        />
      ) : null}
      <MarkForm api={api} page={page} settle={settle} />
      {page.marks.length > 0 ? <Marks api={api} page={page} settle={settle} /> : null}
      <LikeForm api={api} page={page} settle={settle} />
    </section>
  );
}

function MarkForm({ api, page, settle }: KnownProps): ReactNode {
  const [when, setWhen] = useState<When>({ fromWeek: '', weeks: '1' });
  const [kind, setKind] = useState<'promotion' | 'excluded'>('promotion');
  const [ofAll, setOfAll] = useState(false);
  const [reason, setReason] = useState('');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const request = { ...asked(when), kind, ofAll, reason };
    if (await settle(api.addDemandMark(page.sku, request))) setReason('');
  };
  return (
    <form className={styles.form} aria-labelledby="demand-marking" onSubmit={(event) => void submit(event)}>
      <h3 id="demand-marking">
        <FormattedMessage id="office.demand.marking" />
      </h3>
      <WeeksFields when={when} setWhen={setWhen} />
      <Field label="kind">
        <select
          value={kind}
          onChange={({ target }) => setKind(target.value === 'excluded' ? 'excluded' : 'promotion')}
        >
          {(['promotion', 'excluded'] as const).map((each) => (
            <option key={each} value={each}>
              <KindName kind={each} />
            </option>
          ))}
        </select>
      </Field>
      <ReasonField reason={reason} setReason={setReason} />
      <label className={styles.check}>
        <input type="checkbox" checked={ofAll} onChange={({ target }) => setOfAll(target.checked)} />
        <FormattedMessage id="office.demand.of-all" />
      </label>
      <button type="submit">
        <FormattedMessage id="office.demand.mark-save" />
      </button>
    </form>
  );
}

function KindName({ kind }: { kind: 'promotion' | 'excluded' }): ReactNode {
  return <FormattedMessage id={`demand.mark.${kind}`} values={{ days: 0 }} />;
}

function Marks({ api, page, settle }: KnownProps): ReactNode {
  return (
    <ul className={styles.marks}>
      {page.marks.map(({ markId, fromWeek, weeks, kind, reason, ofAll }) => (
        <li key={markId} className={styles.row}>
          <span>
            <KindName kind={kind} /> · <FormattedDate value={fromWeek} dateStyle="medium" timeZone="UTC" /> ·{' '}
            <FormattedMessage id="office.demand.weeks-of" values={{ weeks }} /> · {reason}
            {ofAll ? (
              <>
                {' '}
                · <FormattedMessage id="office.demand.of-all" />
              </>
            ) : null}
          </span>
          <button type="button" onClick={() => void settle(api.removeDemandMark(page.sku, markId))}>
            <FormattedMessage id="office.demand.take-back" />
          </button>
        </li>
      ))}
    </ul>
  );
}

function LikeForm({ api, page, settle }: KnownProps): ReactNode {
  const [like, setLike] = useState(page.like ?? '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void settle(api.setLike(page.sku, like.trim() === '' ? null : like.trim()));
  };
  return (
    <form className={styles.form} aria-labelledby="demand-like" onSubmit={submit}>
      <h3 id="demand-like">
        <FormattedMessage id="office.demand.like" />
      </h3>
      <Field label="like-sku">
        <input maxLength={64} value={like} onChange={({ target }) => setLike(target.value)} />
      </Field>
      <button type="submit">
        <FormattedMessage id="office.demand.like-save" />
      </button>
    </form>
  );
}
