// What goes from the office to a new station: a one-time code, and where a head office has certificates of its own, the
// fingerprint (pin) of its authority, so that the station gives the code to nobody else. As a QR it also says where head
// office answers. Signs are those of the code, which are not mistaken for each other and which every scanner types alike.

export const codeSigns = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 17;
/** 80 bits: as much of the fingerprint as a person types, and more than anybody can make another authority for. */
const typedPinLength = 16;
/** All 256 bits. */
const wholePinLength = 52;

export type EnrolmentTicket = {
  /** Origin; null when only a code was given. */
  headOffice: string | null;
  code: string;
  /** The beginning of the authority's fingerprint, or all of it; null when none was given. */
  pin: string | null;
};

/** Any case, spaces or hyphens anywhere, O for 0, I or L for 1. */
export function plainSigns(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
}

/** Bytes as signs of five bits, the last one filled up with zeros. */
export function signsOf(bytes: Uint8Array): string {
  let signs = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      signs += codeSigns[(held >> bits) & 31] ?? '';
    }
  }
  return bits > 0 ? signs + (codeSigns[(held << (5 - bits)) & 31] ?? '') : signs;
}

/** Text of the QR: signs that a QR packs tightly. @param pin whole, or null over plain http */
export function ticketText(headOffice: string, code: string, pin: string | null): string {
  return ['WBENROL', headOffice.toUpperCase(), plainSigns(code), ...(pin === null ? [] : [pin])].join(' ');
}

/** The same for a person to type, who also has to know the address. */
export function typedTicket(code: string, pin: string | null): string {
  if (pin === null) return code;
  return [code, ...(pin.slice(0, typedPinLength).match(/.{4}/g) ?? [])].join('-');
}

/** Reads what was scanned or typed. What is no ticket is taken for a code: head office says what is wrong with it. */
export function readTicket(text: string): EnrolmentTicket {
  const scanned = /^WBENROL (\S+) (\S+)(?: (\S+))?$/i.exec(text.trim());
  if (scanned) {
    const [, headOffice = '', code = '', pin] = scanned;
    return { headOffice: headOffice.toLowerCase(), code, pin: pin === undefined ? null : pinOf(pin) };
  }
  const plain = plainSigns(text);
  if (plain.length !== codeLength + typedPinLength) return { headOffice: null, code: text.trim(), pin: null };
  return { headOffice: null, code: plain.slice(0, codeLength), pin: pinOf(plain.slice(codeLength)) };
}

/** True when `pin` is the beginning of this fingerprint, and enough of it. */
export function isPinOf(pin: string, fingerprint: Uint8Array): boolean {
  return pin.length >= typedPinLength && signsOf(fingerprint).startsWith(pin);
}

const pinOf = (text: string): string => plainSigns(text).slice(0, wholePinLength);
