// MT940: `:61:` is a booking (day, credit or debit, amount with a decimal comma), the `:86:` behind it says from whom and
// what for, often in numbered parts (`?20` to `?29` the words, `?32` and `?33` the name). The currency is in the balance.
import { parseDecimal } from '../../../money/money';
import { plain, type ReadStatement } from './statement-line';

type Field = { tag: string; text: string };

export function readMt940(text: string): ReadStatement | null {
  const fields = fieldsOf(text);
  if (!fields.some(({ tag }) => tag === '61')) return null;
  const read: ReadStatement = { format: 'mt940', lines: [], unread: [], outgoing: 0 };
  let currency = '';
  for (const [at, { tag, text: field }] of fields.entries()) {
    if (tag === '60F' || tag === '60M') currency = /^[CD]\d{6}([A-Z]{3})/.exec(field)?.[1] ?? currency;
    if (tag !== '61') continue;
    const booking = /^(\d{2})(\d{2})(\d{2})(\d{4})?(RC|RD|C|D)[A-Z]?([\d]+,\d*)/.exec(field);
    const details = fields[at + 1]?.tag === '86' ? (fields[at + 1]?.text ?? '') : '';
    const [, year, month, day, , sign, amount = ''] = booking ?? [];
    // A reversed debit is money that came back; a reversed credit went again.
    if (sign === 'D' || sign === 'RC') {
      read.outgoing += 1;
      continue;
    }
    const amountMinor =
      currency === '' ? null : parseDecimal(amount.replace(',', '.').replace(/\.$/, ''), currency);
    if (!booking || amountMinor === null || amountMinor <= 0) {
      read.unread.push(plain(`:61:${field}`));
      continue;
    }
    const { payer, words } = detailsOf(details);
    read.lines.push({
      bookedOn: `20${year}-${month}-${day}`,
      amountMinor,
      currency,
      payer: plain(payer),
      reference: plain(words || field.replace(booking[0], '')),
    });
  }
  return read;
}

/** A field goes on over lines until the next tag. */
function fieldsOf(text: string): Field[] {
  const fields: Field[] = [];
  for (const line of text.split(/\r?\n/)) {
    const start = /^:(\d{2}[A-Z]?):(.*)$/.exec(line);
    if (start) fields.push({ tag: start[1] ?? '', text: start[2] ?? '' });
    else if (line !== '-' && !line.startsWith('-}') && !line.startsWith('{')) {
      const last = fields.at(-1);
      if (last) last.text += last.text.includes('?') && line.startsWith('?') ? line : `\n${line}`;
    }
  }
  return fields;
}

function detailsOf(text: string): { payer: string; words: string } {
  const parts = [...text.replace(/\n/g, '').matchAll(/\?(\d{2})([^?]*)/g)];
  if (parts.length === 0) {
    // The form of SWIFT itself: /NAME/.../REMI/...
    const name = /\/NAME\/([^/]*)/.exec(text)?.[1];
    const words = /\/REMI\/(?:USTD\/\/)?([^/]*(?:\/(?![A-Z]{3,4}\/)[^/]*)*)/.exec(text)?.[1];
    return { payer: name ?? '', words: words ?? text };
  }
  const of = (from: number, to: number): string =>
    parts
      .filter(([, number]) => Number(number) >= from && Number(number) <= to)
      .map(([, , part]) => part)
      .join('');
  return { payer: of(32, 33), words: of(20, 29) + of(60, 63) };
}
