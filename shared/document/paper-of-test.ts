// The page by which a printer of sheets is tried: what people must be able to read and scan on it, in the reader's own words.
import { ownCode } from '../barcode/own-code';
import type { Paper, PaperLanguage } from './paper';

export type TestPageWords = {
  title: string;
  printer: string;
  when: string;
  /** What to look at, a line each. */
  look: readonly string[];
  copy: string;
};

/** @param number of this page, for people */
export function paperOfTest(
  words: TestPageWords,
  { printer, at, number, language }: { printer: string; at: string; number: string; language: PaperLanguage },
): Paper {
  return {
    kind: 'paper',
    paper: 'test-page',
    format: 'A4',
    language,
    title: words.title,
    number,
    orderNumber: number,
    // Scanned, it does nothing but say OK.
    barcode: ownCode('command', 'OK'),
    seller: { title: '', name: 'Waybill', lines: [] },
    to: null,
    facts: [
      { name: words.printer, value: printer.slice(0, 200) },
      { name: words.when, value: at },
    ],
    columns: { sku: '', item: '', quantity: '', price: '', amount: '' },
    lines: [],
    sums: [],
    gift: null,
    foot: [...words.look, 'AÁÂÄ ÇĞİÖŞÜ çğıöşü ₺ € £ 0123456789'].slice(0, 6),
    copyWord: words.copy,
  };
}
