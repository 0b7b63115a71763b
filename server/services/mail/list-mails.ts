// The log of mails for the office: what was written to whom, in which words, and what became of it; and trying again.
import type { z } from 'zod';
import type {
  mailResponseSchema,
  MailRow,
  mailsQuerySchema,
  mailsResponseSchema,
} from '../../../shared/contract/mail';
import { companyStream } from '../../../shared/domain/ids';
import { contains, likeText, listPage } from '../../db/list-page';
import type { Pool, Queryable } from '../../db/pool';
import { from } from '../../db/select';
import { later } from '../../jobs/outbox';
import { sendTopic } from './ask-for-mail';

const columns = [
  'mail_id',
  'kind',
  'state',
  'why',
  'order_id',
  'number',
  'to_name',
  'to_address',
  'language',
  'template_id',
  'template_version',
  'subject',
  'answer',
  'created_at',
  'send_after',
  'sent_at',
] as const;
type Row = {
  mail_id: string;
  kind: MailRow['kind'];
  state: MailRow['state'];
  why: string | null;
  order_id: string | null;
  number: string;
  to_name: string;
  to_address: string;
  language: MailRow['language'];
  template_id: string;
  template_version: number | null;
  subject: string | null;
  answer: string | null;
  created_at: string;
  send_after: string;
  sent_at: string | null;
};
type Work = { attempts: number; available_at: string };

export async function listMails(
  db: Queryable,
  query: z.infer<typeof mailsQuerySchema>,
): Promise<z.infer<typeof mailsResponseSchema>> {
  const text = query.text?.trim();
  let list = from.selectFrom('mail').select(columns).where('stream_id', '=', companyStream);
  if (query.state) list = list.where('state', '=', query.state);
  if (query.kind) list = list.where('kind', '=', query.kind);
  if (query.orderId) list = list.where('order_id', '=', query.orderId);
  if (text) {
    const begins = `${likeText(text)}%`;
    list = list.where(({ eb, or }) => or([eb('number', 'like', begins), contains('to_address', text)]));
  }
  const page = await listPage(db, list, {
    keys: [
      { by: 'created_at', type: 'timestamptz', descending: true },
      { by: 'mail_id', type: 'uuid' },
    ],
    cursor: query.cursor,
    limit: query.limit,
  });
  const works = await worksOf(
    db,
    page.rows.filter(({ state }) => state === 'waiting').map(({ mail_id }) => mail_id),
  );
  return { ...page, rows: page.rows.map((row) => mailRow(row, works.get(row.mail_id))) };
}

export async function readMailPage(
  db: Queryable,
  mailId: string,
): Promise<z.infer<typeof mailResponseSchema> | null> {
  const { rows } = await db.query<
    Row & { body_text: string | null; body_html: string | null; message_id: string | null }
  >(
    `SELECT ${columns.join(', ')}, body_text, body_html, message_id FROM mail WHERE stream_id = $1 AND mail_id = $2`,
    [companyStream, mailId],
  );
  const [row] = rows;
  if (!row) return null;
  const works = await worksOf(db, [mailId]);
  return {
    mail: mailRow(row, works.get(mailId)),
    text: row.body_text,
    html: row.body_html,
    messageId: row.message_id,
  };
}

/** The open work of mails in the outbox. */
async function worksOf(db: Queryable, mailIds: readonly string[]): Promise<ReadonlyMap<string, Work>> {
  if (mailIds.length === 0) return new Map();
  const { rows } = await db.query<Work & { mail_id: string }>(
    `SELECT payload->>'mailId' AS mail_id, attempts, available_at FROM outbox
     WHERE topic = $1 AND done_at IS NULL AND payload->>'mailId' = ANY($2::text[])`,
    [sendTopic, mailIds],
  );
  return new Map(rows.map(({ mail_id, ...work }) => [mail_id, work]));
}

/**
 * Tries again at once what was refused, has failed, or waits for its next try. What is under way is left alone.
 * @returns 'not-again' for what was sent or left out
 */
export async function sendAgain(
  pool: Pool,
  mailId: string,
  { now, newId }: { now: () => Date; newId: () => string },
): Promise<'done' | 'unknown' | 'not-again'> {
  const at = now().toISOString();
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ state: string; order_id: string | null }>(
      'SELECT state, order_id FROM mail WHERE stream_id = $1 AND mail_id = $2 FOR UPDATE',
      [companyStream, mailId],
    );
    const [mail] = rows;
    if (!mail || mail.state === 'sent' || mail.state === 'left-out') {
      await client.query('ROLLBACK');
      return mail ? 'not-again' : 'unknown';
    }
    await client.query(
      `UPDATE mail SET state = 'waiting', why = NULL WHERE stream_id = $1 AND mail_id = $2`,
      [companyStream, mailId],
    );
    // A try that may still be under way is not doubled: its time is only brought forward when it has ended in an error.
    const waiting = await client.query(
      `UPDATE outbox SET available_at = CASE WHEN error IS NOT NULL OR attempts = 0 THEN $3 ELSE available_at END
       WHERE topic = $1 AND done_at IS NULL AND payload->>'mailId' = $2`,
      [sendTopic, mailId, at],
    );
    if (waiting.rowCount === 0)
      await later(
        client,
        [{ topic: sendTopic, key: mail.order_id ?? mailId, payload: { mailId }, availableAt: at }],
        newId,
      );
    await client.query('COMMIT');
    return 'done';
  } catch (cause) {
    await client.query('ROLLBACK');
    throw cause;
  } finally {
    client.release();
  }
}

function mailRow(row: Row, work: Work | undefined): MailRow {
  return {
    mailId: row.mail_id,
    kind: row.kind,
    state: row.state,
    why: row.why,
    orderId: row.order_id,
    number: row.number,
    toName: row.to_name,
    toAddress: row.to_address,
    language: row.language,
    templateId: row.template_id,
    templateVersion: row.template_version,
    subject: row.subject,
    answer: row.answer,
    createdAt: row.created_at,
    sendAfter: row.send_after,
    sentAt: row.sent_at,
    attempts: work?.attempts ?? null,
    nextTryAt: row.state === 'waiting' ? (work?.available_at ?? null) : null,
  };
}
