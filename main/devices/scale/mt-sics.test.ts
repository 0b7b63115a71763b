import { describe, expect, it } from 'vitest';
import { speakMtSics } from './mt-sics';
import { understood } from './speaking.test-kit';

describe('MT-SICS', () => {
  it.each([
    ['stable', 'S S     100.00 g\r\n', '100 g'],
    ['not yet', 'S D     100.01 g\r\n', '~100.01 g'],
    ['below zero', 'S S       -0.250 kg\r\n', '-250 g'],
    ['in pounds', 'S S 4.8 lb\r\n', '2177.243 g'],
    ['over', 'S +\r\n', 'overload'],
    ['under', 'S -\r\n', 'underload'],
    ['not now', 'S I\r\n', 'moving'],
    ['broken', 'S S Error 10b\r\n', 'fault'],
    ['not a command', 'ES\r\n', '?'],
    ['not received well', 'ET\r\n', '?'],
    ['not a value', 'EL\r\n', '?'],
    ['zeroed', 'Z A\r\n', 'zero done'],
    ['not zeroed', 'Z I\r\nZ +\r\n', 'zero refused; zero refused'],
    ['tared', 'T S     100.00 g\r\n', 'tare done'],
    ['not tared', 'T I\r\nT -\r\n', 'tare refused; tare refused'],
    ['a tare that is told', 'TA A 100.00 g\r\n', ''],
    ['a serial number', 'I4 A "1234567"\r\n', ''],
    ['an unknown unit', 'S S 100.00 tl\r\n', ''],
    ['no number', 'S S 1O0 g\r\n', ''],
    ['too long', `S S ${'1'.repeat(500)} g\r\nS S 1 g\r\n`, '1 g'],
    ['only LF', 'S S 5 g\nS S 6 g\n', '5 g; 6 g'],
    ['empty lines', '\r\n\r\n', ''],
  ])('%s', (_name, bytes, want) => {
    expect(understood(speakMtSics(), bytes)).toBe(want);
  });

  it('comes in any pieces, and half of it is nothing', () => {
    const dialogue = speakMtSics();
    expect(understood(dialogue, 'S', ' S  1', '2 ', 'g\r', '\n')).toBe('12 g');
    expect(understood(dialogue, 'S S 1')).toBe('');
    dialogue.drop();
    expect(understood(dialogue, '2 g\r\nS S 7 g\r\n')).toBe('7 g');
  });

  it('is asked each time once it said that it cannot repeat', () => {
    const dialogue = speakMtSics();
    expect([dialogue.poll(), dialogue.isStreaming()]).toEqual(['SIR\r\n', true]);
    understood(dialogue, 'ES\r\n');
    expect([dialogue.poll(), dialogue.isStreaming()]).toEqual(['SI\r\n', false]);
    expect([dialogue.actBytes('zero'), dialogue.actBytes('tare')]).toEqual(['Z\r\n', 'T\r\n']);
  });
});
