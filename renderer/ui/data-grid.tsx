// A grid of any length, moved through by keys: arrows, Home, End, Page, Enter opens, Space chooses, shift chooses up to here,
// Ctrl+A chooses all. Only the rows on screen exist; the
// rest is told by aria-rowcount and aria-rowindex. Sorting and filtering happen where the data is, never here.
import { type ColumnDef, type SortDirection, tableFeatures, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { classNames } from './class-names';
import styles from './data-grid.module.css';
import { type GridChoosing, useChoosing } from './grid-choosing';
import { type GridPlace, gridMove } from './grid-move';

export type GridColumn<Row> = {
  id: string;
  heading: string;
  cell: (row: Row) => ReactNode;
  /** A CSS track: `8rem`, `minmax(12rem, 2fr)`. */
  width?: string;
  numeric?: boolean;
  sortable?: boolean;
  /** Stands in the heading instead of its words. */
  head?: ReactNode;
};

export type GridSort = { columnId: string; direction: SortDirection };

export type DataGridProps<Row> = {
  label: string;
  columns: readonly GridColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** All rows there are, when only the first are here. */
  rowCount?: number;
  /** Called when the last rows here come into view. */
  onNearEnd?: () => void;
  onOpen?: (row: Row) => void;
  /** Rows can be chosen; what is done with them is the caller's. */
  choosing?: GridChoosing<Row>;
  sort?: GridSort;
  onSort?: (sort: GridSort) => void;
  /** Pixels of a row; every row is one line. */
  rowHeightPx?: number;
  empty?: ReactNode;
};

const features = tableFeatures({});
const nearEndRows = 10;
const overscanRows = 8;

export function DataGrid<Row>(props: DataGridProps<Row>): ReactNode {
  const { rows, rowId, rowHeightPx = 48, onNearEnd, onOpen } = props;
  const gridId = useId();
  const choosing = useChoosing(props.choosing, rows, rowId);
  const columns = useMemo(
    () => (choosing ? [choosing.column, ...props.columns] : props.columns),
    [choosing, props.columns],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<GridPlace>({ row: 0, column: 0 });
  const place = {
    row: Math.min(wanted.row, Math.max(0, rows.length - 1)),
    column: Math.min(wanted.column, columns.length - 1),
  };
  const definitions = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<typeof features, Row & object> => ({
          id: column.id,
          header: column.heading,
        }),
      ),
    [columns],
  );
  const table = useTable<typeof features, Row & object>({
    features,
    columns: definitions,
    data: rows as readonly (Row & object)[],
    getRowId: rowId,
  });
  const lines = table.getRowModel().rows;
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is memoised here
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: overscanRows,
    scrollPaddingStart: rowHeightPx,
  });
  const inView = virtualizer.getVirtualItems();
  const lastInView = inView.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastInView >= rows.length - nearEndRows) onNearEnd?.();
  }, [lastInView, rows.length, onNearEnd]);

  const cellId = (row: number, column: number): string => `${gridId}-${row}-${column}`;
  const go = (next: GridPlace): void => {
    setWanted(next);
    virtualizer.scrollToIndex(next.row);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (choosing?.onKey(event, place.row)) {
      event.preventDefault();
      return;
    }
    if (event.key === 'Enter') {
      const row = rows[place.row];
      if (row === undefined || !onOpen) return;
      event.preventDefault();
      onOpen(row);
      return;
    }
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeightPx) - 1);
    const next = gridMove(place, event, { rows: rows.length, columns: columns.length, pageRows });
    if (!next) return;
    event.preventDefault();
    choosing?.onMove(place.row, next.row, event.shiftKey);
    go(next);
  };

  const template = columns.map((column) => column.width ?? 'minmax(6rem, 1fr)').join(' ');
  const rowCount = (props.rowCount ?? rows.length) + 1;
  // The active row must exist for the reader, also when it was scrolled away by hand.
  const shown = inView.some((item) => item.index === place.row);
  return (
    <div ref={scroller} className={styles.scroller}>
      <table
        className={styles.grid}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- keys move through it
        role="grid"
        aria-label={props.label}
        aria-rowcount={rowCount}
        aria-colcount={columns.length}
        aria-multiselectable={choosing ? true : undefined}
        aria-activedescendant={rows.length > 0 && shown ? cellId(place.row, place.column) : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <thead className={styles.head}>
          <tr aria-rowindex={1} className={styles.row} style={{ gridTemplateColumns: template }}>
            {columns.map((column, index) => (
              <Heading
                key={column.id}
                column={column}
                index={index}
                sort={props.sort}
                onSort={props.onSort}
              />
            ))}
          </tr>
        </thead>
        <tbody className={styles.body} style={{ blockSize: `${virtualizer.getTotalSize()}px` }}>
          {inView.map((item) => {
            const line = lines[item.index];
            if (!line) return null;
            const isHere = item.index === place.row;
            const isChosen = choosing ? choosing.isChosen(item.index) : isHere;
            return (
              <tr
                key={line.id}
                aria-rowindex={item.index + 2}
                aria-selected={isChosen}
                className={classNames(
                  styles.row,
                  styles.line,
                  isChosen && styles.active,
                  choosing && isHere && styles.current,
                )}
                style={{
                  gridTemplateColumns: template,
                  blockSize: `${rowHeightPx}px`,
                  transform: `translateY(${item.start}px)`,
                }}
                onClick={(event) => {
                  setWanted({ ...place, row: item.index });
                  if (!choosing?.onClick(event, item.index)) onOpen?.(line.original);
                }}
              >
                {line.getAllCells().map((cell, index) => (
                  // oxlint-disable-next-line jsx-a11y/control-has-associated-label -- its cell is drawn by the column
                  <td
                    key={cell.id}
                    id={cellId(item.index, index)}
                    aria-colindex={index + 1}
                    className={classNames(
                      styles.cell,
                      columns[index]?.numeric && styles.numeric,
                      isHere && index === place.column && styles.here,
                    )}
                  >
                    {/* Not a component of its own: new columns would make every cell anew, and what has the focus loses it. */}
                    <div className={styles.words}>{columns[index]?.cell(line.original)}</div>
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {lines.length === 0 ? props.empty : null}
    </div>
  );
}

function Heading<Row>({
  column,
  index,
  sort,
  onSort,
}: {
  column: GridColumn<Row>;
  index: number;
  sort: GridSort | undefined;
  onSort: ((sort: GridSort) => void) | undefined;
}): ReactNode {
  const direction = sort?.columnId === column.id ? sort.direction : null;
  const next: SortDirection = direction === 'asc' ? 'desc' : 'asc';
  return (
    <th
      scope="col"
      aria-colindex={index + 1}
      aria-sort={direction === null ? undefined : direction === 'asc' ? 'ascending' : 'descending'}
      className={classNames(styles.cell, column.numeric && styles.numeric)}
    >
      {column.sortable && onSort ? (
        <button
          type="button"
          className={styles.sort}
          onClick={() => onSort({ columnId: column.id, direction: next })}
        >
          {column.heading}
          <span aria-hidden="true">{direction === null ? '' : direction === 'asc' ? ' ▲' : ' ▼'}</span>
        </button>
      ) : (
        <div className={styles.words}>{column.head ?? column.heading}</div>
      )}
    </th>
  );
}
