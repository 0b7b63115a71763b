import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTsplStream, type Paper } from '../../e2e/rigs/virtual-printer/tspl-stream';
import { isBlack } from './bitmap';
import { bmpOf } from './bitmap-bmp';
import { composeProductLabel } from './house-labels-zpl';
import { testFonts } from './label.test-kit';
import type { LabelDrawing } from './label-marks';
import { pictureOf } from './marks-dots';
import { tsplFiller, tsplOf } from './marks-tspl';
import { defaultPrinterProfile } from './printer-profile';

const drawn = (name: string, sku = 'MUG'): LabelDrawing =>
  composeProductLabel(
    { kind: 'product', barcode: '8690000001231', sku, name, price: '' },
    { ...defaultPrinterProfile, language: 'tspl' },
    testFonts,
    { attempt: 1, echoToken: 'job-1.1' },
  ).drawing;

/** A million dots are compared at once, not one by one. */
const same = (one: Paper, other: Paper | null): boolean =>
  other !== null && Buffer.compare(one.bits, other.bits) === 0;

describe('a label in TSPL', () => {
  it('holds no word of anybody, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
        const tspl = tsplOf(drawn(name === '' ? 'x' : name));
        const lines = tspl.replaceAll(/,0,[\s\S]*?(?=\r\nB|\r\nP)/g, ',0,');
        for (const line of lines.split('\r\n'))
          expect(line).toMatch(
            /^(?:|SIZE [\d.]+ mm,[\d.]+ mm|DIRECTION 0|REFERENCE 0,0|CLS|BAR \d+,\d+,\d+,\d+|BITMAP \d+,\d+,\d+,\d+,0,|PRINT 1,1)$/,
          );
      }),
      { seed: 7, numRuns: 15 },
    );
  });

  it('is on the paper of a printer what it is on the screen, dot by dot', () => {
    const drawing = drawn('Çay bardağı ₺');
    const [piece] = createTsplStream(8).take(tsplOf(drawing));
    if (piece?.piece !== 'label') throw new Error('no label');
    const picture = pictureOf(drawing);
    const { widthDots, heightDots, bits } = piece.paper;
    expect([widthDots, heightDots]).toEqual([picture.widthDots, picture.heightDots]);
    let differing = 0;
    for (let y = 0; y < heightDots; y += 1)
      for (let x = 0; x < widthDots; x += 1)
        differing += Number(isBlack(picture, x, y) !== (bits[y * widthDots + x] === 1));
    expect(differing).toBe(0);
  });

  it('cut off anywhere prints nothing, and the filler lets the next one out whole', () => {
    const [first, second] = [tsplOf(drawn('First')), tsplOf(drawn('Second'))];
    const [whole] = createTsplStream(8).take(second);
    const wanted = whole?.piece === 'label' ? whole.paper : null;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: first.length - 12 }), (cut) => {
        const stream = createTsplStream(8);
        expect(stream.take(first.slice(0, cut))).toEqual([]);
        const [piece] = stream.take(tsplFiller + second);
        expect(piece?.piece === 'label' && same(piece.paper, wanted)).toBe(true);
      }),
      { seed: 11, numRuns: 12 },
    );
  });
});

describe('a picture of a label', () => {
  it('is a BMP with a row for every row of dots, the lowest first', () => {
    const bitmap = { widthDots: 9, heightDots: 2, rowBytes: 2, bits: Uint8Array.of(0x80, 0x80, 0x01, 0) };
    const bmp = bmpOf(bitmap);
    const view = new DataView(bmp.buffer);
    expect([...bmp.subarray(0, 2)]).toEqual([0x42, 0x4d]);
    expect([view.getUint32(2, true), view.getInt32(18, true), view.getInt32(22, true)]).toEqual([70, 9, 2]);
    expect([...bmp.subarray(62)]).toEqual([0x01, 0, 0, 0, 0x80, 0x80, 0, 0]);
  });
});
