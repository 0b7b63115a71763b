// The two ways a line of text can be printed: in the printer's own font 0, or as a picture from outlines.
// Both are measured in the same unit: the height of a text cell, of which capitals fill three quarters.
import type { OutlineFont } from './outline-font';
import type { PrinterProfile } from './printer-profile';
import { outlineWidthDots } from './raster-text';

export type TextFace = {
  kind: 'printer' | 'picture';
  ellipsis: string;
  widthDots: (text: string, cellDots: number) => number;
};

/** A row is this many cells high: room for accents above capitals and tails below the line. */
const rowPerCell = 1.25;
/** Baseline of a row, in cells below its top. */
const baselinePerCell = 0.96;
export const capitalPerCell = 0.75;

export const rowDots = (cellDots: number): number => Math.ceil(cellDots * rowPerCell);
export const baselineDots = (cellDots: number): number => Math.round(cellDots * baselinePerCell);

/**
 * Advance widths of font 0 for U+0020..U+007E in thousandths of the cell height, measured on the label renderer.
 * Firmware differs a little, so every measured width is given `allowance` on top.
 */
const fontZeroWidths = [
  250, 333, 333, 500, 500, 833, 668, 250, 333, 333, 500, 500, 333, 800, 333, 278, 500, 500, 500, 500, 500,
  500, 500, 500, 500, 500, 278, 278, 500, 500, 500, 500, 833, 556, 556, 556, 611, 500, 500, 611, 611, 278,
  445, 556, 500, 778, 611, 611, 556, 611, 611, 556, 500, 611, 556, 833, 556, 556, 500, 333, 250, 333, 500,
  500, 333, 500, 500, 445, 500, 500, 278, 500, 500, 278, 278, 445, 278, 778, 500, 500, 500, 500, 333, 445,
  278, 500, 445, 668, 445, 445, 390, 275, 250, 275, 500,
];
const allowance = 1.05;
const widestZero = 833;

const turkishLetters = 'çÇğĞıİöÖşŞüÜ';

/** True when the printer's own font can be trusted with every character of the text. */
export function printerKnows(
  text: string,
  { fontsKnowTurkish, language }: Pick<PrinterProfile, 'fontsKnowTurkish' | 'language'>,
): boolean {
  // Fonts of TSPL printers differ from clone to clone.
  if (language === 'tspl') return text === '';
  for (const character of text) {
    const plain = character >= ' ' && character <= '~';
    if (!plain && !(fontsKnowTurkish && turkishLetters.includes(character))) return false;
  }
  return true;
}

/** Some letters of font 0 begin left of where they are put; a row keeps this much on either side for them. */
export const printerOverhangDots = (cellDots: number): number => Math.ceil(cellDots * 0.04);

/** The printer's font 0. A Turkish letter is as wide as the letter it is built on. */
export const printerFace: TextFace = {
  kind: 'printer',
  ellipsis: '...',
  widthDots: (text, cellDots) => {
    let thousandths = 0;
    for (const character of text
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replaceAll('ı', 'i')) {
      thousandths += fontZeroWidths[character.charCodeAt(0) - 32] ?? widestZero;
    }
    return (thousandths / 1000) * cellDots * allowance + 2 * printerOverhangDots(cellDots);
  },
};

/** Letters such as f and j reach past their advance; a row keeps this much on either side for them. */
export const overhangEm = 0.04;

export const emOfCell = (font: OutlineFont, cellDots: number): number =>
  (cellDots * capitalPerCell) / font.capHeightEm;

export function pictureFace(font: OutlineFont): TextFace {
  return {
    kind: 'picture',
    ellipsis: font.glyphOf('…') ? '…' : '...',
    widthDots: (text, cellDots) => {
      const emDots = emOfCell(font, cellDots);
      return outlineWidthDots(font, text, emDots) + 2 * overhangEm * emDots;
    },
  };
}

/**
 * Scripts whose letters must be joined or reordered before they can be read. The rasteriser does neither, so their
 * characters count as missing even when the font has them.
 */
const needsShaping =
  /[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u200e\u200f\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Characters of the text the font cannot draw readably, one entry for each occurrence. */
export function missingCharacters(font: OutlineFont, text: string): string[] {
  return [...text].filter((character) => needsShaping.test(character) || font.glyphOf(character) === null);
}

/** What is drawn for a text: characters that cannot be read become the replacement frame. */
export function drawableText(font: OutlineFont, text: string): string {
  return [...text].map((character) => (needsShaping.test(character) ? '\uffff' : character)).join('');
}

/** Customer text made one line: composed letters, no control characters, single spaces. */
export function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}
