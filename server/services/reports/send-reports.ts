// Sends reports when they are due: each time of each report to each reader is one mail, whoever notices it and however often. It is
// noted in the transaction that sets the next time; a repeat after a crash has the same message id. Times missed while head office
// was away are sent once, for the newest of them.
import { v5 } from 'uuid';
import { nextDue, reportScheduleSchema, reportSchema } from '../../../shared/domain/figures/report';
import { escapeHtml } from '../../../shared/domain/mail/template';
import { siteDay } from '../../../shared/domain/stock/site-day';
import { type Client, type Pool, withTransaction } from '../../db/pool';
import { type JobLoop, startJob } from '../../jobs/job-loop';
import { later, type Performed, startReaction } from '../../jobs/outbox';
import { type Became, deliverLetter, messageIdOf, mostTries, settingsToSend } from '../mail/deliver-letter';
import { reportFiles } from './report-files';
import { reportWords } from './report-words';

export const reportTopic = 'send-report';
/** Namespace of message ids; changing it would make a repeat look like another mail. */
const reportNamespace = '6f0b6d0e-2f0e-4f0c-9a3c-3f3d8f3f0a51';
const lookEveryMs = 20_000;
/** Times that are due one after the other while nobody was there, at most. */
const mostMissed = 4000;

type Tools = { pool: Pool; now: () => Date; newId: () => string };
type Work = { reportId: string; dueAt: string; to: string };

export function startReports(
  tools: Tools & { idleMs: number; onFailure: (cause: unknown, name: string) => void },
): JobLoop[] {
  const { pool, now, onFailure } = tools;
  return [
    startJob({
      name: 'reports that are due',
      round: () => askForDueReports(tools),
      idleMs: Math.max(tools.idleMs, lookEveryMs),
      onFailure,
    }),
    startReaction<Work>({
      pool,
      topic: reportTopic,
      perform: (work) => sendReport(tools, work),
      now,
      idleMs: tools.idleMs,
      atOnce: 1,
      patienceMs: 300_000,
      mostAttempts: mostTries,
      onFailure,
    }),
  ];
}

/** @returns true when there may be more */
export function askForDueReports({ pool, now, newId }: Tools): Promise<boolean> {
  return withTransaction(pool, async (client) => {
    const at = now();
    const { rows } = await client.query<{ report_id: string; schedule: unknown; next_at: string }>({
      name: 'reports-due',
      text: `SELECT report_id, schedule, next_at FROM saved_report WHERE next_at <= $1 ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
      values: [at.toISOString()],
    });
    const [due] = rows;
    if (!due) return false;
    const schedule = reportScheduleSchema.parse(due.schedule);
    let dueAt = new Date(due.next_at);
    let next = nextDue(schedule, dueAt);
    for (let missed = 0; next <= at && missed < mostMissed; missed += 1) {
      dueAt = next;
      next = nextDue(schedule, dueAt);
    }
    await client.query('UPDATE saved_report SET next_at = $2 WHERE report_id = $1', [
      due.report_id,
      next.toISOString(),
    ]);
    await askFor(client, due.report_id, dueAt.toISOString(), schedule.to, newId);
    return true;
  });
}

async function askFor(
  client: Client,
  reportId: string,
  dueAt: string,
  to: readonly string[],
  newId: () => string,
): Promise<void> {
  const { rows } = await client.query<{ to: string }>(
    `INSERT INTO report_mail (report_id, due_at, to_address, state) SELECT $1, $2, address, 'waiting' FROM unnest($3::text[]) AS r (address)
     ON CONFLICT DO NOTHING RETURNING to_address AS "to"`,
    [reportId, dueAt, to],
  );
  await later(
    client,
    rows.map((row) => ({
      topic: reportTopic,
      key: `${reportId} ${row.to}`,
      payload: { reportId, dueAt, to: row.to } satisfies Work,
      // By the clock of head office, not by that of the database.
      availableAt: dueAt,
    })),
    newId,
  );
}

export async function sendReport(
  { pool, now }: Tools,
  { payload: { reportId, dueAt, to }, attempt }: Performed<Work>,
): Promise<string> {
  const mail = await pool.query<{ state: string }>(
    'SELECT state FROM report_mail WHERE report_id = $1 AND due_at = $2 AND to_address = $3',
    [reportId, dueAt, to],
  );
  const [noted] = mail.rows;
  if (noted?.state !== 'waiting') return noted?.state ?? 'there is no such mail any more';
  const { rows } = await pool.query<{ report: unknown; schedule: unknown }>(
    'SELECT report, schedule FROM saved_report WHERE report_id = $1',
    [reportId],
  );
  const report = reportSchema.safeParse(rows[0]?.report);
  const schedule = reportScheduleSchema.safeParse(rows[0]?.schedule);
  const note = ({ state, answer, sentAt }: Became): Promise<unknown> =>
    pool.query(
      'UPDATE report_mail SET state = $4, answer = $5, sent_at = $6 WHERE report_id = $1 AND due_at = $2 AND to_address = $3',
      [reportId, dueAt, to, state, answer, sentAt],
    );
  if (!report.success || !schedule.success) {
    const answer = 'the report is not kept or not sent any more';
    await note({ state: 'refused', answer, sentAt: null });
    return answer;
  }
  const kept = await settingsToSend(pool);
  const today = siteDay(dueAt, schedule.data.timeZone);
  const { files, about } = await reportFiles(
    pool,
    report.data,
    schedule.data.formats,
    today,
    new Date(dueAt),
  );
  const { say } = reportWords(report.data.language);
  const text = `${[report.data.name, ...about].join('\n')}\n\n${say('office.report.mail-text')}\n`;
  return deliverLetter(
    kept,
    {
      subject: report.data.name,
      text,
      html: htmlOf(text),
      toName: '',
      toAddress: to,
      messageId: messageIdOf(v5(`${reportId} ${dueAt} ${to}`, reportNamespace), kept.settings.fromAddress),
      at: now().toISOString(),
      optOutLink: null,
      attachments: files,
    },
    { attempt, now, note },
  );
}

function htmlOf(text: string): string {
  return `<p>${escapeHtml(text.trim()).replaceAll('\n\n', '</p><p>').replaceAll('\n', '<br>')}</p>`;
}
