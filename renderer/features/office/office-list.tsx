// A head-office list as a grid: keyboard moves (arrows, Home, End, Page), Enter opens, text and choices filter, the age
// of what is shown is always said. Sorting and filtering happen in head office's database, never here.
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import { Age } from './age';
import { Failure } from './failure';
import styles from './office.module.css';
import type { PagedList } from './use-paged-list';

export type Column<Row> = {
  key: string;
  /** Text key of the heading. */
  heading: string;
  numeric?: boolean;
  cell: (row: Row) => ReactNode;
};

export type Choice = {
  name: string;
  label: string;
  value: string;
  options: { value: string; label: string }[];
};

export type OfficeListProps<Row> = {
  /** Text key of the page's name. */
  title: string;
  list: PagedList<Row>;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  onOpen?: (row: Row) => void;
  text?: string;
  onText?: (text: string) => void;
  choices?: readonly Choice[];
  onChoice?: (name: string, value: string) => void;
  /** Text key of what to do when there is nothing. */
  empty: string;
  children?: ReactNode;
};

const pageRows = 15;

export function OfficeList<Row>(props: OfficeListProps<Row>): ReactNode {
  const { list, columns, rowKey, onOpen } = props;
  const [active, setActive] = useState(0);
  const body = useRef<HTMLTableSectionElement>(null);
  const moved = useRef(false);
  const last = list.rows.length - 1;
  const current = Math.min(active, Math.max(0, last));

  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    body.current?.querySelectorAll<HTMLElement>('tr')[current]?.focus();
  }, [current]);

  const go = (to: number): void => {
    moved.current = true;
    setActive(Math.max(0, Math.min(last, to)));
    if (to >= last - 3 && list.hasMore && !list.loading) list.more();
  };
  const steps: Record<string, () => void> = {
    ArrowDown: () => go(current + 1),
    ArrowUp: () => go(current - 1),
    PageDown: () => go(current + pageRows),
    PageUp: () => go(current - pageRows),
    Home: () => go(0),
    End: () => go(last),
    Enter: () => {
      const row = list.rows[current];
      if (row !== undefined) onOpen?.(row);
    },
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  };

  return (
    <section className={styles.page} aria-busy={list.loading}>
      <header className={styles.pageHead}>
        <h1>
          <FormattedMessage id={props.title} />{' '}
          <span className={styles.count}>
            <FormattedNumber value={list.total} />
          </span>
        </h1>
        <ListFilters {...props} />
        <Age asOfMs={list.asOfMs} onRefresh={list.reload} />
      </header>
      {props.children}
      {list.failure ? <Failure failure={list.failure} onRetry={list.reload} /> : null}
      {list.rows.length === 0 && !list.loading && !list.failure ? (
        <p className={styles.empty}>
          <FormattedMessage id={props.empty} />
        </p>
      ) : (
        <div className={styles.scroll}>
          {/* biome-ignore lint/a11y/useSemanticElements: a table that is moved through by keys is a grid */}
          <table role="grid" aria-rowcount={list.total + 1} className={styles.grid}>
            <thead>
              <tr aria-rowindex={1}>
                {columns.map((column) => (
                  <th key={column.key} scope="col" className={column.numeric ? styles.numeric : undefined}>
                    <FormattedMessage id={column.heading} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody ref={body} onKeyDown={onKeyDown}>
              {list.rows.map((row, index) => (
                <tr
                  key={rowKey(row)}
                  aria-rowindex={index + 2}
                  tabIndex={index === current ? 0 : -1}
                  onFocus={() => setActive(index)}
                  onClick={() => onOpen?.(row)}
                >
                  {columns.map((column) => (
                    <td key={column.key} className={column.numeric ? styles.numeric : undefined}>
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {list.hasMore ? (
            <button type="button" className={styles.more} onClick={list.more} disabled={list.loading}>
              <FormattedMessage id="office.list.more" />
            </button>
          ) : null}
        </div>
      )}
    </section>
  );
}

function ListFilters<Row>(props: OfficeListProps<Row>): ReactNode {
  const intl = useIntl();
  return (
    <div className={styles.filters} role="search">
      {props.onText ? (
        <input
          type="search"
          value={props.text ?? ''}
          placeholder={intl.formatMessage({ id: 'office.list.search' })}
          aria-label={intl.formatMessage({ id: 'office.list.search' })}
          onChange={(event) => props.onText?.(event.target.value)}
        />
      ) : null}
      {(props.choices ?? []).map((choice) => (
        <label key={choice.name}>
          <FormattedMessage id={choice.label} />{' '}
          <select
            value={choice.value}
            onChange={(event) => props.onChoice?.(choice.name, event.target.value)}
          >
            <option value="">{intl.formatMessage({ id: 'office.list.all' })}</option>
            {choice.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}
