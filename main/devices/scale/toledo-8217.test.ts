import { describe, expect, it } from 'vitest';
import { understood } from './speaking.test-kit';
import { speakToledo8217 } from './toledo-8217';

describe('Toledo 8217', () => {
  it.each([
    ['gross', '\x0201.234\r', '1234 g'],
    ['net', '\x0200.500N\r', '500 g net'],
    ['with parity bits', '\x82\xb0\xb1.\xb2\xb34\x8d', '1234 g'],
    ['in motion', '\x02?A\r', 'moving'],
    ['over capacity', '\x02?B\r', 'overload'],
    ['under zero', '\x02?D\r', 'underload'],
    ['under zero and outside of the range of zero', '\x02?L\r', 'underload'],
    ['outside of the range of zero', '\x02?H\r', 'zero-needed'],
    ['at zero', '\x02?P\r', '0 g'],
    ['nothing but net', '\x02?`\r', 'moving'],
    ['a status without its fixed bits is none', '\x02?\x01\r', ''],
    ['without a point', '\x0201234\r', ''],
    ['words', '\x02HELLO\r', ''],
    ['without a beginning', '01.234\r', ''],
    ['begun anew', '\x0201.2\x0201.234\r', '1234 g'],
    ['endless', `\x02${'1'.repeat(500)}\r\x0200.010\r`, '10 g'],
    ['more than any scale here', '\x029999999.0\r', 'fault'],
    ['two at once', '\x0201.000\r\x02?A\r', '1000 g; moving'],
  ])('%s', (_name, bytes, want) => {
    expect(understood(speakToledo8217('kg'), bytes)).toBe(want);
  });

  it('is in the unit that it is set to; in grams it may have no point', () => {
    expect(understood(speakToledo8217('lb'), '\x02004.80\r')).toBe('2177.243 g');
    expect(understood(speakToledo8217('oz'), '\x02016.0\r')).toBe('453.592 g');
    expect(understood(speakToledo8217('g'), '\x02001234\r')).toBe('1234 g');
  });

  it('comes in any pieces, and half of it is nothing', () => {
    const dialogue = speakToledo8217('kg');
    expect(understood(dialogue, '\x020', '1.', '234', '\r')).toBe('1234 g');
    expect(understood(dialogue, '\x0201.2')).toBe('');
    expect(dialogue.hasBegun()).toBe(true);
    dialogue.drop();
    expect(understood(dialogue, '34\r\x0200.001\r')).toBe('1 g');
  });

  it('answers zero and tare by its status', () => {
    const dialogue = speakToledo8217('kg');
    expect(dialogue.actBytes('zero')).toBe('Z');
    expect(understood(dialogue, '\x02?P\r')).toBe('zero done; 0 g');
    dialogue.actBytes('zero');
    expect(understood(dialogue, '\x02?A\r')).toBe('zero refused; moving');
    dialogue.actBytes('tare');
    expect(understood(dialogue, '\x02?`\r')).toBe('tare done; moving');
    dialogue.actBytes('tare');
    expect(understood(dialogue, '\x0200.000N\r')).toBe('tare done; 0 g net');
    expect(understood(dialogue, '\x02?A\r')).toBe('moving');
  });
});
