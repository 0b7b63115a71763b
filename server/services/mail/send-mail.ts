// Works off the mails that wait. A mail is put into words once, kept, and sent in the same words and under the same message
// id until the server has taken it; whoever dies between the server's yes and our note of it sends a repeat that a mail
// program knows as one. Must never send what the customer has opted out of since.
import { companyStream } from '../../../shared/domain/ids';
import { decideMail } from '../../../shared/domain/mail/decide-mail';
import { addressKey } from '../../../shared/domain/mail/mailbox';
import { type MailKind, type MailLanguage, topicOf } from '../../../shared/domain/mail/mail-kinds';
import type { Pool } from '../../db/pool';
import { type Performed, TryLater } from '../../jobs/outbox';
import type { StreamWriter } from '../../db/stream-writer';
import { askForRating, isRated } from '../feedback/ask-for-rating';
import { cartRecord } from '../carts/cart-record';
import { readRecord } from '../records/read-records';
import { composeMail } from './compose';
import { type Became, deliverLetter, messageIdOf, settingsToSend } from './deliver-letter';
import { linkFor } from './customer-links';
import { channelMails, linkKey, readMailSettings } from './mail-settings';
import { labelsOfOrder, readOrder, valuesFor } from './mail-values';
import { optOutsOf } from './opt-outs';
import type { Letter } from './smtp';
import { currentTemplate } from './templates';

export type MailTools = { pool: Pool; writer: StreamWriter; now: () => Date };

const dayMs = 86_400_000;

type MailRecord = {
  mail_id: string;
  kind: MailKind;
  order_id: string | null;
  number: string;
  about: string | null;
  channel_id: string;
  language: MailLanguage;
  to_name: string;
  to_address: string;
  country_code: string;
  given: unknown;
  template_id: string;
  subject: string | null;
  body_text: string | null;
  body_html: string | null;
  message_id: string | null;
  opt_out_link: string | null;
  state: string;
  answer: string | null;
};

export async function sendMail(
  tools: MailTools,
  { payload, attempt }: Performed<{ mailId: string }>,
): Promise<string> {
  const { pool, now } = tools;
  const mail = await readMail(pool, payload.mailId);
  if (!mail) return 'there is no such mail any more';
  if (mail.state !== 'waiting') return mail.answer ?? mail.state;
  const kept = await settingsToSend(pool);
  const why = await whyNot(tools, mail);
  if (why !== null) {
    await end(pool, mail.mail_id, { state: 'left-out', why });
    return why;
  }
  const letter = await written(tools, mail);
  await pool.query('UPDATE mail SET tried_at = $3 WHERE stream_id = $1 AND mail_id = $2', [
    companyStream,
    mail.mail_id,
    now().toISOString(),
  ]);
  try {
    const note = (became: Became): Promise<void> => end(pool, mail.mail_id, became);
    return withoutAddress(await deliverLetter(kept, letter, { attempt, now, note }), mail);
  } catch (cause) {
    if (cause instanceof Error) cause.message = withoutAddress(cause.message, mail);
    throw cause;
  }
}

/** Asked again: days may have passed since it was wanted. */
async function whyNot({ pool, now }: MailTools, mail: MailRecord): Promise<string | null> {
  const [channels, optedOut, { settings }] = await Promise.all([
    channelMails(pool),
    optOutsOf(pool, [mail.to_address]),
    readMailSettings(pool),
  ]);
  const channel = channels.find(({ channelId }) => channelId === mail.channel_id);
  if (!channel) return 'off';
  const decision = decideMail({
    kind: mail.kind,
    address: mail.to_address,
    countryCode: mail.country_code,
    optedOut: optedOut.get(addressKey(mail.to_address)) ?? [],
    order: null,
    channel: channel.mail,
    quiet: null,
    homeZone: settings.timeZone,
    hasDoor: settings.publicOrigin !== '',
    isAnswered: await isAnswered(pool, mail),
    from: now().toISOString(),
  });
  return decision.send ? null : decision.why;
}

async function isAnswered(pool: Pool, { kind, order_id: orderId, about }: MailRecord): Promise<boolean> {
  if (kind === 'rating-request') return orderId !== null && (await isRated(pool, orderId));
  if (kind !== 'cart-recovery' || about === null) return false;
  return (await readRecord(pool, cartRecord, about))?.state !== 'abandoned';
}

/** Puts the mail into words and keeps them, unless an earlier try has. */
async function written(tools: MailTools, mail: MailRecord): Promise<Letter> {
  const { pool, writer, now } = tools;
  if (mail.subject !== null && mail.body_text !== null && mail.body_html !== null && mail.message_id !== null)
    return letterOf(
      mail,
      {
        subject: mail.subject,
        text: mail.body_text,
        html: mail.body_html,
        messageId: mail.message_id,
        optOutLink: mail.opt_out_link,
      },
      now(),
    );
  const { settings } = await readMailSettings(pool);
  const key = await linkKey(pool);
  if (mail.kind === 'rating-request' && mail.order_id !== null) {
    const labels = await labelsOfOrder(pool, mail.order_id);
    if (labels.some(({ handedOverAt, outcome }) => handedOverAt !== null && outcome === null))
      throw new TryLater('a box of the order is still on its way', dayMs);
    const order = await readOrder(pool, mail.order_id);
    if (order) await askForRating(writer, order, mail.language, now());
  }
  const template = await currentTemplate(pool, mail.kind, mail.template_id, mail.language);
  const values = await valuesFor(
    pool,
    {
      kind: mail.kind,
      language: mail.language,
      orderId: mail.order_id,
      number: mail.number,
      about: mail.about,
      toName: mail.to_name,
      given: mail.given,
    },
    settings,
    key,
  );
  const optOutLink =
    topicOf[mail.kind] === null ? null : linkFor(settings.publicOrigin, key, 'opt-out', mail.mail_id);
  const text = composeMail(template, mail.kind, mail.language, values, optOutLink);
  const messageId = messageIdOf(mail.mail_id, settings.fromAddress);
  await pool.query(
    `UPDATE mail SET subject = $3, body_text = $4, body_html = $5, message_id = $6, template_id = $7, template_version = $8, opt_out_link = $9
     WHERE stream_id = $1 AND mail_id = $2`,
    [
      companyStream,
      mail.mail_id,
      text.subject,
      text.text,
      text.html,
      messageId,
      template.templateId,
      template.version,
      optOutLink,
    ],
  );
  return letterOf(mail, { ...text, messageId, optOutLink }, now());
}

type Words = Pick<Letter, 'subject' | 'text' | 'html' | 'messageId' | 'optOutLink'>;

function letterOf({ to_name, to_address }: MailRecord, words: Words, at: Date): Letter {
  return { ...words, toName: to_name, toAddress: to_address, at: at.toISOString() };
}

async function readMail(pool: Pool, mailId: string): Promise<MailRecord | null> {
  const { rows } = await pool.query<MailRecord>({
    name: 'mail-to-send',
    text: 'SELECT * FROM mail WHERE stream_id = $1 AND mail_id = $2',
    values: [companyStream, mailId],
  });
  return rows[0] ?? null;
}

async function end(
  pool: Pool,
  mailId: string,
  became: Became | { state: 'left-out'; why: string },
): Promise<void> {
  const { why, answer, sentAt } = { why: null, answer: null, sentAt: null, ...became };
  await pool.query(
    'UPDATE mail SET state = $3, why = $4, answer = $5, sent_at = $6 WHERE stream_id = $1 AND mail_id = $2',
    [companyStream, mailId, became.state, why, answer, sentAt],
  );
}

/** Logs and queues name no customer. */
function withoutAddress(words: string, { to_address }: MailRecord): string {
  return words.replaceAll(to_address, 'the customer');
}
