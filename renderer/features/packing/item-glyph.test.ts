import { describe, expect, it } from 'vitest';
import { glyphOf, initialsOf } from './item-glyph';

describe('the drawing of an item', () => {
  it('is taken from the last word that has one', () => {
    expect(glyphOf('JUMBO BAG RED RETROSPOT')).not.toBeNull();
    expect(glyphOf('WHITE HANGING HEART T-LIGHT HOLDER')).toBe(glyphOf('CANDLE'));
    expect(glyphOf('ALARM CLOCK BAKELIKE RED')).toBe(glyphOf('clock'));
    expect(glyphOf('SPACEBOY GADGET')).toBeNull();
  });

  it('is two letters when no drawing fits, Turkish ones as they are', () => {
    expect(initialsOf('spaceboy gadget')).toBe('SG');
    expect(initialsOf('Şık çanta')).toBe('ŞÇ');
    expect(initialsOf('10 "magic" things')).toBe('1M');
    expect(initialsOf('')).toBe('');
  });
});
