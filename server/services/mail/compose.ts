// A template and its values made into the mail that is sent: the words of the office, and around them what no template may
// forget: language, a sober look, and the way out of mails that are not about an order.
import {
  type MailKind,
  type MailLanguage,
  type MailValues,
  topicOf,
  valuesOfKind,
} from '../../../shared/domain/mail/mail-kinds';
import { escapeHtml, type MailText, renderTemplate } from '../../../shared/domain/mail/template';
import { say } from './mail-words';

const look = [
  'body{margin:0;padding:24px;background:#ffffff;color:#1b1b1b;font:16px/1.5 Verdana,Arial,sans-serif}',
  'main{max-width:600px;margin:0 auto}td,th{padding:4px 12px 4px 0;vertical-align:top;text-align:left}',
  'footer{max-width:600px;margin:32px auto 0;font-size:13px;color:#555555}a{color:#0b4f9c}',
  '@media (prefers-color-scheme:dark){body{background:#161616;color:#f0f0f0}footer{color:#b5b5b5}a{color:#8fc1ff}}',
].join('');

/** @param optOutLink null for what a customer cannot opt out of */
export function composeMail(
  template: MailText,
  kind: MailKind,
  language: MailLanguage,
  values: MailValues,
  optOutLink: string | null,
): MailText {
  const { subject, text, html } = renderTemplate(template, valuesOfKind[kind], values);
  const why = topicOf[kind] !== null && optOutLink !== null ? say(language, 'customer.mail.why') : '';
  const out = say(language, 'customer.mail.opt-out');
  const body = text.replace(/\n{3,}/g, '\n\n').trim();
  return {
    subject,
    text: why === '' ? `${body}\n` : `${body}\n\n-- \n${why}\n${out}: ${optOutLink}\n`,
    html: [
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
      `<meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title><style>${look}</style></head>`,
      `<body><main>${html}</main>`,
      why === ''
        ? ''
        : `<footer><p>${escapeHtml(why)} <a href="${escapeHtml(optOutLink ?? '')}">${escapeHtml(out)}</a></p></footer>`,
      '</body></html>',
    ].join('\n'),
  };
}
