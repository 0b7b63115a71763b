// How rows of a grid are chosen: Space and a tick box one by one, shift from the last one up to here, Ctrl and a click one
// more, Ctrl+A all there are, Escape none. The menu key asks for what can be done with them.
import { type KeyboardEvent, type MouseEvent, useMemo, useRef } from 'react';
import styles from './data-grid.module.css';
import type { GridColumn } from './data-grid';
import {
  allSelected,
  countSelected,
  type GridSelection,
  isSelected,
  nothingSelected,
  withRow,
  withRows,
} from './grid-selection';

export type GridChoosing<Row> = {
  selection: GridSelection;
  onSelection: (selection: GridSelection) => void;
  /** What a tick box is called: "Choose order 1042". */
  labelOf: (row: Row) => string;
  allLabel: string;
  /** The menu key was pressed. */
  onMenu?: () => void;
};

type Choosing<Row> = {
  column: GridColumn<Row>;
  isChosen: (index: number) => boolean;
  /** True: the key is used up. */
  onKey: (event: KeyboardEvent, row: number) => boolean;
  onMove: (from: number, to: number, isExtending: boolean) => void;
  /** True: the click chose and opens nothing. */
  onClick: (event: MouseEvent, index: number) => boolean;
};

export function useChoosing<Row>(
  choosing: GridChoosing<Row> | undefined,
  rows: readonly Row[],
  rowId: (row: Row) => string,
): Choosing<Row> | null {
  /** Where a stretch begins; null: nothing was chosen yet. */
  const anchor = useRef<number | null>(null);
  return useMemo(() => {
    if (!choosing) return null;
    const { selection, onSelection, labelOf, allLabel, onMenu } = choosing;
    const idAt = (index: number): string | null => {
      const row = rows[index];
      return row === undefined ? null : rowId(row);
    };
    const isChosen = (index: number): boolean => {
      const id = idAt(index);
      return id !== null && isSelected(selection, id);
    };
    const toggle = (index: number): void => {
      const id = idAt(index);
      if (id === null) return;
      anchor.current = index;
      onSelection(withRow(selection, id, !isSelected(selection, id)));
    };
    const stretch = (from: number, to: number, leaves: number | null): void => {
      const begin = anchor.current ?? from;
      anchor.current = begin;
      const ids = rows.slice(Math.min(begin, to), Math.max(begin, to) + 1).map(rowId);
      // A stretch that gets shorter gives back the row it left.
      const left = leaves === null ? null : idAt(leaves);
      const shorter = left !== null && !ids.includes(left) ? withRow(selection, left, false) : selection;
      onSelection(withRows(shorter, ids, true));
    };
    const all = (wanted: boolean): void => {
      anchor.current = null;
      onSelection(wanted ? allSelected : nothingSelected);
    };
    const isAll = selection.kind === 'all' && selection.except.size === 0;
    const isSome = !isAll && countSelected(selection, rows.length) > 0;
    const column: GridColumn<Row> = {
      id: 'choose',
      heading: allLabel,
      width: '56px',
      head: (
        <input
          type="checkbox"
          className={styles.choose}
          tabIndex={-1}
          aria-label={allLabel}
          checked={isAll}
          ref={(box) => {
            if (box) box.indeterminate = isSome;
          }}
          onChange={() => all(!isAll)}
        />
      ),
      cell: (row) => (
        <input
          type="checkbox"
          className={styles.choose}
          tabIndex={-1}
          aria-label={labelOf(row)}
          checked={isSelected(selection, rowId(row))}
          readOnly
        />
      ),
    };
    return {
      column,
      isChosen,
      onKey: (event, row) => {
        const isControl = event.ctrlKey || event.metaKey;
        if (event.key === ' ') {
          if (event.shiftKey) stretch(row, row, null);
          else toggle(row);
          return true;
        }
        if (isControl && event.key.toLowerCase() === 'a') {
          all(!isAll);
          return true;
        }
        if (event.key === 'Escape' && (isAll || isSome)) {
          all(false);
          return true;
        }
        if (onMenu && (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10'))) {
          onMenu();
          return true;
        }
        return false;
      },
      onMove: (from, to, isExtending) => {
        if (isExtending) stretch(from, to, from);
        else anchor.current = null;
      },
      onClick: (event, index) => {
        const isBox = event.target instanceof HTMLInputElement;
        if (event.shiftKey) stretch(index, index, null);
        else if (isBox || event.ctrlKey || event.metaKey) toggle(index);
        else return false;
        return true;
      },
    };
  }, [choosing, rows, rowId]);
}
