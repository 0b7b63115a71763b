// A head-office list: filters, count, age and a grid of any length. Sorting and filtering happen in head office's
// database, never here.
import { type ReactNode, useMemo } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import { DataGrid } from '../../../ui/data-grid';
import { Age } from './age';
import { Failure } from './failure';
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
};

export function OfficeList<Row>(props: OfficeListProps<Row>): ReactNode {
  const { list, columns, rowKey, onOpen } = props;
  const intl = useIntl();
  const title = intl.formatMessage({ id: props.title });
  const translated = useMemo(
    () =>
      columns.map(({ key, heading, width, ...column }) => ({
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
        <ListFilters {...props} />
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
        empty={list.loading ? null : <FormattedMessage id={props.empty} />}
      />
    </section>
  );
}

function ListFilters<Row>(props: OfficeListProps<Row>): ReactNode {
  const intl = useIntl();
  const search = intl.formatMessage({ id: 'office.list.search' });
  return (
    <search className={styles.filters}>
      <input
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
