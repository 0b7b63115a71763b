// What the bytes of one scan say: the symbology identifier in front, then text.
import { type ScanEvent, withoutIdentifier } from '../../../shared/barcode/scan';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Text is UTF-8 where the bytes are, else Latin-1, which every byte is; `raw` is one character a byte. */
export function scanOfBytes(bytes: Uint8Array): Pick<ScanEvent, 'raw' | 'aim' | 'text'> {
  const raw = Buffer.from(bytes).toString('latin1');
  const { aim } = withoutIdentifier(raw);
  return { raw, aim, text: textOf(bytes.subarray(aim?.length ?? 0)) };
}

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
