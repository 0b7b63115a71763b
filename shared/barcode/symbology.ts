// Names of symbologies by their AIM identifier (ISO/IEC 15424): the letter says which, the digit how it was read.
const names: Readonly<Record<string, string>> = {
  A: 'Code 39',
  C: 'Code 128',
  E: 'EAN/UPC',
  F: 'Codabar',
  G: 'Code 93',
  I: 'Interleaved 2 of 5',
  L: 'PDF417',
  Q: 'QR Code',
  d: 'Data Matrix',
  e: 'GS1 DataBar',
  z: 'Aztec Code',
};
const exact: Readonly<Record<string, string>> = {
  ']C1': 'GS1-128',
  ']E0': 'EAN-13/UPC',
  ']E4': 'EAN-8',
  ']Q3': 'GS1 QR Code',
  ']d2': 'GS1 DataMatrix',
};

/** Null: the scanner sent no identifier, or one that is not known here. */
export function symbologyName(aim: string | null): string | null {
  if (aim === null) return null;
  return exact[aim] ?? names[aim.charAt(1)] ?? null;
}
