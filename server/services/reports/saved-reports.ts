// Reports that are kept: everybody's, or one computer's. Nobody sees, changes or sends another computer's own.
import type { z } from 'zod';
import type { SavedReport, saveReportSchema } from '../../../shared/contract/reports';
import {
  nextDue,
  type Report,
  reportScheduleSchema,
  type ReportSchedule,
  reportSchema,
} from '../../../shared/domain/figures/report';
import { isTimeZone } from '../../../shared/domain/mail/quiet-hours';
import type { Pool, Queryable } from '../../db/pool';

type Tools = { pool: Pool; now: () => Date; newId: () => string };
type Row = {
  report_id: string;
  station_id: string | null;
  report: unknown;
  schedule: unknown;
  scheduled_by: string | null;
  next_at: string | null;
};
const columns = 'report_id, station_id, report, schedule, scheduled_by, next_at';
const seen = '(station_id IS NULL OR station_id = $1)';
const mostReports = 200;
const shownMails = 10;

/** Everybody's first, by name. One that an older Waybill kept and this one does not understand is left out. */
export async function listReports(db: Queryable, stationId: string): Promise<SavedReport[]> {
  const { rows } = await db.query<Row>({
    name: 'reports',
    text: `SELECT ${columns} FROM saved_report WHERE ${seen} ORDER BY station_id IS NOT NULL, lower(report->>'name'), report_id LIMIT ${mostReports}`,
    values: [stationId],
  });
  const mails = await mailsOf(
    db,
    rows.map((row) => row.report_id),
  );
  return rows.flatMap((row) => {
    const report = reportSchema.safeParse(row.report);
    if (!report.success) return [];
    const schedule = reportScheduleSchema.safeParse(row.schedule);
    return [
      {
        reportId: row.report_id,
        report: report.data,
        shared: row.station_id === null,
        schedule: schedule.success ? schedule.data : null,
        scheduledBy: row.scheduled_by,
        nextAt: row.next_at === null ? null : new Date(row.next_at).toISOString(),
        mails: mails.get(row.report_id) ?? [],
      },
    ];
  });
}

async function mailsOf(db: Queryable, ids: readonly string[]): Promise<Map<string, SavedReport['mails']>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<SavedReport['mails'][number] & { id: string }>({
    name: 'report-mails',
    text: `SELECT r.id, m.due_at AS "dueAt", m.to_address AS "to", m.state, m.answer FROM unnest($1::uuid[]) AS r (id)
           CROSS JOIN LATERAL (SELECT * FROM report_mail m WHERE m.report_id = r.id ORDER BY due_at DESC, to_address LIMIT ${shownMails}) AS m
           ORDER BY m.due_at DESC, m.to_address`,
    values: [ids],
  });
  const found = new Map<string, SavedReport['mails']>();
  for (const { id, dueAt, ...mail } of rows)
    found.set(id, [...(found.get(id) ?? []), { ...mail, dueAt: new Date(dueAt).toISOString() }]);
  return found;
}

/** @returns its id; null: there is none that this computer may write over */
export async function saveReport(
  { pool, now, newId }: Tools,
  stationId: string,
  { reportId, report, shared }: z.infer<typeof saveReportSchema>,
): Promise<string | null> {
  const owner = shared ? null : stationId;
  if (reportId === undefined) {
    const id = newId();
    await pool.query(
      'INSERT INTO saved_report (report_id, station_id, report, changed_at) VALUES ($1, $2, $3, $4)',
      [id, owner, report, now().toISOString()],
    );
    return id;
  }
  const { rowCount } = await pool.query(
    `UPDATE saved_report SET station_id = $3, report = $4, changed_at = $5 WHERE report_id = $2 AND ${seen}`,
    [stationId, reportId, owner, report, now().toISOString()],
  );
  return rowCount === 1 ? reportId : null;
}

/** @returns false: there is none that this computer may remove */
export async function removeReport(db: Queryable, stationId: string, reportId: string): Promise<boolean> {
  const { rowCount } = await db.query(`DELETE FROM saved_report WHERE report_id = $2 AND ${seen}`, [
    stationId,
    reportId,
  ]);
  return rowCount === 1;
}

export async function findReport(db: Queryable, stationId: string, reportId: string): Promise<Report | null> {
  const { rows } = await db.query<{ report: unknown }>(
    `SELECT report FROM saved_report WHERE report_id = $2 AND ${seen}`,
    [stationId, reportId],
  );
  const read = reportSchema.safeParse(rows[0]?.report);
  return read.success ? read.data : null;
}

/** From now on; what is on its way already goes. */
export async function scheduleReport(
  { pool, now }: Tools,
  stationId: string,
  reportId: string,
  schedule: ReportSchedule | null,
  by: string,
): Promise<'report-unknown' | 'time-zone-unknown' | null> {
  if (schedule && !isTimeZone(schedule.timeZone)) return 'time-zone-unknown';
  const { rowCount } = await pool.query(
    `UPDATE saved_report SET schedule = $3, next_at = $4, scheduled_by = $5, changed_at = $6 WHERE report_id = $2 AND ${seen}`,
    [
      stationId,
      reportId,
      schedule,
      schedule && nextDue(schedule, now()).toISOString(),
      schedule && by,
      now().toISOString(),
    ],
  );
  return rowCount === 1 ? null : 'report-unknown';
}
