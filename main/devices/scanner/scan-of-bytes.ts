// What the bytes of one scan say: the symbology identifier in front, then text.
import { type ScanEvent, withoutIdentifier } from '../../../shared/barcode/scan';
import { type ScannerHabits, withoutHabits } from '../../../shared/barcode/scanner/habits';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Text is UTF-8 where the bytes are, else Latin-1, which every byte is; `raw` is one character a byte, as they came.
 * `habits` are of the scanner that sent them; null when none was learned.
 */
export function scanOfBytes(
  bytes: Uint8Array,
  habits: ScannerHabits | null = null,
): Pick<ScanEvent, 'raw' | 'aim' | 'text'> {
  const raw = Buffer.from(bytes).toString('latin1');
  const { aim, text } = withoutIdentifier(habits ? withoutHabits(raw, habits) : raw);
  return { raw, aim, text: textOf(Buffer.from(text, 'latin1')) };
}

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
