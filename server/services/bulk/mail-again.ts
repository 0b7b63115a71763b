// The mail act of work on many orders: the newest mail of a kind that an order has is tried again when it could not be
// sent. One that was sent is never sent again by itself: its reader would have it twice.
import { companyStream } from '../../../shared/domain/ids';
import type { MailKind } from '../../../shared/domain/mail/mail-kinds';
import type { Pool, Queryable } from '../../db/pool';
import { sendAgain } from '../mail/list-mails';
import type { Verdict } from './fold-act';

type Asked = { place: number; orderId: string };
type Found = { order_id: string; mail_id: string; state: string; number: string };

async function newestMails(
  db: Queryable,
  kind: MailKind,
  orders: readonly Asked[],
): Promise<ReadonlyMap<string, Found>> {
  const { rows } = await db.query<Found>(
    `SELECT DISTINCT ON (order_id) order_id, mail_id, state, number FROM mail
     WHERE order_id = ANY($1::uuid[]) AND stream_id = $2 AND kind = $3 ORDER BY order_id, created_at DESC, mail_id`,
    [orders.map(({ orderId }) => orderId), companyStream, kind],
  );
  return new Map(rows.map((row) => [row.order_id, row]));
}

function judge(mail: Found | undefined): Verdict {
  if (!mail) return { ok: false, code: 'mail-unknown', values: {} };
  return mail.state === 'sent' || mail.state === 'left-out'
    ? { ok: false, code: 'mail-not-again', values: { number: mail.number } }
    : { ok: true, undo: null };
}

export async function mailVerdicts(
  db: Queryable,
  kind: MailKind,
  orders: readonly Asked[],
): Promise<{ place: number; verdict: Verdict }[]> {
  const mails = await newestMails(db, kind, orders);
  return orders.map(({ place, orderId }) => ({ place, verdict: judge(mails.get(orderId)) }));
}

/** Asking twice changes nothing more, so a stop in the middle does no harm. */
export async function tryMails(
  tools: { pool: Pool; now: () => Date; newId: () => string },
  kind: MailKind,
  orders: readonly Asked[],
): Promise<{ place: number; verdict: Verdict }[]> {
  const mails = await newestMails(tools.pool, kind, orders);
  const judged: { place: number; verdict: Verdict }[] = [];
  for (const { place, orderId } of orders) {
    const mail = mails.get(orderId);
    let verdict = judge(mail);
    if (mail && verdict.ok && (await sendAgain(tools.pool, mail.mail_id, tools)) !== 'done')
      verdict = { ok: false, code: 'mail-not-again', values: { number: mail.number } };
    judged.push({ place, verdict });
  }
  return judged;
}
