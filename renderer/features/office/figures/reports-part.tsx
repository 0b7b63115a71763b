// Reports that are kept: looked at, saved as files, sent on time, removed and brought back.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { SavedReport } from '../../../../shared/contract/reports';
import { type Report, type ReportFormat, reportFormats } from '../../../../shared/domain/figures/report';
import { saveFile } from '../customers/save-file';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeFailure } from '../office-api';
import type { FiguresApi } from './figures-page';
import styles from './figures.module.css';
import { ScheduleForm } from './schedule-form';

export function ReportsPart({
  api,
  onLook,
}: {
  api: FiguresApi;
  onLook: (report: Report) => void;
}): ReactNode {
  const intl = useIntl();
  const { answer, last, askAgain } = useAnswer(api.reports);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [scheduling, setScheduling] = useState<string | null>(null);
  const [removed, setRemoved] = useState<SavedReport | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const done = (got: { ok: true } | { ok: false; failure: OfficeFailure }): boolean => {
    setFailure(got.ok ? null : got.failure);
    if (got.ok) askAgain();
    return got.ok;
  };
  const save = async ({ reportId }: SavedReport, format: ReportFormat): Promise<void> => {
    setIsBusy(true);
    const got = await api.reportFile(reportId, format);
    setIsBusy(false);
    setFailure(got.ok ? null : got.failure);
    if (got.ok) saveFile(got.value.name, got.value.base64, got.value.type);
  };
  const remove = async (one: SavedReport): Promise<void> => {
    if (done(await api.removeReport(one.reportId))) setRemoved(one);
  };
  const bringBack = async ({ report, shared }: SavedReport): Promise<void> => {
    if (done(await api.saveReport({ report, shared }))) setRemoved(null);
  };
  return (
    <section className={styles.panel} aria-labelledby="figures-reports">
      <h2 id="figures-reports">
        <FormattedMessage id="office.report.kept" />
      </h2>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {failure ? <Failure failure={failure} /> : null}
      {isBusy ? (
        <output>
          <FormattedMessage id="office.export.going" />
        </output>
      ) : null}
      {removed ? (
        <p className={styles.row}>
          {removed.report.name}
          <button type="button" onClick={() => void bringBack(removed)}>
            <FormattedMessage id="office.report.bring-back" />
          </button>
        </p>
      ) : null}
      {last?.rows.length === 0 ? (
        <p>
          <FormattedMessage id="office.report.none" />
        </p>
      ) : null}
      {last?.rows.map((one) => (
        <article key={one.reportId} className={styles.panel} aria-label={one.report.name}>
          <h3>{one.report.name}</h3>
          <p className={styles.quiet}>
            <FormattedMessage id={`office.figures.dashboard.${one.report.dashboard}`} />
            {' · '}
            <FormattedMessage id={`office.report.period.${one.report.period}`} />
            {one.shared ? (
              <>
                {' · '}
                <FormattedMessage id="office.report.shared" />
              </>
            ) : null}
          </p>
          <div className={styles.row}>
            <button type="button" onClick={() => onLook(one.report)}>
              <FormattedMessage id="office.report.look" />
            </button>
            {reportFormats.map((format) => (
              <button key={format} type="button" disabled={isBusy} onClick={() => void save(one, format)}>
                <FormattedMessage id={`office.export.${format}`} />
              </button>
            ))}
            <button
              type="button"
              aria-expanded={scheduling === one.reportId}
              onClick={() => setScheduling(scheduling === one.reportId ? null : one.reportId)}
            >
              <FormattedMessage id="office.report.schedule" />
            </button>
            <button type="button" onClick={() => void remove(one)}>
              <FormattedMessage id="office.report.remove" />
            </button>
          </div>
          {one.nextAt === null ? null : (
            <p>
              <FormattedMessage
                id="office.report.next"
                values={{ at: <FormattedDate value={one.nextAt} dateStyle="medium" timeStyle="short" /> }}
              />
            </p>
          )}
          {scheduling === one.reportId ? (
            <ScheduleForm
              schedule={one.schedule}
              onSave={async (schedule, by) => done(await api.scheduleReport(one.reportId, schedule, by))}
              onEnd={() => setScheduling(null)}
            />
          ) : null}
          {one.mails.length > 0 ? (
            <ul aria-label={intl.formatMessage({ id: 'office.report.mails' })}>
              {one.mails.map(({ dueAt, to, state }) => (
                <li key={`${dueAt} ${to}`}>
                  <FormattedMessage
                    id="office.report.mail-state"
                    values={{
                      to,
                      state,
                      at: intl.formatDate(dueAt, { dateStyle: 'short', timeStyle: 'short' }),
                    }}
                  />
                </li>
              ))}
            </ul>
          ) : null}
        </article>
      ))}
    </section>
  );
}
