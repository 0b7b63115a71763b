// The page of the link under mails that are not about an order: one button, and one to take it back.
import type { MailLanguage, MailTopic } from '../../shared/domain/mail/mail-kinds';
import { escapeHtml } from '../../shared/domain/mail/template';
import { say } from '../services/mail/mail-words';
import { customerPage, paragraph, type Reach } from './customer-page';

export function optOutPage(
  language: MailLanguage,
  topic: MailTopic,
  address: string,
  isOut: boolean,
  reach: Reach,
): string {
  const [words, button, back] = isOut
    ? (['customer.opt-out.done', 'customer.opt-out.undo', '1'] as const)
    : (['customer.opt-out.ask', 'customer.opt-out.do', ''] as const);
  const about = say(language, `customer.topic.${topic}`);
  return customerPage(
    language,
    say(language, 'customer.opt-out.title'),
    [
      paragraph(say(language, words, { address, topic: about })),
      `<form method="post"><input type="hidden" name="back" value="${back}">`,
      `<p><button type="submit">${escapeHtml(say(language, button))}</button></p></form>`,
    ].join('\n'),
    reach,
  );
}
