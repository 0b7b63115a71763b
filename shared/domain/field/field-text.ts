// Values of custom fields as people write them and read them: a cell of a sheet becomes a value, a value becomes a text for
// a packer's screen or an export. What cannot be read stays the text it was, so that judging it names the field.
import { minorDigitsOf, parseDecimal } from '../../money/money';
import type { FieldDefinition, Fields, FieldValue } from './field';

export type WrittenAs = { decimal: '.' | ','; dates: 'iso' | 'dmy' | 'mdy'; currency: string };

const yes = ['yes', 'y', 'true', '1', 'evet', 'e', 'x', 'doğru', 'ja'];
const no = ['no', 'n', 'false', '0', 'hayir', 'h', 'yanliş', 'nein'];

/** Null for an empty cell. */
export function readField(
  definition: Pick<FieldDefinition, 'kind' | 'options'>,
  cell: string | number,
  { decimal, dates, currency }: WrittenAs,
): FieldValue | null {
  const text = String(cell).trim();
  if (text === '') return null;
  switch (definition.kind) {
    case 'text':
      return text;
    case 'number': {
      if (typeof cell === 'number') return cell;
      const plain = plainDecimal(text, decimal);
      return /^-?\d{1,15}(\.\d{1,9})?$/.test(plain) ? Number(plain) : text;
    }
    case 'money': {
      const amountMinor = parseDecimal(
        typeof cell === 'number' ? String(Number(cell.toFixed(6))) : plainDecimal(text, decimal),
        currency,
      );
      return amountMinor === null ? text : { amountMinor, currency };
    }
    case 'yes-no': {
      const word = small(text);
      return yes.includes(word) ? true : no.includes(word) ? false : text;
    }
    case 'date':
      return dayOf(text, dates);
    case 'choice': {
      const word = small(text);
      const option = definition.options.find(
        ({ key, names }) => small(key) === word || small(names.en) === word || small(names.tr) === word,
      );
      return option?.key ?? text;
    }
  }
}

/** For a screen, a label of a column, an export: without a locale, but for the words of a choice and of yes and no. */
export function showField(
  { kind, options }: Pick<FieldDefinition, 'kind' | 'options'>,
  value: FieldValue,
  language: 'en' | 'tr',
): string {
  if (typeof value === 'object') {
    const digits = minorDigitsOf(value.currency);
    const size = String(Math.abs(value.amountMinor)).padStart(digits + 1, '0');
    const whole = digits === 0 ? size : `${size.slice(0, -digits)}.${size.slice(-digits)}`;
    return `${value.amountMinor < 0 ? '-' : ''}${whole} ${value.currency}`;
  }
  if (typeof value === 'boolean') return words[language][value ? 'yes' : 'no'];
  if (kind === 'choice') return options.find(({ key }) => key === value)?.names[language] ?? String(value);
  return String(value);
}

/** Every value beside its key, for a cell of a list or of a file: `gift_note: Hello; pieces: 2`. */
export function plainFields(fields: Fields): string {
  return Object.entries(fields)
    .map(([key, value]) => `${key}: ${showField({ kind: 'text', options: [] }, value, 'en')}`)
    .join('; ');
}

const words = { en: { yes: 'Yes', no: 'No' }, tr: { yes: 'Evet', no: 'Hayır' } } as const;

function plainDecimal(text: string, decimal: '.' | ','): string {
  const bare = text.replace(/[\s\u00a0\u202f'’]|\p{Sc}/gu, '');
  return bare.replaceAll(decimal === ',' ? '.' : ',', '').replace(decimal, '.');
}

function dayOf(text: string, dates: WrittenAs['dates']): string {
  const match = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b/.exec(text);
  if (!match || dates === 'iso') return text.slice(0, 10);
  const [day, month] = dates === 'dmy' ? [match[1], match[2]] : [match[2], match[1]];
  return `${match[3]}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
}

/** No locale: the four Turkish i are one. */
function small(text: string): string {
  return text.normalize('NFC').trim().replace(/[Iİı]/g, 'i').toLowerCase();
}
