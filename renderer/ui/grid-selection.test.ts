import { describe, expect, it } from 'vitest';
import { allSelected, countSelected, isSelected, nothingSelected, withRow, withRows } from './grid-selection';

describe('a selection', () => {
  it('of some rows grows and shrinks by name', () => {
    const three = withRows(nothingSelected, ['a', 'b', 'c'], true);
    expect(countSelected(three, 100)).toBe(3);
    const two = withRow(three, 'b', false);
    expect(['a', 'b', 'c'].map((id) => isSelected(two, id))).toEqual([true, false, true]);
    expect(countSelected(nothingSelected, 100)).toBe(0);
  });

  it('of all rows has those nobody has seen yet, but for the ones taken out', () => {
    const but = withRows(allSelected, ['a', 'b'], false);
    expect(isSelected(but, 'never seen')).toBe(true);
    expect(isSelected(but, 'a')).toBe(false);
    expect(countSelected(but, 100)).toBe(98);
    expect(countSelected(withRow(but, 'a', true), 100)).toBe(99);
  });
});
