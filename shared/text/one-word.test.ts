// One word an idea (docs/glossary.md): a sentence that names a command names it as its key and its printed code do.
import { describe, expect, it } from 'vitest';
import en from './en.json';
import tr from './tr.json';

const languages: [language: string, words: Readonly<Record<string, string>>][] = [
  ['en', en],
  ['tr', tr],
];

/** Names that are written in capitals everywhere and are no commands. */
const acronyms = new Set(
  'FEFO FIFO CSV JSON HTTP ID IP MB PC PDF PIN POST SKU SSCC TCP URL USB UTF VIP ZIP ZPL GTIN QR HS GTİP CN HTML SMTP STARTTLS TLS CAMT MT XML AIM ASCII GS US VAT KDV EN UBL'.split(
    ' ',
  ),
);
/** Second names of ideas that have a first one; the glossary says which. */
const banned: Readonly<Record<string, RegExp>> = {
  en: /\b(carton|courier|short[- ]pick)\b/i,
  tr: /tezg[aâ]h|kurye|karton/i,
};

describe.each(languages)('%s', (language, words) => {
  const labels = new Set(
    Object.entries(words).flatMap(([key, label]) => (/^command\..*\.label$/.test(key) ? [label] : [])),
  );

  it('names commands by their label', () => {
    const wrong = Object.entries(words).flatMap(([key, sentence]) =>
      // A label itself, or a word that is in capitals as a whole, is no sentence that names a command.
      key.endsWith('.label') || sentence === sentence.toLocaleUpperCase(language)
        ? []
        : (sentence.match(/\p{Lu}{2,}(?: \p{Lu}+)*/gu) ?? [])
            .filter((name) => !labels.has(name) && !acronyms.has(name))
            .map((name) => `${key}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has no second word for an idea', () => {
    const second = Object.entries(words).filter(([, sentence]) => banned[language]?.test(sentence));
    expect(second).toEqual([]);
  });
});
