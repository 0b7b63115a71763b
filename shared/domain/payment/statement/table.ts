// A statement as a table: separated by commas, semicolons or tabs, with headings in English, German or Turkish, decimal
// points or commas. Which column is which follows from its heading.
import { minorDigitsOf, parseDecimal } from '../../../money/money';
import { plain, type ReadStatement } from './statement-line';

const headings = {
  bookedOn: [
    'date',
    'booking date',
    'booked',
    'value date',
    'buchungstag',
    'buchungsdatum',
    'datum',
    'tarih',
    'işlem tarihi',
  ],
  amount: ['amount', 'credit', 'betrag', 'tutar', 'alacak', 'işlem tutarı'],
  currency: ['currency', 'ccy', 'währung', 'waehrung', 'para birimi', 'döviz'],
  payer: [
    'payer',
    'name',
    'from',
    'counterparty',
    'debtor',
    'auftraggeber',
    'zahlungspflichtiger',
    'beguenstigter/zahlungspflichtiger',
    'gönderen',
    'karşı taraf',
  ],
  reference: ['reference', 'description', 'details', 'purpose', 'memo', 'verwendungszweck', 'açıklama'],
} as const;
type Name = keyof typeof headings;

export function readTable(text: string, usual: string): ReadStatement | null {
  const [head = '', ...rest] = text.split(/\r?\n/);
  const separator = [';', '\t', ','].find((sign) => cellsOf(head, sign).length > 2);
  if (separator === undefined) return null;
  const titles = cellsOf(head, separator).map((title) =>
    title.trim().toLocaleLowerCase('tr').replace(/i̇/g, 'i'),
  );
  const titlesPlain = cellsOf(head, separator).map((title) => title.trim().toLowerCase());
  const at = (name: Name): number =>
    titles.findIndex((title, index) =>
      headings[name].some((known) => known === title || known === titlesPlain[index]),
    );
  if (at('bookedOn') < 0 || at('amount') < 0) return null;
  const read: ReadStatement = { format: 'table', lines: [], unread: [], outgoing: 0 };
  for (const [index, row] of rest.entries()) {
    if (row.trim() === '') continue;
    const cells = cellsOf(row, separator);
    const cell = (name: Name): string => (cells[at(name)] ?? '').trim();
    const currency = /^[A-Z]{3}$/.test(cell('currency')) ? cell('currency') : usual;
    const bookedOn = dayOf(cell('bookedOn'));
    const amountMinor = amountOf(cell('amount'), currency);
    if (amountMinor !== null && amountMinor < 0) read.outgoing += 1;
    else if (bookedOn === null || amountMinor === null || amountMinor === 0)
      read.unread.push(plain(`${index + 2}: ${row}`));
    else
      read.lines.push({
        bookedOn,
        amountMinor,
        currency,
        payer: plain(cell('payer')),
        reference: plain(cell('reference')),
      });
  }
  return read;
}

function cellsOf(row: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < row.length; at += 1) {
    const sign = row[at] as string;
    if (isQuoted && sign === '"' && row[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"') isQuoted = !isQuoted;
    else if (sign === separator && !isQuoted) {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell];
}

/** `2026-11-28`, `28.11.2026`, `28/11/2026`, `28.11.26`. */
function dayOf(text: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}/.test(text)) return text.slice(0, 10);
  const match = /^(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})$/.exec(text);
  if (!match) return null;
  const [, day = '', month = '', year = ''] = match;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null;
  return `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** The last point or comma is the decimal sign, where as many digits stand behind it as the currency has, or fewer. */
function amountOf(text: string, currency: string): number | null {
  const bare = text.replace(/[\s'’]|[A-Z]{3}|[€£$₺]/g, '');
  const isNegative = /^[-−(]|-$/.test(bare);
  const digits = bare.replace(/[-−()+]/g, '');
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  const behind = digits.length - last - 1;
  const isDecimal =
    last >= 0 && (behind <= minorDigitsOf(currency) || !/^\d{3}$/.test(digits.slice(last + 1)));
  const whole = (isDecimal ? digits.slice(0, last) : digits).replace(/[.,]/g, '');
  const minor = parseDecimal(
    isDecimal ? `${whole || '0'}.${digits.slice(last + 1) || '0'}` : whole,
    currency,
  );
  return minor === null ? null : isNegative ? -minor : minor;
}
