// One mail to whoever sets things up, at once and outside the queue: what the mail server says is the answer.
import { randomUUID } from 'node:crypto';
import type { MailLanguage } from '../../../shared/domain/mail/mail-kinds';
import { escapeHtml } from '../../../shared/domain/mail/template';
import type { Pool } from '../../db/pool';
import { readMailSettings } from './mail-settings';
import { say } from './mail-words';
import { sendLetter } from './smtp';

export async function sendTestMail(
  pool: Pool,
  to: string,
  language: MailLanguage,
  now: Date,
): Promise<{ sent: boolean; answer: string }> {
  const kept = await readMailSettings(pool);
  const body = say(language, 'customer.test.body');
  const domain = kept.settings.fromAddress.split('@').at(-1) ?? 'localhost';
  try {
    const answer = await sendLetter(
      kept,
      {
        toName: '',
        toAddress: to,
        subject: say(language, 'customer.test.subject'),
        text: `${body}\n`,
        html: `<p>${escapeHtml(body)}</p>`,
        messageId: `<${randomUUID()}@${domain}>`,
        at: now.toISOString(),
        optOutLink: null,
      },
      1,
    );
    return { sent: true, answer };
  } catch (cause) {
    return { sent: false, answer: cause instanceof Error ? cause.message : String(cause) };
  }
}
