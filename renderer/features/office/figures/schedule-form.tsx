// When a report is sent, to whom and as what; somebody answers for it by badge and PIN.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import {
  reportFormats,
  reportRhythms,
  type ReportSchedule,
  reportScheduleSchema,
} from '../../../../shared/domain/figures/report';
import { AnsweringForm } from '../list/answering';
import type { Answering } from '../payments/money-api';
import styles from './figures.module.css';

const monday = Date.UTC(2024, 0, 1);
const dayMs = 86_400_000;
const usual = (): ReportSchedule => ({
  every: 'week',
  weekday: 1,
  monthDay: 1,
  at: '07:30',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  to: [],
  formats: ['pdf', 'xlsx', 'csv'],
});

export function ScheduleForm({
  schedule,
  onSave,
  onEnd,
}: {
  schedule: ReportSchedule | null;
  onSave: (schedule: ReportSchedule | null, by: Answering) => Promise<boolean>;
  onEnd: () => void;
}): ReactNode {
  const intl = useIntl();
  const [draft, setDraft] = useState<ReportSchedule>(schedule ?? usual);
  const [isSent, setIsSent] = useState(true);
  const [to, setTo] = useState((schedule?.to ?? []).join('\n'));
  const [isAsked, setIsAsked] = useState(false);
  const wanted = reportScheduleSchema.safeParse({
    ...draft,
    to: to
      .split(/[\n,;]+/)
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  });
  const isWhole = !isSent || wanted.success;
  const change = (next: Partial<ReportSchedule>): void => setDraft({ ...draft, ...next });
  return (
    <>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole) setIsAsked(true);
        }}
      >
        <label className={styles.field}>
          <FormattedMessage id="office.report.every" />
          <select
            value={isSent ? draft.every : 'never'}
            onChange={({ target: { value } }) => {
              setIsSent(value !== 'never');
              if (value !== 'never') change({ every: value as ReportSchedule['every'] });
            }}
          >
            {[...reportRhythms, 'never'].map((each) => (
              <option key={each} value={each}>
                {intl.formatMessage({ id: `office.report.every.${each}` })}
              </option>
            ))}
          </select>
        </label>
        {isSent && draft.every === 'week' ? (
          <label className={styles.field}>
            <FormattedMessage id="office.report.weekday" />
            <select
              value={draft.weekday}
              onChange={({ target: { value } }) => change({ weekday: Number(value) })}
            >
              {[1, 2, 3, 4, 5, 6, 7].map((day) => (
                <option key={day} value={day}>
                  {intl.formatDate(monday + (day - 1) * dayMs, { timeZone: 'UTC', weekday: 'long' })}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        {isSent && draft.every === 'month' ? (
          <label className={styles.field}>
            <FormattedMessage id="office.report.month-day" />
            <input
              type="number"
              min={1}
              max={31}
              required
              value={draft.monthDay}
              onChange={({ target: { value } }) => change({ monthDay: Number(value) })}
            />
          </label>
        ) : null}
        {isSent ? (
          <>
            <label className={styles.field}>
              <FormattedMessage id="office.report.hour" />
              <input
                type="time"
                required
                value={draft.at}
                onChange={({ target: { value } }) => change({ at: value })}
              />
            </label>
            <label className={styles.field}>
              <FormattedMessage id="office.report.time-zone" />
              <input
                required
                maxLength={60}
                value={draft.timeZone}
                onChange={({ target: { value } }) => change({ timeZone: value })}
              />
            </label>
            <label className={styles.field}>
              <FormattedMessage id="office.report.to" />
              <textarea required rows={3} value={to} onChange={({ target: { value } }) => setTo(value)} />
            </label>
            <fieldset className={styles.row}>
              <legend>
                <FormattedMessage id="office.report.formats" />
              </legend>
              {reportFormats.map((format) => (
                <label key={format}>
                  <input
                    type="checkbox"
                    checked={draft.formats.includes(format)}
                    onChange={({ target: { checked } }) =>
                      change({
                        formats: reportFormats.filter((each) =>
                          each === format ? checked : draft.formats.includes(each),
                        ),
                      })
                    }
                  />{' '}
                  <FormattedMessage id={`office.export.${format}`} />
                </label>
              ))}
            </fieldset>
          </>
        ) : null}
        <button type="submit" disabled={!isWhole}>
          <FormattedMessage id="office.report.send" />
        </button>
      </form>
      {isAsked ? (
        <AnsweringForm
          wanted={{
            label: 'office.report.send',
            act: async (by) => {
              if (isSent && !wanted.success) return false;
              const isSaved = await onSave(isSent && wanted.success ? wanted.data : null, by);
              if (isSaved) onEnd();
              return isSaved;
            },
          }}
          onEnd={() => setIsAsked(false)}
        />
      ) : null}
    </>
  );
}
