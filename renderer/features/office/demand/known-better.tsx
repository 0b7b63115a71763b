// What people know better: another number for some weeks with its reason, and later who was nearer; weeks that are not to be
// learned from; the product that a new one is like. Each can be taken back.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber } from 'react-intl';
import type { DemandPage } from '../../../../shared/contract/demand';
import type { Answer } from '../office-api';
import styles from './demand.module.css';
import type { DemandApi } from './demand-page';

type Settle = (asked: Promise<Answer<DemandPage>>) => Promise<boolean>;
type Props = { api: DemandApi; page: DemandPage; settle: Settle };
/** As it stands in the fields. */
type When = { fromWeek: string; weeks: string };
const asked = ({ fromWeek, weeks }: When): { fromWeek: string; weeks: number } => ({
  fromWeek,
  weeks: Number(weeks),
});

export function KnownBetter({ api, page, settle }: Props): ReactNode {
  return (
    <section className={styles.part} aria-labelledby="demand-better">
      <h2 id="demand-better">
        <FormattedMessage id="office.demand.better" />
      </h2>
      <OverrideForm api={api} page={page} settle={settle} />
      {page.overrides.length > 0 ? <Overrides api={api} page={page} settle={settle} /> : null}
      <MarkForm api={api} page={page} settle={settle} />
      {page.marks.length > 0 ? <Marks api={api} page={page} settle={settle} /> : null}
      <LikeForm api={api} page={page} settle={settle} />
    </section>
  );
}

function OverrideForm({ api, page, settle }: Props): ReactNode {
  const [when, setWhen] = useState<When>({ fromWeek: page.forecast?.weeks[0]?.week ?? '', weeks: '4' });
  const [units, setUnits] = useState('');
  const [reason, setReason] = useState('');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const request = { ...asked(when), units: Number(units), reason };
    if (await settle(api.addOverride(page.sku, request))) {
      setUnits('');
      setReason('');
    }
  };
  return (
    <form className={styles.form} aria-labelledby="demand-override" onSubmit={(event) => void submit(event)}>
      <h3 id="demand-override">
        <FormattedMessage id="office.demand.override" />
      </h3>
      <WeeksFields when={when} setWhen={setWhen} />
      <Field label="units-a-week">
        <input
          type="number"
          required
          min={0}
          max={10_000_000}
          step="any"
          value={units}
          onChange={({ target }) => setUnits(target.value)}
        />
      </Field>
      <ReasonField reason={reason} setReason={setReason} />
      <button type="submit" data-main>
        <FormattedMessage id="office.demand.override-save" />
      </button>
    </form>
  );
}

function Overrides({ api, page, settle }: Props): ReactNode {
  return (
    <div className={styles.wide}>
      <table className={styles.table}>
        <caption>
          <FormattedMessage id="office.demand.overrides" />
        </caption>
        <thead>
          <tr>
            {['from-week', 'for-weeks', 'units-a-week', 'reason', 'nearer', 'take-back'].map((name) => (
              <th key={name} scope="col">
                <FormattedMessage id={`office.demand.${name}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.overrides.map(({ overrideId, fromWeek, weeks, units, reason, accuracy }) => (
            <tr key={overrideId}>
              <th scope="row">
                <FormattedDate value={fromWeek} dateStyle="medium" timeZone="UTC" />
              </th>
              <td>
                <FormattedNumber value={weeks} />
              </td>
              <td>
                <FormattedNumber value={units} />
              </td>
              <td>{reason}</td>
              <td>
                {accuracy === null ? (
                  '–'
                ) : (
                  <FormattedMessage
                    id="office.demand.nearer-is"
                    values={{
                      person: <FormattedNumber value={accuracy.errorOfPerson} maximumFractionDigits={0} />,
                      forecast: (
                        <FormattedNumber value={accuracy.errorOfForecast} maximumFractionDigits={0} />
                      ),
                    }}
                  />
                )}
              </td>
              <td>
                <button type="button" onClick={() => void settle(api.removeOverride(page.sku, overrideId))}>
                  <FormattedMessage id="office.demand.take-back" />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MarkForm({ api, page, settle }: Props): ReactNode {
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

function Marks({ api, page, settle }: Props): ReactNode {
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

function LikeForm({ api, page, settle }: Props): ReactNode {
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

function Field({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <label className={styles.field}>
      <FormattedMessage id={`office.demand.${label}`} />
      {children}
    </label>
  );
}

function WeeksFields({ when, setWhen }: { when: When; setWhen: (when: When) => void }): ReactNode {
  const { fromWeek, weeks } = when;
  return (
    <>
      <Field label="from-week">
        <input
          type="date"
          required
          value={fromWeek}
          onChange={({ target }) => setWhen({ fromWeek: target.value, weeks })}
        />
      </Field>
      <Field label="for-weeks">
        <input
          type="number"
          required
          min={1}
          max={52}
          value={weeks}
          onChange={({ target }) => setWhen({ fromWeek, weeks: target.value })}
        />
      </Field>
    </>
  );
}

function ReasonField({
  reason,
  setReason,
}: {
  reason: string;
  setReason: (reason: string) => void;
}): ReactNode {
  return (
    <Field label="reason">
      <input required maxLength={200} value={reason} onChange={({ target }) => setReason(target.value)} />
    </Field>
  );
}
