import { describe, expect, it } from 'vitest';
import { parseHostStatus, takeStrings, waitReasonOf } from './host-status';

const answer = (first: string, second: string, third = '1234,0'): Uint8Array =>
  Buffer.from([first, second, third].map((line) => `\x02${line}\x03\r\n`).join(''), 'latin1');

const readyFirst = '030,0,0,1245,000,0,0,0,000,0,0,0';
const readySecond = '000,0,0,0,0,2,4,0,00000000,1,000';

describe('answer to ~HS', () => {
  it('is read when all three strings are there', () => {
    const status = parseHostStatus(answer(readyFirst, readySecond));
    expect(status).toEqual({
      paperOut: false,
      paused: false,
      headOpen: false,
      ribbonOut: false,
      bufferFull: false,
      headTooHot: false,
      labelWaiting: false,
      jammed: false,
      partialFormat: false,
      queued: 0,
      remaining: 0,
    });
    expect(status !== 'incomplete' && waitReasonOf(status)).toBeNull();
  });

  it.each([
    ['030,1,0,1245,000,0,0,0,000,0,0,0', readySecond, 'paper-out'],
    ['030,0,1,1245,000,0,0,0,000,0,0,0', readySecond, 'paused'],
    ['030,0,0,1245,000,0,0,0,000,0,0,1', readySecond, 'head-too-hot'],
    ['030,0,0,1245,002,0,0,0,000,0,0,0', readySecond, 'printer-busy'],
    ['030,0,0,1245,000,1,0,0,000,0,0,0', readySecond, 'printer-busy'],
    ['030,0,0,1245,000,0,0,1,000,0,0,0', readySecond, 'printer-busy'],
    [readyFirst, '000,0,1,0,0,2,4,0,00000000,1,000', 'head-open'],
    [readyFirst, '000,0,0,1,1,2,4,0,00000000,1,000', 'ribbon-out'],
    [readyFirst, '000,0,0,0,0,2,4,1,00000000,1,000', 'label-not-taken'],
    [readyFirst, '000,0,0,0,0,2,4,0,00000003,1,000', 'printer-busy'],
    // The thing a person must do first comes first.
    ['030,1,1,1245,004,0,0,0,000,0,0,0', '000,0,1,1,0,2,4,0,00000003,1,000', 'head-open'],
  ])('gives %s / %s a reason to wait', (first, second, reason) => {
    const status = parseHostStatus(answer(first, second));
    expect(status !== 'incomplete' && waitReasonOf(status)).toBe(reason);
  });

  it.each([
    ['nothing', ''],
    ['one string', `\x02${readyFirst}\x03\r\n`],
    ['a string cut in two', `\x02${readyFirst}\x03\r\n\x02${readySecond}\x03\r\n\x021234,`],
    ['too few fields', '\x021\x03\r\n\x022\x03\r\n\x023,0\x03\r\n'],
  ])('is incomplete when it is %s', (_, text) => {
    expect(parseHostStatus(Buffer.from(text, 'latin1'))).toBe('incomplete');
  });

  it('leaves other output in the stream for its own reader', () => {
    expect(takeStrings('ACK:1;\x02a\x03\r\nrest\x02un')).toEqual({
      strings: ['a'],
      rest: 'ACK:1;rest\x02un',
    });
  });
});
