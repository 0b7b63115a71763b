// Customer data on its way into a ZPL field, as a type: a field takes only ZplData, and only this file makes it.
// Data must never be able to end a field, start a command or begin a second label.

declare const escapedForZpl: unique symbol;
/** Text with every byte that ZPL could read as a command written as `_xx`; only valid behind `^FH_`. */
export type ZplData = string & { readonly [escapedForZpl]: true };

/** Bytes that mean themselves in a field under any firmware. All others are written in hex. */
const plainCharacter = /[A-Za-z0-9 .,:;/()+*#'"=!?@%&<>[\]{}|$-]/;

const utf8HexOf = (character: string): string => {
  const percentForm = encodeURIComponent(character);
  if (percentForm.startsWith('%')) return percentForm.replaceAll('%', '_');
  return `_${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
};

/** Escapes any text for a field behind `^CI28^FH_`. Lone surrogates become U+FFFD; they have no UTF-8 form. */
export function zplData(text: string): ZplData {
  let escaped = '';
  for (const character of text) {
    const wellFormed = /^[\ud800-\udfff]$/.test(character) ? '\ufffd' : character;
    escaped += plainCharacter.test(wellFormed) ? wellFormed : utf8HexOf(wellFormed);
  }
  return escaped as ZplData;
}

/**
 * Data of a Code 128 symbol in subset B, or null when the symbology cannot say it safely.
 * `>` starts a function code there (ZPL II guide, `^BC`), and interpreters differ on how it is written as itself.
 */
export function code128Data(text: string): ZplData | null {
  return /^[\x20-\x7e]+$/.test(text) && !text.includes('>') ? zplData(text) : null;
}

/** GS1-128 data of one SSCC: start C, FNC1, application identifier 00. Read by every firmware. */
export function ssccData(sscc: string): ZplData {
  if (!/^[0-9]{18}$/.test(sscc)) throw new RangeError('an SSCC has 18 digits');
  return `>;>800${sscc}` as ZplData;
}
