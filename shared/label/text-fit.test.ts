import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testFonts } from './label.test-kit';
import { oneLine, pictureFace, printerFace, printerKnows, rowDots } from './text-face';
import { endWithEllipsis, fitText, wrapText } from './text-fit';

const room = { widthDots: 300, heightDots: 120, maxCellDots: 40, minCellDots: 16 };
const faces = [printerFace, pictureFace(testFonts.regular)];
const text = fc
  .string({ unit: fc.constantFrom(...'abcWMil. ', 'ğ', 'İ', '_', '^'), maxLength: 150 })
  .map(oneLine);

describe('fitting text', () => {
  it('never leaves the box, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), fc.constantFrom(...faces), (paragraphs, face) => {
        const fitted = fitText(paragraphs, room, face);
        expect(fitted.rows.length * rowDots(fitted.cellDots)).toBeLessThanOrEqual(room.heightDots);
        for (const row of fitted.rows) {
          expect(face.widthDots(row, fitted.cellDots)).toBeLessThanOrEqual(room.widthDots);
        }
      }),
    );
  });

  it('leaves nothing out without saying so', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), fc.constantFrom(...faces), (paragraphs, face) => {
        const fitted = fitText(paragraphs, room, face);
        const letters = (rows: readonly string[]): string => rows.join('').replaceAll(/[ ,]/g, '');
        if (!fitted.shortened) expect(letters(fitted.rows)).toBe(letters(paragraphs));
        else expect(fitted.rows.some((row) => row.endsWith(face.ellipsis))).toBe(true);
      }),
    );
  });

  it('keeps short text at full size and long text readable', () => {
    expect(fitText(['Anna'], room, printerFace)).toEqual({ rows: ['Anna'], cellDots: 40, shortened: false });
    const long = fitText(['a '.repeat(400).trim()], room, printerFace);
    expect(long.cellDots).toBe(16);
    expect(long.rows).toHaveLength(6);
    expect(long.rows[5]?.endsWith('...')).toBe(true);
  });

  it('gives every paragraph a row before any paragraph gets a second', () => {
    const fitted = fitText(['x'.repeat(200), 'two', 'three'], room, printerFace);
    expect(fitted.rows.slice(-2)).toEqual(['two', 'three']);
    expect(fitted.shortened).toBe(true);
  });

  it('runs the last paragraphs together when there are more than rows', () => {
    const fitted = fitText(['1', '2', '3', '4', '5', '6', '7', '8'], room, printerFace);
    expect(fitted.rows).toEqual(['1', '2', '3', '4', '5', '6, 7, 8']);
    expect(fitted.shortened).toBe(false);
  });

  it('wraps at words and cuts only words wider than a row', () => {
    expect(wrapText('one two three', 98, printerFace, 40)).toEqual(['one', 'two', 'three']);
    expect(wrapText('Fernstrassenbauamt', 100, printerFace, 40).join('')).toBe('Fernstrassenbauamt');
    expect(endWithEllipsis('short', 1000, printerFace, 40)).toBe('short');
    expect(endWithEllipsis('a longer text', 136, printerFace, 40)).toBe('a lon...');
  });
});

describe('faces', () => {
  it('trusts the printer with ASCII, and with Turkish only when told to', () => {
    expect([
      printerKnows('A-Z ~^', { fontsKnowTurkish: false }),
      printerKnows('Şükrü', { fontsKnowTurkish: false }),
      printerKnows('Şükrü', { fontsKnowTurkish: true }),
    ]).toEqual([true, false, true]);
    expect(printerKnows('₺', { fontsKnowTurkish: true })).toBe(false);
    expect(printerFace.widthDots('şığ', 40)).toBeCloseTo(printerFace.widthDots('sig', 40));
  });

  it('makes any text one line', () => {
    expect(oneLine(' a\u0000\r\n\tb\u00a0\u2028c\u200e ')).toBe('a b c');
    expect(oneLine('s\u0327')).toBe('ş');
  });
});
