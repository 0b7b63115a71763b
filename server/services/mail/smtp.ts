// Hands one mail to the company's mail server. What the server said decides what follows: yes, not now, never. Must never
// send in the clear beyond this computer, nor let anything of a mail read a file or an address.
import { createTransport } from 'nodemailer';
import type { MailSettings } from '../../../shared/domain/mail/mail-settings';
import type { MailText } from '../../../shared/domain/mail/template';
import { GiveUp, TryLater } from '../../jobs/outbox';
import type { KeptMailSettings } from './mail-settings';

export type Letter = MailText & {
  toName: string;
  toAddress: string;
  /** With its angle brackets. */
  messageId: string;
  at: string;
  /** A page that opts out with one POST (RFC 8058); null for mails nobody opts out of. */
  optOutLink: string | null;
  /** Files that go with it. */
  attachments?: readonly Attachment[];
};
/** `type`: media type. */
export type Attachment = { name: string; type: string; content: Buffer };

const patience = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
  dnsTimeout: 10_000,
};
/** For somebody of ours to set the right password, or their server to come back. */
const settingsPauseMs = 300_000;
/** Greylisting servers take a mail after some minutes. */
const greyPauseMs = [60_000, 300_000, 900_000, 3_600_000];

/**
 * @returns what the server said when it took the mail
 * @throws TryLater, GiveUp, or another error when the server could not be reached or broke off
 */
export async function sendLetter(
  { settings, password }: KeptMailSettings,
  letter: Letter,
  attempt: number,
): Promise<string> {
  const transport = createTransport({
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    requireTLS: settings.security === 'starttls',
    ignoreTLS: settings.security === 'none',
    tls: { minVersion: 'TLSv1.2' },
    ...(settings.user === '' ? {} : { auth: { user: settings.user, pass: password } }),
    ...patience,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  try {
    const sent = await transport.sendMail({
      from: { name: settings.fromName, address: settings.fromAddress },
      to: { name: letter.toName, address: letter.toAddress },
      ...(settings.serviceMail === '' ? {} : { replyTo: settings.serviceMail }),
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      messageId: letter.messageId,
      date: new Date(letter.at),
      headers: headersOf(letter),
      attachments: (letter.attachments ?? []).map(({ name, type, content }) => ({
        filename: name,
        contentType: type,
        content,
      })),
    });
    return sent.response;
  } catch (cause) {
    throw answerOf(cause, settings, attempt);
  } finally {
    transport.close();
  }
}

function headersOf({ optOutLink }: Letter): Record<string, string> {
  return {
    // Nobody's absence note has to answer this.
    'Auto-Submitted': 'auto-generated',
    ...(optOutLink === null
      ? {}
      : {
          'List-Unsubscribe': `<${optOutLink}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
  };
}

type Told = { code?: unknown; responseCode?: unknown; response?: unknown };

function answerOf(cause: unknown, { host, port }: MailSettings, attempt: number): Error {
  if (!(cause instanceof Error)) return new Error(String(cause));
  const { code, responseCode, response } = cause as Error & Told;
  const words = typeof response === 'string' ? response : cause.message;
  // What is wrong with our own settings is not the mail's fault.
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'ETLS')
    return new TryLater(`${host}:${port} ${words}`, settingsPauseMs);
  if (typeof responseCode === 'number' && responseCode >= 500) return new GiveUp(words);
  if (typeof responseCode === 'number' && responseCode >= 400)
    return new TryLater(words, greyPauseMs[Math.min(attempt, greyPauseMs.length) - 1] ?? 60_000);
  return new Error(`${host}:${port} ${words}`, { cause });
}
