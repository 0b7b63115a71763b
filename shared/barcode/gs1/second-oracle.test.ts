// A second reader of the same rules, made by others: what bwip-js would draw we read, and what it refuses to draw we refuse.
// It does not look at company prefixes, and its list of packages has APE and AT as one word.
import bwipJs from 'bwip-js/node';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { holds } from '../../domain/property.test-kit';
import { readBracketed } from './element-strings';
import { ais, valueOf } from './fields.test-kit';

const field = fc.constantFrom(...ais).chain((ai) => {
  const whole = valueOf(ai);
  const spoilt = fc
    .tuple(whole, fc.nat(), fc.constantFrom(...'0189AZ-'))
    .map(([text, at, sign]) => text.slice(0, at % text.length) + sign + text.slice((at % text.length) + 1));
  return fc.oneof(whole, spoilt).map((value) => ({ ai, value }));
});

it('agrees with bwip-js on what a field may hold', () => {
  holds(
    fc.property(field, ({ ai, value }) => {
      const reading = readBracketed(`(${ai})${value}`);
      if (!reading.ok && (reading.rule === 'gcppos1' || reading.rule === 'gcppos2')) return;
      if (ai === '7041' && ['APE', 'AT'].includes(value)) return;
      expect({ ai, value, ok: reading.ok }).toEqual({ ai, value, ok: isDrawn(`(${ai})${value}`) });
    }),
    { runs: 400 },
  );
});

function isDrawn(text: string): boolean {
  try {
    bwipJs.raw({ bcid: 'gs1datamatrix', text });
    return true;
  } catch (cause) {
    // What a field needs beside it is not asked here.
    return cause instanceof Error && cause.message.includes('GS1missingAIs');
  }
}
