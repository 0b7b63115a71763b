// Words, amounts and days of papers in the language of the customer.
import { minorDigitsOf } from '../money/money';
import type { TextKey } from '../text/text-key';
import type { PaperLanguage } from './paper';

export type PaperKey = Extract<TextKey, `paper.${string}`>;
/** The texts of one language; `{name}` is filled in. */
export type PaperTexts = Readonly<Record<PaperKey, string>>;

export type PaperVoice = {
  language: PaperLanguage;
  say: (key: PaperKey, values?: Readonly<Record<string, string | number>>) => string;
  money: (minor: number, currency: string) => string;
  count: (units: number) => string;
  /** An instant at a place, to the minute. */
  moment: (at: string, timeZone: string) => string;
  country: (code: string) => string;
};

const locales: Readonly<Record<PaperLanguage, string>> = { en: 'en-GB', tr: 'tr-TR' };

/** Turkish where it is spoken, English elsewhere. */
export function languageOfCountry(countryCode: string): PaperLanguage {
  return countryCode === 'TR' ? 'tr' : 'en';
}

export function paperVoice(language: PaperLanguage, texts: PaperTexts): PaperVoice {
  const locale = locales[language];
  const regions = new Intl.DisplayNames([locale], { type: 'region' });
  return {
    language,
    say: (key, values = {}) =>
      texts[key].replace(/\{(\w+)\}/g, (place, name: string) =>
        Object.hasOwn(values, name) ? String(values[name]) : place,
      ),
    money: (minor, currency) => {
      const digits = minorDigitsOf(currency);
      return new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }).format(minor / 10 ** digits);
    },
    count: (units) => new Intl.NumberFormat(locale).format(units),
    moment: (at, timeZone) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(
        new Date(at),
      ),
    country: (code) => regions.of(code) ?? code,
  };
}
