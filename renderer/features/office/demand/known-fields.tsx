// Fields of what people know better: of which weeks, and why.
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import type { DemandPage } from '../../../../shared/contract/demand';
import type { Answer } from '../office-api';
import styles from './demand.module.css';
import type { DemandApi } from './demand-page';

export type KnownProps = {
  api: DemandApi;
  page: DemandPage;
  /** Shows what came of it; false: it failed. */
  settle: (asked: Promise<Answer<DemandPage>>) => Promise<boolean>;
};
/** As it stands in the fields. */
export type When = { fromWeek: string; weeks: string };
export const asked = ({ fromWeek, weeks }: When): { fromWeek: string; weeks: number } => ({
  fromWeek,
  weeks: Number(weeks),
});

export function Field({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <label className={styles.field}>
      <FormattedMessage id={`office.demand.${label}`} />
      {children}
    </label>
  );
}

export function WeeksFields({ when, setWhen }: { when: When; setWhen: (when: When) => void }): ReactNode {
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

export function ReasonField({
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
