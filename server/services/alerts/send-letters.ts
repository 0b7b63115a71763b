// Writes and sends the letters about alerts. A letter is put into words once, with all that is due to its address, and kept; it is
// sent in the same words and under the same message id until the server has taken it, so that whoever dies in between sends a
// repeat that a mail program knows as one. What is over or put aside by then is not told any more.
import { type Alert, isSnoozed } from '../../../shared/domain/alert/alert';
import { companyStream } from '../../../shared/domain/ids';
import type { MailLanguage } from '../../../shared/domain/mail/mail-kinds';
import type { OfficeParts } from '../../head-office';
import { type Client, type Queryable, withTransaction } from '../../db/pool';
import { startFollower } from '../../jobs/follow-events';
import { type JobLoop, startJob } from '../../jobs/job-loop';
import { type Performed, startReaction } from '../../jobs/outbox';
import { deliverLetter, messageIdOf, mostTries, settingsToSend } from '../mail/deliver-letter';
import { letterWords } from './letter-words';
import { alertMailEvents, letterTopic, type LetterWork, noteDue } from './note-due';

type Tools = Pick<OfficeParts, 'pool' | 'now' | 'newId'>;
type Letter = {
  letter_id: string;
  subject: string;
  body_text: string;
  body_html: string;
  message_id: string;
  created_at: string;
};

const keptMs = 90 * 86_400_000;
const tidyRoundMs = 3_600_000;

export function startAlertMail(parts: OfficeParts): JobLoop[] {
  const { pool, log, now, newId, idleMs } = parts;
  const onFailure = (cause: unknown, job: string): void =>
    log.error({ err: cause, job }, 'a job failed and will be tried again');
  return [
    startFollower({
      pool,
      name: 'alert-mail',
      types: alertMailEvents,
      react: (client, events) => noteDue(client, events, { now, newId }),
      idleMs,
      onFailure,
    }),
    startReaction<LetterWork>({
      pool,
      topic: letterTopic,
      perform: (work) => sendDue(parts, work),
      now,
      idleMs,
      patienceMs: 120_000,
      mostAttempts: mostTries,
      onFailure: (cause) => log.warn({ err: cause }, 'a letter about alerts was not sent'),
    }),
    startJob({
      name: 'forget-alert-letters',
      round: async () => {
        await forgetOldLetters(pool, new Date(now().getTime() - keptMs).toISOString());
        return false;
      },
      idleMs: tidyRoundMs,
      onFailure,
    }),
  ];
}

/** @returns what the server said. @throws TryLater, GiveUp */
async function sendDue(
  tools: Tools,
  { payload: { address }, attempt }: Performed<LetterWork>,
): Promise<string> {
  const { pool, now } = tools;
  const kept = await settingsToSend(pool);
  const letter = await withTransaction(pool, (client) =>
    letterFor(client, tools, address, kept.settings.fromAddress),
  );
  if (!letter) return 'nothing to tell any more';
  return deliverLetter(
    kept,
    {
      toName: '',
      toAddress: address,
      subject: letter.subject,
      text: letter.body_text,
      html: letter.body_html,
      messageId: letter.message_id,
      at: new Date(letter.created_at).toISOString(),
      optOutLink: null,
    },
    {
      attempt,
      now,
      note: ({ state, answer, sentAt }) =>
        pool.query(
          'UPDATE alert_letter SET state = $3, answer = $4, sent_at = $5 WHERE stream_id = $1 AND letter_id = $2',
          [companyStream, letter.letter_id, state, answer, sentAt],
        ),
    },
  );
}

/** The one that waits, or a new one of all that is due; null: nothing is. */
async function letterFor(
  client: Client,
  { now, newId }: Tools,
  address: string,
  fromAddress: string,
): Promise<Letter | null> {
  const columns = 'letter_id, subject, body_text, body_html, message_id, created_at';
  const waiting = await client.query<Letter>({
    name: 'alert-letter-waiting',
    text: `SELECT ${columns} FROM alert_letter WHERE stream_id = $1 AND address = $2 AND state = 'waiting' ORDER BY created_at LIMIT 1`,
    values: [companyStream, address],
  });
  if (waiting.rows[0]) return waiting.rows[0];
  const at = now().toISOString();
  const { rows } = await client.query<{
    alert_id: string;
    telling: number;
    language: MailLanguage;
    doc: Alert | null;
  }>({
    name: 'alert-due-waiting',
    text: `SELECT d.alert_id, d.telling, d.language, r.doc FROM alert_due d
           LEFT JOIN record r ON r.stream_id = d.stream_id AND r.kind = 'alert' AND r.record_id = d.alert_id
           WHERE d.stream_id = $1 AND d.address = $2 AND d.letter_id IS NULL AND NOT d.left_out ORDER BY d.telling FOR UPDATE OF d`,
    values: [companyStream, address],
  });
  // Told twice before the letter went: once, as it is now.
  const alerts = new Map(
    rows.flatMap(({ alert_id: alertId, doc }): [string, Alert][] =>
      doc && doc.state === 'open' && !isSnoozed(doc, at) ? [[alertId, doc]] : [],
    ),
  );
  const language = rows.at(-1)?.language ?? 'en';
  const letterId = alerts.size === 0 ? null : newId();
  await client.query({
    name: 'alert-due-written',
    text: `UPDATE alert_due SET letter_id = CASE WHEN alert_id = ANY($3::uuid[]) THEN $4::uuid END, left_out = NOT alert_id = ANY($3::uuid[])
           WHERE stream_id = $1 AND address = $2 AND letter_id IS NULL AND NOT left_out AND telling <= $5`,
    values: [companyStream, address, [...alerts.keys()], letterId, rows.at(-1)?.telling ?? 0],
  });
  if (letterId === null) return null;
  const { subject, text, html } = letterWords([...alerts.values()], language);
  const made = await client.query<Letter>({
    name: 'alert-letter-written',
    text: `INSERT INTO alert_letter (stream_id, letter_id, address, language, subject, body_text, body_html, message_id, state, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9) RETURNING ${columns}`,
    values: [
      companyStream,
      letterId,
      address,
      language,
      subject,
      text,
      html,
      messageIdOf(letterId, fromAddress),
      at,
    ],
  });
  return made.rows[0] ?? null;
}

async function forgetOldLetters(db: Queryable, before: string): Promise<void> {
  await db.query(
    `DELETE FROM alert_due d WHERE d.at < $1 AND (d.left_out OR EXISTS (
       SELECT 1 FROM alert_letter l WHERE l.stream_id = d.stream_id AND l.letter_id = d.letter_id AND l.state <> 'waiting'))`,
    [before],
  );
  await db.query(`DELETE FROM alert_letter WHERE created_at < $1 AND state <> 'waiting'`, [before]);
}
