// A table of figures: a heading for every column, the first cell of a row names it.
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';

export type FigureColumn<Row> = {
  /** Text key behind that of the table's words. */
  heading: string;
  numeric?: boolean;
  cell: (row: Row) => ReactNode;
};

export type FigureTableProps<Row> = {
  columns: readonly FigureColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
};

/** @param words text key before every heading, and before `none` */
export function FigureTable<Row>({
  columns,
  rows,
  rowKey,
  words,
  styles,
}: FigureTableProps<Row> & {
  words: string;
  styles: { scroll?: string; table?: string; number?: string };
}): ReactNode {
  if (rows.length === 0)
    return (
      <p>
        <FormattedMessage id={`${words}.none`} />
      </p>
    );
  const classOf = (numeric: boolean | undefined): string | undefined => (numeric ? styles.number : undefined);
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(({ heading, numeric }) => (
              <th key={heading} scope="col" className={classOf(numeric)}>
                <FormattedMessage id={`${words}.${heading}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ heading, numeric, cell }, at) =>
                at === 0 ? (
                  <th key={heading} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={heading} className={classOf(numeric)}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
