// A scan in words: what arrived, sign by sign, and what it means.
import type { Meaning } from '../../../shared/barcode/meaning';
import type { ScannerHabits } from '../../../shared/barcode/scanner/habits';
import { maskedBadge } from '../../../shared/barcode/scan';
import { groupSeparator } from '../../../shared/barcode/gs1/element-strings';
import { symbologyName } from '../../../shared/barcode/symbology';
import type { Say } from '../../app/locale';

/** ASCII's control characters, by number. */
const controls =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );

/** Control characters by their names: `<GS>`. */
export function signsOf(text: string): string {
  return Array.from(text, (sign) => {
    const name = sign === '\u007f' ? 'DEL' : controls[sign.charCodeAt(0)];
    return name === undefined ? sign : `<${name}>`;
  }).join('');
}

export function meaningWords(say: Say, meaning: Meaning, aim: string | null): string {
  const symbol = symbologyName(aim);
  return [symbol, ...partsOf(say, meaning)].filter((part) => part !== null).join(' · ');
}

function partsOf(say: Say, meaning: Meaning): (string | null)[] {
  switch (meaning.kind) {
    case 'item': {
      const { gtin, indicator, lot, expiry, serial, count, netGrams } = meaning;
      return [
        say('scanned.item', { gtin }),
        indicator > 0 && indicator < 9 ? say('scanned.case', { level: indicator }) : null,
        lot === null ? null : say('scanned.lot', { lot }),
        expiry === null ? null : say('scanned.expiry', { expiry }),
        serial === null ? null : say('scanned.serial', { serial }),
        count === null ? null : say('scanned.count', { count }),
        netGrams === null ? null : say('scanned.weight', { grams: netGrams }),
      ];
    }
    case 'sscc':
      return [say('scanned.sscc', { sscc: meaning.sscc })];
    case 'text':
      return [say(meaning.text === maskedBadge ? 'scanned.own.badge' : 'scanned.text')];
    case 'misread':
      return [say('scanned.misread'), say(`scanned.misread.${meaning.reason}`)];
    case 'badge':
      return [say('scanned.own.badge')];
    default:
      return [say(`scanned.own.${meaning.kind}`), meaning.payload];
  }
}

/** What was learned of a scanner, a line each. */
export function habitWords(say: Say, habits: ScannerHabits): string[] {
  const { reading, swapsCase, prefix, suffix, separator, separatorKey, sendsIdentifier, endsItself, gaps } =
    habits;
  return [
    gaps === null ? null : say(`scanner.habit.reading.${reading}`),
    swapsCase ? say('scanner.habit.swaps-case') : null,
    prefix === '' ? null : say('scanner.habit.prefix', { text: signsOf(prefix) }),
    suffix === '' ? null : say('scanner.habit.suffix', { text: signsOf(suffix) }),
    separatorWords(),
    say(sendsIdentifier ? 'scanner.habit.identifier' : 'scanner.habit.no-identifier'),
    say(endsItself ? 'scanner.habit.ends' : 'scanner.habit.does-not-end'),
    gaps === null
      ? null
      : say('scanner.habit.gaps', { median: Math.round(gaps.medianMs), most: Math.round(gaps.maxMs) }),
  ].filter((line) => line !== null);

  function separatorWords(): string {
    if (separatorKey !== null) return say('scanner.habit.separator-key', { key: separatorKey });
    if (separator === groupSeparator) return say('scanner.habit.separator');
    return separator === ''
      ? say('scanner.habit.separator-dropped')
      : say('scanner.habit.separator-other', { text: signsOf(separator) });
  }
}
