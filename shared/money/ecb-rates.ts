// Reference rates as the European Central Bank publishes them (https://www.ecb.europa.eu/stats/eurofxref): the daily and
// historical CSV and XML files. What is no such file says so; a rate that cannot be read is named, the others are taken.
import { type ExchangeRate, parseRate } from './convert';

export type ReadRates = { rates: ExchangeRate[]; unread: string[] };

const source = 'ECB';
const base = 'EUR';
const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

export function readEcbRates(text: string): ReadRates | null {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  return trimmed.startsWith('<') ? readXml(trimmed) : readCsv(trimmed);
}

function readXml(text: string): ReadRates | null {
  const read: ReadRates = { rates: [], unread: [] };
  const days = [...text.matchAll(/<Cube\s+time=['"](\d{4}-\d{2}-\d{2})['"]\s*>([\s\S]*?)<\/Cube>/g)];
  for (const [, day, inside] of days)
    for (const [, attributes] of (inside ?? '').matchAll(/<Cube\s+([^>]*?)\/?>/g)) {
      const currency = /currency=['"]([A-Z]{3})['"]/.exec(attributes ?? '')?.[1];
      const rate = /rate=['"]([^'"]*)['"]/.exec(attributes ?? '')?.[1];
      if (currency !== undefined) take(read, day ?? '', currency, rate ?? '');
    }
  return days.length === 0 ? null : read;
}

function readCsv(text: string): ReadRates | null {
  const [head, ...rows] = text.split(/\r?\n/).map((row) => row.split(',').map((cell) => cell.trim()));
  if (!head || head[0] !== 'Date' || !head.slice(1).some((name) => /^[A-Z]{3}$/.test(name))) return null;
  const read: ReadRates = { rates: [], unread: [] };
  for (const row of rows) {
    if (row.every((cell) => cell === '')) continue;
    const day = dayOf(row[0] ?? '');
    if (day === null) read.unread.push(row[0] ?? '');
    else
      for (const [index, currency] of head.entries())
        if (index > 0 && /^[A-Z]{3}$/.test(currency) && row[index] !== 'N/A' && (row[index] ?? '') !== '')
          take(read, day, currency, row[index] ?? '');
  }
  return read;
}

function take(read: ReadRates, day: string, currency: string, rate: string): void {
  if (parseRate(rate)) read.rates.push({ base, currency, day, rate: rate.trim(), source });
  else read.unread.push(`${day} ${currency} ${rate}`);
}

/** `2026-11-27`, or `27 November 2026` as the daily file has it. */
function dayOf(text: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  const match = /^(\d{1,2}) ([A-Z][a-z]+) (\d{4})$/.exec(text);
  const month = months.indexOf(match?.[2] ?? '') + 1;
  return match && month > 0
    ? `${match[3]}-${String(month).padStart(2, '0')}-${(match[1] ?? '').padStart(2, '0')}`
    : null;
}
