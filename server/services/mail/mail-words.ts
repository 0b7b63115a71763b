// Words of mails and of customers' pages in the customer's own language, from the same files as everybody's words; money
// and days as that language writes them.
import type { MailLanguage } from '../../../shared/domain/mail/mail-kinds';
import { minorDigitsOf } from '../../../shared/money/money';
import en from '../../../shared/text/en.json';
import type { TextKey } from '../../../shared/text/text-key';
import tr from '../../../shared/text/tr.json';

const words: Readonly<Record<MailLanguage, Readonly<Record<TextKey, string>>>> = { en, tr };
const locales: Readonly<Record<MailLanguage, string>> = { en: 'en-GB', tr: 'tr-TR' };

export function say(
  language: MailLanguage,
  key: TextKey,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return words[language][key].replace(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : place,
  );
}

export function sayMoney(language: MailLanguage, amountMinor: number, currency: string): string {
  const digits = minorDigitsOf(currency);
  return new Intl.NumberFormat(locales[language], {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amountMinor / 10 ** digits);
}

export function sayNumber(language: MailLanguage, value: number): string {
  return new Intl.NumberFormat(locales[language]).format(value);
}

/** @param day `2026-05-04`, or an ISO instant of which the day counts */
export function sayDay(language: MailLanguage, day: string): string {
  const instant = Date.parse(`${day.slice(0, 10)}T12:00:00.000Z`);
  if (Number.isNaN(instant)) return '';
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'full', timeZone: 'UTC' }).format(instant);
}
