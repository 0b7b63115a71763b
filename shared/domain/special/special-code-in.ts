// The code of a special order in what was typed or scanned: the tag's bars, or the code as people write it.
import { readSpecialCode } from './special-code';
import { readOwnCode } from '../../barcode/own-code';

/** Null when there is none. */
export function specialCodeIn(text: string): string | null {
  const own = readOwnCode(text.trim().toUpperCase());
  if (own.is === 'own' && own.kind === 'special') return readSpecialCode(own.payload);
  return readSpecialCode(text);
}
