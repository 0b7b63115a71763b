// A letter about alerts in words: each with its cause in numbers and what to do. Names of goods and people are text, never HTML.
import type { Alert } from '../../../shared/domain/alert/alert';
import { alertKinds } from '../../../shared/domain/alert/alert-kinds';
import { causeWords, spelledValues } from '../../../shared/domain/alert/cause-words';
import type { MailLanguage } from '../../../shared/domain/mail/mail-kinds';
import { escapeHtml, type MailText } from '../../../shared/domain/mail/template';
import type { TextKey } from '../../../shared/text/text-key';
import { say, sayDay, sayNumber } from '../mail/mail-words';

/** Of more only the number is told. */
const mostTold = 50;

export function letterWords(alerts: readonly Alert[], language: MailLanguage): MailText {
  const sorted = alerts.toSorted(
    (a, b) => alertKinds.indexOf(a.kind) - alertKinds.indexOf(b.kind) || (a.title < b.title ? -1 : 1),
  );
  const told = sorted.slice(0, mostTold).map((alert) => wordsOf(alert, language));
  const rest = sorted.length - told.length;
  const more = rest > 0 ? say(language, 'alert.letter.more', { count: sayNumber(language, rest) }) : '';
  const where = say(language, 'alert.letter.where');
  const owned = say(language, 'office.alerts.owner');
  const [first] = told;
  const subject =
    sorted.length === 1 && first
      ? `${first.kind}: ${first.title}`
      : say(language, 'alert.letter.subject', { count: sayNumber(language, sorted.length) });
  return {
    subject: subject.replaceAll(/\s+/g, ' ').slice(0, 200),
    text: [
      ...told.map(({ kind, title, cause, does, owner }) =>
        [`${kind}: ${title}`, `  ${cause}`, `  ${does}`, ...(owner ? [`  ${owned}: ${owner}`] : [])].join(
          '\n',
        ),
      ),
      ...(more ? [more] : []),
      where,
      '',
    ].join('\n\n'),
    html: [
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head><body><dl>`,
      ...told.map(
        ({ kind, title, cause, does, owner }) =>
          `<dt><strong>${escapeHtml(`${kind}: ${title}`)}</strong></dt><dd>${[
            cause,
            does,
            ...(owner ? [`${owned}: ${owner}`] : []),
          ]
            .map(escapeHtml)
            .join('<br>')}</dd>`,
      ),
      `</dl>${more ? `<p>${escapeHtml(more)}</p>` : ''}<p>${escapeHtml(where)}</p></body></html>`,
    ].join('\n'),
  };
}

function wordsOf(alert: Alert, language: MailLanguage) {
  const spell = {
    day: (day: string): string => sayDay(language, day),
    number: (value: number): string => sayNumber(language, value),
  };
  return {
    kind: say(language, `alert.kind.${alert.kind}`),
    title: alert.title,
    cause: say(language, causeWords(alert) as TextKey, spelledValues(alert, spell)),
    does: say(language, `alert.do.${alert.kind}`),
    owner: alert.owner,
  };
}
