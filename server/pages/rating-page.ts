// The page on which a customer rates an order: a form without a script, filled with what was said before.
import {
  answerSchema,
  arrivals,
  type Feedback,
  type FeedbackAnswer,
  mostRatedLines,
} from '../../shared/domain/feedback/feedback';
import type { MailLanguage } from '../../shared/domain/mail/mail-kinds';
import { escapeHtml } from '../../shared/domain/mail/template';
import type { Order, OrderLine } from '../../shared/domain/order/order';
import type { TextKey } from '../../shared/text/text-key';
import { say } from '../services/mail/mail-words';
import { customerPage, paragraph, type Reach } from './customer-page';

export type Form = Readonly<Record<string, string>>;

const stars = [5, 4, 3, 2, 1] as const;
const mostComment = 2000;

/** What was sent; null when it is no answer yet. Fields nobody asked for are passed over. */
export function answerOf(form: Form, order: Order): FeedbackAnswer | null {
  const lines = ratedLines(order).flatMap(({ lineNo }) => {
    const given = form[`line-${lineNo}`] ?? '';
    return given === '' ? [] : [{ lineNo, stars: Number(given) }];
  });
  const comment = (form['comment'] ?? '').replaceAll('\r\n', '\n').trim();
  const answer = answerSchema.safeParse({
    stars: Number(form['stars'] ?? Number.NaN),
    lines,
    arrived: form['arrived'],
    comment: [...comment].slice(0, mostComment / 2).join(''),
  });
  return answer.success ? answer.data : null;
}

/** Of what was delivered; of a very long order the first ones. */
export function ratedLines({ lines }: Order): OrderLine[] {
  return lines.filter(({ shipped }) => shipped > 0).slice(0, mostRatedLines);
}

export function ratingPage(
  language: MailLanguage,
  order: Order,
  feedback: Feedback,
  reach: Reach,
  sent: Form | null,
): string {
  const said = sent ?? formOf(feedback.answer);
  const t = (key: TextKey): string => escapeHtml(say(language, key));
  const starsField = stars
    .map(
      (count) =>
        `<label><input type="radio" name="stars" value="${count}" required${said['stars'] === String(count) ? ' checked' : ''}> ${'★'.repeat(count)} ${t(`customer.rating.stars.${count}`)}</label>`,
    )
    .join('');
  const arrivedField = arrivals
    .map(
      (each) =>
        `<label><input type="radio" name="arrived" value="${each}" required${said['arrived'] === each ? ' checked' : ''}> ${t(`customer.rating.arrived.${each}`)}</label>`,
    )
    .join('');
  const lineFields = ratedLines(order).map(({ lineNo, name }) => {
    const field = `line-${lineNo}`;
    const options = ['', ...stars.map(String)].map(
      (value) =>
        `<option value="${value}"${(said[field] ?? '') === value ? ' selected' : ''}>${value === '' ? '–' : '★'.repeat(Number(value))}</option>`,
    );
    return `<label class="row"><span>${escapeHtml(name)}</span><select name="${field}">${options.join('')}</select></label>`;
  });
  const body = [
    sent === null ? '' : `<p class="wrong" role="alert">${t('customer.rating.incomplete')}</p>`,
    feedback.answer !== null && sent === null ? paragraph(say(language, 'customer.rating.again')) : '',
    '<form method="post" accept-charset="utf-8">',
    `<fieldset><legend>${t('customer.rating.overall')}</legend>${starsField}</fieldset>`,
    `<fieldset><legend>${t('customer.rating.arrived')}</legend>${arrivedField}</fieldset>`,
    lineFields.length === 0
      ? ''
      : `<fieldset><legend>${t('customer.rating.lines')}</legend>${lineFields.join('')}</fieldset>`,
    `<fieldset><legend>${t('customer.rating.comment')}</legend><textarea name="comment" rows="5" maxlength="${mostComment / 2}" aria-label="${t('customer.rating.comment')}">${escapeHtml(said['comment'] ?? '')}</textarea></fieldset>`,
    `<p><button type="submit">${t('customer.rating.send')}</button></p></form>`,
  ];
  return customerPage(
    language,
    say(language, 'customer.rating.title', { number: order.number }),
    body.join('\n'),
    reach,
  );
}

export function thanksPage(language: MailLanguage, isComplaint: boolean, reach: Reach): string {
  return customerPage(
    language,
    say(language, 'customer.rating.thanks'),
    paragraph(say(language, isComplaint ? 'customer.rating.we-write' : 'customer.rating.taken')),
    reach,
  );
}

function formOf(answer: FeedbackAnswer | null): Form {
  if (!answer) return {};
  return {
    stars: String(answer.stars),
    arrived: answer.arrived,
    comment: answer.comment,
    ...Object.fromEntries(answer.lines.map(({ lineNo, stars: given }) => [`line-${lineNo}`, String(given)])),
  };
}
