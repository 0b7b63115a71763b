// Puts mails on their way, inside the transaction of what they are about. A cause is written about once: whoever notices
// the same thing again changes nothing.
import { v5 } from 'uuid';
import { companyStream } from '../../../shared/domain/ids';
import { languageFor } from '../../../shared/domain/mail/channel-mail';
import { decideMail } from '../../../shared/domain/mail/decide-mail';
import { addressKey, mailAddress } from '../../../shared/domain/mail/mailbox';
import type { MailKind } from '../../../shared/domain/mail/mail-kinds';
import type { Queryable } from '../../db/pool';
import { later } from '../../jobs/outbox';
import { jsonRows } from '../changes/json-rows';
import { type ChannelWithMail, channelMails, readMailSettings } from './mail-settings';
import { optOutsOf } from './opt-outs';

export const sendTopic = 'send-mail';
/** Namespace of mail ids; changing it would write about everything once more. */
const mailNamespace = '0c4a5e3a-6a8e-4f53-9d29-0f7c0ddc5b1e';

export type WantedMail = {
  kind: MailKind;
  /** What it is written about: the same kind and cause are one mail. */
  cause: string;
  orderId: string | null;
  /** Of the order, quote or cart; shown in lists. */
  number: string;
  /** The box or the record it is about, where it is about one. */
  about: string | null;
  channelId: string;
  toName: string;
  address: string | null;
  countryCode: string;
  /** Values that are not of an order: what stands in a cart, a quote. Null when everything is read from the order. */
  given: object | null;
  /** Of the order; null for what is no order. */
  order: { placedAt: string; toldAt: string } | null;
  /** ISO instant before which it is not sent. */
  from: string;
};

export type MailClock = { now: () => Date; newId: () => string };

/** The id of a mail is made of its cause, and its message id of the id: a repeat after a crash is recognisable. */
export function mailIdOf(kind: MailKind, cause: string): string {
  return v5(`${kind}\n${cause}`, mailNamespace);
}

/** @returns how many were put on their way or noted as left out; nothing at all while mail is off */
export async function askForMails(
  db: Queryable,
  wanted: readonly WantedMail[],
  { now, newId }: MailClock,
): Promise<number> {
  if (wanted.length === 0) return 0;
  const { settings } = await readMailSettings(db);
  if (!settings.isOn) return 0;
  const channels = new Map((await channelMails(db)).map((channel) => [channel.channelId, channel]));
  const optedOut = await optOutsOf(
    db,
    wanted.flatMap(({ address }) => address ?? []),
  );
  const rows: object[] = [];
  for (const mail of wanted) {
    const channel: ChannelWithMail | undefined = channels.get(mail.channelId);
    if (!channel) continue;
    const decision = decideMail({
      ...mail,
      optedOut: optedOut.get(addressKey(mail.address ?? '')) ?? [],
      channel: channel.mail,
      quiet: settings.quiet,
      homeZone: settings.timeZone,
      hasDoor: settings.publicOrigin !== '',
      isAnswered: false,
    });
    // What nobody expected to be written is not noted: an import of history would fill the log.
    if (!decision.send && ['off', 'history', 'no-address'].includes(decision.why)) continue;
    rows.push({
      mail_id: mailIdOf(mail.kind, mail.cause),
      cause: `${mail.kind} ${mail.cause}`,
      kind: mail.kind,
      order_id: mail.orderId,
      number: mail.number,
      about: mail.about,
      channel_id: mail.channelId,
      language: languageFor(channel.mail, mail.countryCode),
      to_name: mail.toName.slice(0, 120),
      to_address: mailAddress(mail.address ?? '') ?? (mail.address ?? '').slice(0, 254),
      country_code: mail.countryCode,
      given: mail.given,
      template_id: decision.send ? decision.templateId : mail.kind,
      state: decision.send ? 'waiting' : 'left-out',
      why: decision.send ? null : decision.why,
      created_at: now().toISOString(),
      send_after: decision.send ? decision.at : mail.from,
    });
  }
  if (rows.length === 0) return 0;
  const stored = await db.query<{
    mail_id: string;
    order_id: string | null;
    state: string;
    send_after: string;
  }>({
    name: 'ask-for-mails',
    text: `INSERT INTO mail (stream_id, mail_id, cause, kind, order_id, number, about, channel_id, language, to_name, to_address, country_code,
             given, template_id, state, why, created_at, send_after)
           SELECT $1, mail_id, cause, kind, order_id, number, about, channel_id, language, to_name, to_address, country_code,
             given, template_id, state, why, created_at, send_after
           FROM json_to_recordset($2) AS r (mail_id uuid, cause text, kind text, order_id uuid, number text, about text, channel_id text,
             language text, to_name text, to_address text, country_code text, given jsonb, template_id text, state text, why text,
             created_at timestamptz, send_after timestamptz)
           ON CONFLICT DO NOTHING
           RETURNING mail_id, order_id, state, send_after`,
    values: [companyStream, jsonRows(rows)],
  });
  const at = now().toISOString();
  await later(
    db,
    stored.rows.filter(({ state }) => state === 'waiting').map((row) => workFor(row, at)),
    newId,
  );
  return stored.rows.length;
}

/** Mails about one order follow each other; one that waits for days or for the morning holds nobody up. */
export function workFor(
  { mail_id, order_id, send_after }: { mail_id: string; order_id: string | null; send_after: string },
  at: string,
): { topic: string; key: string; payload: { mailId: string }; availableAt: string } {
  const waits = Date.parse(send_after) > Date.parse(at) + 60_000;
  return {
    topic: sendTopic,
    key: waits ? mail_id : (order_id ?? mail_id),
    payload: { mailId: mail_id },
    availableAt: send_after > at ? send_after : at,
  };
}
