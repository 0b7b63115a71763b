// A table of figures: a heading for every column, the first cell of a row names it.
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import styles from './figures.module.css';

export type Column<Row> = { heading: string; cell: (row: Row) => ReactNode };

/** @param columns headings are text keys behind `office.figures.` */
export function FigureTable<Row>({
  columns,
  rows,
  rowKey,
}: {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}): ReactNode {
  if (rows.length === 0)
    return (
      <p>
        <FormattedMessage id="office.figures.none" />
      </p>
    );
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(({ heading }) => (
              <th key={heading} scope="col">
                <FormattedMessage id={`office.figures.${heading}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ heading, cell }, at) =>
                at === 0 ? (
                  <th key={heading} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={heading}>{cell(row)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
