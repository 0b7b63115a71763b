import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../../../shared/domain/property.test-kit';
import { createByteFraming } from './byte-frames';
import { scanOfBytes } from './scan-of-bytes';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const said = (...pieces: string[]): string[] => {
  const framing = createByteFraming();
  const taken = pieces.flatMap((piece) => framing.take(bytes(piece)));
  return [...taken, ...framing.quiet()].map(
    ({ bytes: frame, complete }) => `${Buffer.from(frame).toString('latin1')}${complete ? '' : '…'}`,
  );
};

describe('scans in a stream of bytes', () => {
  it.each([
    ['one', ['A1\r'], ['A1']],
    ['CR and LF as one end', ['A1\r\nB2\r\n'], ['A1', 'B2']],
    ['the LF in a piece of its own', ['A1\r', '\nB2\n'], ['A1', 'B2']],
    ['in any pieces', ['A', '1', '\rB', '2\r'], ['A1', 'B2']],
    ['STX and ETX', ['\u0002A1\u0003\u0002B2\u0003\r\n'], ['A1', 'B2']],
    ['an ETX that nothing opened', ['A\u00031\r'], ['A\u00031']],
    ['nothing behind it', ['A1'], ['A1…']],
    ['a tab behind it', ['A1\t'], ['A1']],
    ['empty lines', ['\r\r\n\n'], []],
    ['GS within', ['10L\u001d17260531\r'], ['10L\u001d17260531']],
  ])('%s', (_, pieces, want) => {
    expect(said(...pieces)).toEqual(want);
  });

  it('forgets half a scan when the line breaks', () => {
    const framing = createByteFraming();
    framing.take(bytes('HALF'));
    expect(framing.hasBegun()).toBe(true);
    framing.drop();
    expect(framing.take(bytes('WHOLE\r')).map((frame) => Buffer.from(frame.bytes).toString())).toEqual([
      'WHOLE',
    ]);
    expect(framing.quiet()).toEqual([]);
  });

  it('cuts what never ends, and goes on', () => {
    const [long, ...rest] = said('x'.repeat(5_000), '\rA1\r');
    expect([long?.length, rest.length, rest.at(-1)]).toEqual([4_001, 2, 'A1']);
  });

  it('is the same however the bytes are cut', () => {
    const stream = fc.string({
      unit: fc.constantFrom('A', '1', '\r', '\n', '\u0002', '\u0003', 'ç'),
      maxLength: 60,
    });
    holds(
      fc.property(stream, fc.array(fc.nat(60)), (text, cuts) => {
        const places = [...new Set([0, ...cuts.map((cut) => cut % (text.length + 1)), text.length])].sort(
          (a, b) => a - b,
        );
        const pieces = places.slice(1).map((to, at) => text.slice(places[at], to));
        expect(said(...pieces)).toEqual(said(text));
      }),
    );
  });
});

describe('what a scan says', () => {
  it.each([
    [']E04006381333931', ']E0', '4006381333931'],
    ['A1', null, 'A1'],
    [']Q1\u00c5\u009e', ']Q1', 'Ş'],
    // Not UTF-8: each byte is a letter.
    ['\u00e7\u00ff', null, 'çÿ'],
    [']', null, ']'],
  ])('%j', (raw, aim, text) => {
    expect(scanOfBytes(bytes(raw))).toEqual({ raw, aim, text });
  });
});
