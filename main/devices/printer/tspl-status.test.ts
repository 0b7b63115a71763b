import { describe, expect, it } from 'vitest';
import { faultOf, isDrained, waitReasonOf } from './host-status';
import { readTsplStatus } from './tspl-status';

describe('the byte of a TSPL printer', () => {
  it.each([
    [0x00, null, null],
    [0x01, 'head-open', 'head-open'],
    [0x02, 'paper-jammed', 'paper-jammed'],
    [0x04, 'paper-out', 'paper-out'],
    [0x05, 'head-open', 'head-open'],
    [0x08, 'ribbon-out', 'ribbon-out'],
    [0x10, 'paused', 'paused'],
    [0x20, null, 'printer-busy'],
    [0x40, 'head-open', 'head-open'],
    [0x80, 'head-too-hot', 'head-too-hot'],
  ] as const)('%i is %s, and waited for: %s', (byte, fault, reason) => {
    const status = readTsplStatus(byte);
    expect([faultOf(status), waitReasonOf(status)]).toEqual([fault, reason]);
  });

  it('says that it has nothing left only where it does not print', () => {
    for (let byte = 0; byte < 256; byte += 1)
      expect(isDrained(readTsplStatus(byte))).toBe((byte & 0x20) === 0);
  });
});
