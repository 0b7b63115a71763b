import { describe, expect, it } from 'vitest';
import { type Bitmap, blackDots, emptyBitmap, isBlack } from './bitmap';
import { testFonts } from './label.test-kit';
import { readOutlineFont } from './outline-font';
import { drawText, outlineWidthDots } from './raster-text';
import { missingCharacters } from './text-face';

const drawn = (text: string, emDots = 40): Bitmap => {
  const bitmap = emptyBitmap(400, 60);
  drawText(bitmap, testFonts.regular, text, { x: 4, baseline: 44, emDots });
  return bitmap;
};

const rowsOf = (bitmap: Bitmap): string[] =>
  Array.from({ length: bitmap.heightDots }, (_, y) =>
    Array.from({ length: bitmap.widthDots }, (__, x) => (isBlack(bitmap, x, y) ? '#' : '.')).join(''),
  );

/** Number of separate black pieces along a column or row pattern tells letters apart without a picture file. */
const blackRows = (bitmap: Bitmap): number[] =>
  rowsOf(bitmap).flatMap((row, y) => (row.includes('#') ? [y] : []));

describe('raster text', () => {
  it('draws every Turkish letter as itself: marks where they belong and nowhere else', () => {
    const top = (letter: string): number => Math.min(...blackRows(drawn(letter)));
    const bottom = (letter: string): number => Math.max(...blackRows(drawn(letter)));
    expect(top('ğ')).toBeLessThan(top('g'));
    expect(top('Ğ')).toBeLessThan(top('G'));
    expect(top('İ')).toBeLessThan(top('I'));
    expect(top('ı')).toBeGreaterThan(top('i'));
    expect(bottom('ş')).toBeGreaterThan(bottom('s'));
    expect(bottom('Ş')).toBeGreaterThan(bottom('S'));
    expect(bottom('ç')).toBeGreaterThan(bottom('c'));
    expect(top('ü')).toBeLessThan(top('u'));
    expect(top('ö')).toBeLessThan(top('o'));
    const pictures = [...'gğGĞsşSŞıiIİ₺LcçCÇuüUÜoöOÖ'].map((letter) => rowsOf(drawn(letter)).join('\n'));
    expect(new Set(pictures).size).toBe(pictures.length);
  });

  it('fills shapes, not their holes', () => {
    const bitmap = drawn('O', 50);
    const middle = rowsOf(bitmap)[44 - 18] ?? '';
    expect(middle).toMatch(/^\.+#+\.+#+\.+$/);
    expect(rowsOf(drawn('l', 50))[30]).toMatch(/^\.+#+\.+$/);
  });

  it('covers as much ink as the outline encloses', () => {
    // A full stop of DejaVu Sans Condensed is a rectangle: its area can be worked out from the outline itself.
    const glyph = testFonts.regular.glyphOf('.');
    const xs = glyph?.segments.flatMap((segment) => [segment.x0, segment.x1]) ?? [];
    const ys = glyph?.segments.flatMap((segment) => [segment.y0, segment.y1]) ?? [];
    const area = (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys)) * 200 * 200;
    const bitmap = emptyBitmap(400, 220);
    drawText(bitmap, testFonts.regular, '.', { x: 4, baseline: 200, emDots: 200 });
    expect(Math.abs(blackDots(bitmap) - area) / area).toBeLessThan(0.08);
  });

  it('keeps accents and letters that overlap filled', () => {
    expect(blackDots(drawn('Â'))).toBeGreaterThan(blackDots(drawn('A')));
  });

  it('has Greek, Cyrillic and the lira sign, and tells what it lacks', () => {
    expect(missingCharacters(testFonts.regular, 'ğĞşŞıİçÇöÖüÜ₺ Αλέξανδρος Большая € ß ø ž')).toEqual([]);
    expect(missingCharacters(testFonts.bold, 'ğĞşŞıİçÇöÖüÜ₺ Αλέξανδρος Большая € ß ø ž')).toEqual([]);
    expect(missingCharacters(testFonts.regular, 'a漢字漢')).toEqual(['漢', '字', '漢']);
    expect(missingCharacters(testFonts.regular, 'שלום')).toHaveLength(4);
  });

  it('draws a frame for a character the font lacks, as wide as it is measured', () => {
    const bitmap = drawn('漢');
    expect(blackDots(bitmap)).toBeGreaterThan(0);
    expect(rowsOf(bitmap)[44 - 15]).toMatch(/^\.+#+\.+#+\.+$/);
    expect(outlineWidthDots(testFonts.regular, '漢', 40)).toBeCloseTo(24);
  });

  it('cuts at the edge of the bitmap instead of leaving it', () => {
    const bitmap = emptyBitmap(12, 12);
    drawText(bitmap, testFonts.bold, 'WWWW', { x: -20, baseline: 30, emDots: 60 });
    expect(bitmap.bits).toHaveLength(24);
    expect(blackDots(bitmap)).toBeGreaterThan(0);
  });

  it('refuses bytes that are not a font', () => {
    expect(() => readOutlineFont(new Uint8Array(100))).toThrow();
  });
});
