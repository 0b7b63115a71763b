import { describe, expect, it } from 'vitest';
import { speakNci } from './nci';
import { understood } from './speaking.test-kit';

describe('NCI', () => {
  it.each([
    ['stable', '\n0001.50kg\r\n00\r\x03', '1500 g'],
    ['with an S before its status', '\n01.500KG\r\nS00\r\x03', '1500 g'],
    ['in motion', '\n0001.50kg\r\n10\r\x03', '~1500 g'],
    ['at zero', '\n0000.00kg\r\n20\r\x03', '0 g'],
    ['below zero', '\n-000.10kg\r\n00\r\x03', '-100 g'],
    ['ounces', '\n  16.0oz\r\n00\r\x03', '453.592 g'],
    ['pounds and ounces', '\n04lb 12.8oz\r\n00\r\x03', '2177.243 g'],
    ['grams with a space', '\n 1234 g\r\n00\r\x03', '1234 g'],
    ['over capacity', '\n^^^^^^^kg\r\n02\r\x03', 'overload'],
    ['under capacity', '\n_______kg\r\n01\r\x03', 'underload'],
    ['memory broken', '\n0001.50kg\r\n40\r\x03', 'fault'],
    ['calibration lost', '\n0001.50kg\r\n08\r\x03', 'fault'],
    ['net, in a third byte', '\n0001.50kg\r\n0p4\r\x03', '1500 g net'],
    ['no zero when switched on', '\n-------kg\r\n0p8\r\x03', 'zero-needed'],
    ['dashes', '\n-------kg\r\n00\r\x03', 'fault'],
    ['with parity bits', '\n\xb0.5\xebg\r\n00\r\x03', '500 g'],
    ['an unknown command', '\n?\r\x03', '?'],
    ['a status nobody asked for', '\n00\r\x03', ''],
    ['no status', '\n0001.50kg\r\x03', ''],
    ['two answers without an end between', '\n0001.50kg\r\n00\r\n0002.50kg\r\n00\r\x03', ''],
    ['too long', `\n${'1'.repeat(300)}kg\r\n00\r\x03\n0.001kg\r\n00\r\x03`, '1 g'],
  ])('%s', (_name, bytes, want) => {
    expect(understood(speakNci(), bytes)).toBe(want);
  });

  it('comes in any pieces, and half of it is nothing', () => {
    const dialogue = speakNci();
    expect(understood(dialogue, '\n0', '001.50k', 'g\r\n0', '0\r', '\x03')).toBe('1500 g');
    expect(understood(dialogue, '\n0001.5')).toBe('');
    dialogue.drop();
    expect(understood(dialogue, '0kg\r\n00\r\x03')).toBe('0 g');
  });

  it('answers zero and tare by its status, or says that it cannot', () => {
    const dialogue = speakNci();
    expect(dialogue.actBytes('zero')).toBe('Z\r');
    expect(understood(dialogue, '\n20\r\x03')).toBe('zero done');
    dialogue.actBytes('zero');
    expect(understood(dialogue, '\n10\r\x03')).toBe('zero refused');
    expect(dialogue.actBytes('tare')).toBe('T\r');
    expect(understood(dialogue, '\n?\r\x03')).toBe('tare unable');
    dialogue.actBytes('tare');
    expect(understood(dialogue, '\n0p4\r\x03')).toBe('tare done');
  });
});
