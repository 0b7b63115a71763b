// CAMT.053 and 052: entries that are booked, each of their transactions by itself where the bank tells them apart. Read by
// the names of its elements, whatever prefix the bank gives them.
import { parseDecimal } from '../../../money/money';
import { plain, type ReadStatement, type StatementLine } from './statement-line';

export function readCamt(text: string): ReadStatement | null {
  if (!/<(?:\w+:)?(?:BkToCstmrStmt|BkToCstmrAcctRpt|Ntry)\b/.test(text)) return null;
  const read: ReadStatement = { format: 'camt', lines: [], unread: [], outgoing: 0 };
  for (const [at, entry] of inside(text, 'Ntry').entries()) {
    if (first(entry, 'CdtDbtInd') !== 'CRDT') {
      read.outgoing += 1;
      continue;
    }
    const bookedOn = (
      first(inside(entry, 'BookgDt')[0] ?? '', 'Dt') || first(inside(entry, 'BookgDt')[0] ?? '', 'DtTm')
    ).slice(0, 10);
    const parts = inside(entry, 'TxDtls');
    const each = parts.length > 1 ? parts : [entry];
    for (const part of each) {
      const line = lineOf(part, bookedOn) ?? (each.length === 1 ? lineOf(entry, bookedOn) : null);
      if (line) read.lines.push(line);
      else read.unread.push(plain(`${at + 1}: ${part.replace(/<[^>]*>/g, ' ')}`));
    }
  }
  return read;
}

function lineOf(part: string, bookedOn: string): StatementLine | null {
  const amount = /<(?:\w+:)?Amt\b[^>]*\bCcy=["']([A-Z]{3})["'][^>]*>\s*([\d.]+)\s*</.exec(part);
  const currency = amount?.[1] ?? '';
  const amountMinor = parseDecimal(amount?.[2] ?? '', currency);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(bookedOn) || amountMinor === null || amountMinor <= 0) return null;
  const debtor = inside(part, 'Dbtr')[0] ?? '';
  const words = [
    ...inside(part, 'Ustrd'),
    ...inside(part, 'CdtrRefInf').map((each) => first(each, 'Ref')),
    first(part, 'EndToEndId'),
  ].filter((each) => each !== '' && each !== 'NOTPROVIDED');
  return {
    bookedOn,
    amountMinor,
    currency,
    payer: plain(unescaped(first(debtor, 'Nm'))),
    reference: plain(unescaped(words.join(' ') || first(part, 'AddtlNtryInf'))),
  };
}

/** What stands in each element of a name, one after the other. */
function inside(text: string, name: string): string[] {
  return [
    ...text.matchAll(new RegExp(`<(\\w+:)?${name}(?:\\s[^>]*)?>([\\s\\S]*?)</(?:\\w+:)?${name}>`, 'g')),
  ].map((match) => match[2] ?? '');
}

const first = (text: string, name: string): string => (inside(text, name)[0] ?? '').trim();

function unescaped(text: string): string {
  const signs: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
  return text
    .replace(/<[^>]*>/g, ' ')
    .replace(
      /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));/g,
      (_all, decimal?: string, hex?: string, name?: string) => {
        const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : null;
        if (code !== null) return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : ' ';
        return signs[name ?? ''] ?? '';
      },
    );
}
