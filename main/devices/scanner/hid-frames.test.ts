import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../../../shared/domain/property.test-kit';
import { createHidFraming } from './hid-frames';
import { scanOfBytes } from './scan-of-bytes';

/** A report of 64 bytes, as node-hid gives it. */
function report(
  aim: string,
  data: Uint8Array,
  { goesOn = false, shift = 0, count = data.length } = {},
): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set([0x02, count]);
  bytes.set(Buffer.from(aim, 'latin1'), 2 + shift);
  bytes.set(data, 5 + shift);
  if (goesOn) bytes[63] = 1;
  return bytes;
}
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('reports of a HID scanner', () => {
  it.each([
    ['EAN-13', [report(']E0', latin1('8690000001231'))], [']E0', '8690000001231']],
    [
      'a GS within',
      [report(']d2', latin1('010950110153000310LOT1\u001d17260531'))],
      [']d2', '010950110153000310LOT1\u001d17260531'],
    ],
    ['exactly one report', [report(']C0', latin1('X'.repeat(56)))], [']C0', 'X'.repeat(56)]],
    [
      'two reports, a GS at the seam',
      [report(']d2', latin1(`${'A'.repeat(55)}\u001d`), { goesOn: true }), report(']d2', latin1('17260531'))],
      [']d2', `${'A'.repeat(55)}\u001d17260531`],
    ],
    ['UTF-8', [report(']Q1', Buffer.from('ŞİĞ'))], [']Q1', 'ŞİĞ']],
    [
      'an identifier one byte later',
      [report(']E0', latin1('8690000001231'), { shift: 1 })],
      [']E0', '8690000001231'],
    ],
    ['no identifier', [report('\0\0\0', latin1('A1'))], [null, 'A1']],
    ['a suffix', [report(']C0', latin1('A1\r\n'))], [']C0', 'A1']],
  ])('%s', (_, reports, [aim, text]) => {
    const framing = createHidFraming();
    const scans = reports.flatMap((each, at) => framing.take(each, at) ?? []);
    expect(scans.map((bytes) => scanOfBytes(bytes))).toMatchObject([{ aim, text }]);
  });

  it('refuses a count that no report holds, other reports, and nothing at all', () => {
    const framing = createHidFraming();
    expect(framing.take(report(']E0', latin1(''), { count: 200 }), 0)).toBeNull();
    expect(framing.take(Uint8Array.from([0x10, 1, 2]), 1)).toBeNull();
    expect(framing.take(new Uint8Array(), 2)).toBeNull();
    expect(framing.take(report(']E0', latin1('')), 3)).toBeNull();
  });

  it('never joins half a scan to the next one', () => {
    const half = report(']Q1', latin1('Z'.repeat(56)), { goesOn: true });
    const whole = report(']E0', latin1('8690000001231'));
    const [unplugged, silent] = [createHidFraming(), createHidFraming()];
    expect(unplugged.take(half, 0)).toBeNull();
    unplugged.drop();
    expect(scanOfBytes(unplugged.take(whole, 1) ?? new Uint8Array()).text).toBe('8690000001231');
    expect(silent.take(half, 0)).toBeNull();
    expect(scanOfBytes(silent.take(whole, 2_000) ?? new Uint8Array()).text).toBe('8690000001231');
  });

  it('answers any bytes without throwing', () => {
    const framing = createHidFraming();
    holds(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(1_000), (bytes, atMs) => {
        framing.take(bytes, atMs);
      }),
    );
  });
});
