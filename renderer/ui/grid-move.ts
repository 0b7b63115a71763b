// Where a key moves to in a grid. Pure; the grid scrolls and shows.

export type GridPlace = { row: number; column: number };
export type GridSize = { rows: number; columns: number; pageRows: number };

/** The next place, or null when the key does not move. A move never leaves the grid. */
export function gridMove(
  from: GridPlace,
  key: { key: string; ctrlKey: boolean; metaKey: boolean },
  size: GridSize,
): GridPlace | null {
  const whole = key.ctrlKey || key.metaKey;
  const last = { row: Math.max(0, size.rows - 1), column: Math.max(0, size.columns - 1) };
  const kept = (row: number, column: number): GridPlace => ({
    row: Math.max(0, Math.min(last.row, row)),
    column: Math.max(0, Math.min(last.column, column)),
  });
  switch (key.key) {
    case 'ArrowDown':
      return whole ? kept(last.row, from.column) : kept(from.row + 1, from.column);
    case 'ArrowUp':
      return whole ? kept(0, from.column) : kept(from.row - 1, from.column);
    case 'ArrowRight':
      return whole ? kept(from.row, last.column) : kept(from.row, from.column + 1);
    case 'ArrowLeft':
      return whole ? kept(from.row, 0) : kept(from.row, from.column - 1);
    case 'PageDown':
      return kept(from.row + size.pageRows, from.column);
    case 'PageUp':
      return kept(from.row - size.pageRows, from.column);
    case 'Home':
      return whole ? kept(0, 0) : kept(from.row, 0);
    case 'End':
      return whole ? kept(last.row, last.column) : kept(from.row, last.column);
    default:
      return null;
  }
}
