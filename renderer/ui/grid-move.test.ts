import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridMove } from './grid-move';

const size = { rows: 100, columns: 4, pageRows: 10 };
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false });

describe('moving through a grid', () => {
  it.each([
    ['ArrowDown', false, { row: 6, column: 1 }],
    ['ArrowUp', false, { row: 4, column: 1 }],
    ['ArrowRight', false, { row: 5, column: 2 }],
    ['ArrowLeft', false, { row: 5, column: 0 }],
    ['PageDown', false, { row: 15, column: 1 }],
    ['PageUp', false, { row: 0, column: 1 }],
    ['Home', false, { row: 5, column: 0 }],
    ['End', false, { row: 5, column: 3 }],
    ['Home', true, { row: 0, column: 0 }],
    ['End', true, { row: 99, column: 3 }],
    ['ArrowDown', true, { row: 99, column: 1 }],
    ['ArrowUp', true, { row: 0, column: 1 }],
    ['ArrowRight', true, { row: 5, column: 3 }],
    ['ArrowLeft', true, { row: 5, column: 0 }],
    ['a', false, null],
    ['Tab', false, null],
  ] as const)('%s (with control: %s)', (key, control, want) => {
    expect(gridMove({ row: 5, column: 1 }, press(key, control), size)).toEqual(want);
  });

  it('never leaves the grid, whatever its size', () => {
    const keys = fc.constantFrom(
      'ArrowDown',
      'ArrowUp',
      'ArrowLeft',
      'ArrowRight',
      'PageDown',
      'PageUp',
      'Home',
      'End',
    );
    fc.assert(
      fc.property(
        fc.nat(50),
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.tuple(keys, fc.boolean()), { maxLength: 40 }),
        (rows, columns, presses) => {
          let place = { row: 0, column: 0 };
          for (const [key, control] of presses) {
            place = gridMove(place, press(key, control), { rows, columns, pageRows: 7 }) ?? place;
            expect(place.row).toBeGreaterThanOrEqual(0);
            expect(place.row).toBeLessThan(Math.max(1, rows));
            expect(place.column).toBeGreaterThanOrEqual(0);
            expect(place.column).toBeLessThan(columns);
          }
        },
      ),
    );
  });
});
