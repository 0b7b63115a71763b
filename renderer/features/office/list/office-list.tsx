// A head-office list: filters, count, age and a grid of any length. Sorting and filtering happen in head office's
// database, never here.
import { type ReactNode, useMemo, useRef } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import { DataGrid, type GridSort } from '../../../ui/data-grid';
import type { GridChoosing } from '../../../ui/grid-choosing';
import { placeQuery } from '../place/place-hash';
import { useKeptQuery } from '../place/use-place';
import { usePageActions } from '../palette/page-actions';
import { Age } from './age';
import { Failure } from './failure';
import { ListExport } from './list-export';
import styles from '../office.module.css';
import type { PagedList } from './use-paged-list';

export type Column<Row> = {
  key: string;
  /** Text key of the heading. */
  heading: string;
  /** A CSS track: `8rem`, `minmax(12rem, 2fr)`. */
  width?: string;
  numeric?: boolean;
  cell: (row: Row) => ReactNode;
  /** The field of a row that it shows, or how its name begins; its key when left out. A file of the list has it. */
  field?: string;
  /** Head office can bring the rows into this order. */
  sortable?: boolean;
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
  text: string;
  onText: (text: string) => void;
  choices?: readonly Choice[];
  onChoice?: (name: string, value: string) => void;
  /** Text key of what to do when there is nothing. */
  empty: string;
  /** Stands above the list. */
  note?: ReactNode;
  /** Filters of the page's own, in place of the search field and the choices. */
  filters?: ReactNode;
  sort?: GridSort;
  onSort?: (sort: GridSort) => void;
  choosing?: GridChoosing<Row>;
  /** A file has the columns of the screen and no others. */
  exportsOnlyColumns?: boolean;
};

export function OfficeList<Row>(props: OfficeListProps<Row>): ReactNode {
  const { list, columns, rowKey, onOpen } = props;
  const intl = useIntl();
  const title = intl.formatMessage({ id: props.title });
  const translated = useMemo(
    () =>
      columns.map(({ key, heading, width, field: _field, ...column }) => ({
        ...column,
        id: key,
        // Every row is a grid of its own, so tracks must not depend on what is in them.
        width: width ?? 'minmax(0, 1fr)',
        heading: intl.formatMessage({ id: heading }),
      })),
    [columns, intl],
  );
  return (
    <section className={styles.listPage} aria-busy={list.loading}>
      <header className={styles.pageHead}>
        <h1>
          {title}{' '}
          <span className={styles.count}>
            <FormattedNumber value={list.total} />
            {list.isTotalLeast ? '+' : null}
          </span>
        </h1>
        {props.filters ?? <ListFilters {...props} />}
        <ListExport
          list={list}
          columns={columns.map(({ key, field, heading }) => ({
            field: field ?? key,
            heading: intl.formatMessage({ id: heading }),
          }))}
          only={props.exportsOnlyColumns ?? false}
        />
        <Age asOfMs={list.asOfMs} isStill={list.failure !== null} onRefresh={list.reload} />
      </header>
      {props.note}
      {list.failure ? <Failure failure={list.failure} onRetry={list.reload} /> : null}
      <DataGrid
        label={title}
        columns={translated}
        rows={list.rows}
        rowId={rowKey}
        rowCount={list.total}
        onNearEnd={() => {
          if (list.hasMore && !list.loading) list.more();
        }}
        {...(onOpen ? { onOpen } : {})}
        {...(props.sort ? { sort: props.sort } : {})}
        {...(props.onSort ? { onSort: props.onSort } : {})}
        {...(props.choosing ? { choosing: props.choosing } : {})}
        empty={list.loading ? null : <FormattedMessage id={props.empty} />}
      />
    </section>
  );
}

function ListFilters<Row>(props: OfficeListProps<Row>): ReactNode {
  const intl = useIntl();
  const field = useRef<HTMLInputElement>(null);
  const choices = props.choices ?? [];
  const chosen = Object.fromEntries(choices.map(({ name, value }) => [name, value]));
  useKeptQuery(placeQuery({ text: props.text, ...chosen }), (query) => {
    if (query['text'] !== undefined) props.onText(query['text']);
    for (const { name, options } of choices) {
      const value = query[name];
      // Options may come later than the page; what is none of them finds nothing, and says so.
      if (value !== undefined && (options.length === 0 || options.some((option) => option.value === value)))
        props.onChoice?.(name, value);
    }
  });
  usePageActions([
    { id: 'search', label: 'office.list.search', key: '/', run: () => field.current?.focus() },
  ]);
  const search = intl.formatMessage({ id: 'office.list.search' });
  return (
    <search className={styles.filters}>
      <input
        ref={field}
        type="search"
        value={props.text}
        placeholder={search}
        aria-label={search}
        onChange={(event) => props.onText(event.target.value)}
      />
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
    </search>
  );
}
