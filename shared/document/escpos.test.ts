import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../domain/property.test-kit';
import { emptyBitmap } from '../label/bitmap';
import { escposSlip } from './escpos';
import { isRealTimeAnswer, isWorkedOff, readSlipStatus } from './escpos-status';
import { slipBars } from './slip-bars';

describe('what a slip printer says of itself', () => {
  it.each([
    [[0x12, 0x12, 0x12, 0x12], null],
    [[0x1a, 0x16, 0x12, 0x12], 'cover-open'],
    [[0x1a, 0x32, 0x12, 0x7e], 'paper-out'],
    [[0x1a, 0x12, 0x12, 0x72], 'paper-out'],
    [[0x1a, 0x52, 0x1a, 0x12], 'cutter'],
    [[0x1a, 0x52, 0x32, 0x12], 'failed'],
    [[0x1a, 0x52, 0x12, 0x12], 'failed'],
    [[0x1a, 0x12, 0x12, 0x12], 'offline'],
  ] as const)('%j: %s', (answers, trouble) => {
    expect(readSlipStatus(answers)?.trouble).toBe(trouble);
  });

  it('says that paper runs low, which stops nothing', () => {
    expect(readSlipStatus([0x12, 0x12, 0x12, 0x1e])).toEqual({ trouble: null, isPaperLow: true });
  });

  it('is not read out of what is no answer', () => {
    for (const wrong of [
      [],
      [0x12],
      [0x12, 0x12, 0x12],
      [0x12, 0x12, 0x12, 0xff],
      [0, 0, 0, 0],
      [0x12, 0x12, 0x12, 0x12, 0x12],
    ])
      expect(readSlipStatus(wrong)).toBeNull();
  });

  it('whatever bytes come: nothing is ever read out of a wrong byte, and no byte is both kinds of answer', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const likely = fc.constantFrom(0x12, 0x16, 0x1a, 0x32, 0x72, 0x1e, 0x00, 0x0f, 0xff);
    holds(
      fc.property(fc.array(fc.oneof(byte, likely), { maxLength: 6 }), (answers) => {
        const status = readSlipStatus(answers);
        const isWhole = answers.length === 4 && answers.every((each) => (each & 0x93) === 0x12);
        expect(status !== null).toBe(isWhole);
        for (const each of answers) expect(isRealTimeAnswer(each) && isWorkedOff(each)).toBe(false);
        const isWell = answers.every((each) => each === 0x12);
        if (isWhole && isWell) expect(status?.trouble).toBeNull();
      }),
      { runs: 3000 },
    );
  });
});

describe('a slip in ESC/POS', () => {
  it('is a reset, bands of whole rows, a cut, and a question', () => {
    const bytes = escposSlip(emptyBitmap(576, 300), { opensDrawer: false });
    expect([...bytes.subarray(0, 10)]).toEqual([0x1b, 0x40, 0x1d, 0x76, 0x30, 0, 72, 0, 128, 0]);
    expect([...bytes.subarray(-7)]).toEqual([0x1d, 0x56, 66, 60, 0x1d, 0x72, 1]);
    expect(bytes.length).toBe(2 + 3 * 8 + 300 * 72 + 7);
    const opening = escposSlip(emptyBitmap(384, 8), { opensDrawer: true });
    expect([...opening.subarray(2, 7)]).toEqual([0x1b, 0x70, 0, 50, 250]);
  });

  it('has its code as bars as wide as fit, and none where they would be too thin', () => {
    expect(slipBars('WBO1042X', 384, 60)?.widthDots).toBe(384);
    expect(slipBars('A'.repeat(40), 384, 60)).toBeNull();
    expect(slipBars('Sipariş', 576, 60)).toBeNull();
  });
});
