import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blackDots, blacken, emptyBitmap, isBlack } from './bitmap';
import { graphicData } from './zpl-graphic';

/** Reads the run lengths back as the ZPL II guide describes them. */
const readBack = (parameters: string): Uint8Array => {
  const [, total, , rowBytes, data] = /^A,(\d+),(\d+),(\d+),(.*)$/.exec(parameters) ?? [];
  const rowNibbles = Number(rowBytes) * 2;
  let hex = '';
  let run = 0;
  for (const letter of data ?? '') {
    const begun = hex.length % rowNibbles;
    if (letter === ',') hex += '0'.repeat(rowNibbles - begun);
    else if (letter === '!') hex += 'F'.repeat(rowNibbles - begun);
    else if (letter === ':') hex += hex.slice(-rowNibbles);
    else if (letter >= 'g' && letter <= 'z') run += (letter.charCodeAt(0) - 0x66) * 20;
    else if (letter >= 'G' && letter <= 'Y') run += letter.charCodeAt(0) - 0x46;
    else {
      hex += letter.repeat(Math.max(1, run));
      run = 0;
    }
  }
  expect(hex.length).toBe(Number(total) * 2);
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
};

describe('graphic data', () => {
  it('is read back dot for dot', () => {
    const rows = fc.integer({ min: 1, max: 40 }).chain((rowBytes) =>
      fc.record({
        rowBytes: fc.constant(rowBytes),
        bytes: fc.array(
          fc.oneof(
            fc.uint8Array({ minLength: rowBytes, maxLength: rowBytes }),
            fc.constantFrom(0, 0xff, 0xf0, 0x0f).map((byte) => new Uint8Array(rowBytes).fill(byte)),
          ),
          { minLength: 1, maxLength: 12 },
        ),
      }),
    );
    fc.assert(
      fc.property(rows, ({ rowBytes, bytes }) => {
        const bits = Uint8Array.from(bytes.flatMap((row) => [...row]));
        const bitmap = { widthDots: rowBytes * 8, heightDots: bytes.length, rowBytes, bits };
        expect(readBack(graphicData(bitmap))).toEqual(bits);
      }),
    );
  });

  it('counts runs of more than four hundred', () => {
    const bitmap = emptyBitmap(4 * 1300, 1);
    bitmap.bits.fill(0x11);
    bitmap.bits[649] = 0x12;
    // 1299 times 1: three times 400, then 80 and 19.
    expect(graphicData(bitmap)).toBe('A,650,650,650,zzzjY12');
    expect(readBack(graphicData(bitmap))).toEqual(bitmap.bits);
  });
});

describe('bitmap', () => {
  it('blackens dots inside and ignores those outside', () => {
    const bitmap = emptyBitmap(10, 2);
    for (const [x, y] of [
      [0, 0],
      [9, 1],
      [10, 0],
      [-1, 0],
      [0, 2],
    ] as const)
      blacken(bitmap, x, y);
    expect([isBlack(bitmap, 0, 0), isBlack(bitmap, 9, 1), isBlack(bitmap, 1, 0)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(blackDots(bitmap)).toBe(2);
  });
});
