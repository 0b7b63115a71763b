// A table of figures: what each column is, the rows, and a sum below.
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import styles from './books.module.css';

export type Figure<Row> = {
  /** Text key behind `office.books.`. */
  heading: string;
  numeric?: boolean;
  cell: (row: Row) => ReactNode;
};

export function FigureTable<Row>({
  figures,
  rows,
  rowKey,
}: {
  figures: readonly Figure<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}): ReactNode {
  if (rows.length === 0)
    return (
      <p>
        <FormattedMessage id="office.books.none" />
      </p>
    );
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {figures.map(({ heading, numeric }) => (
              <th key={heading} scope="col" className={numeric ? styles.number : undefined}>
                <FormattedMessage id={`office.books.${heading}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {figures.map(({ heading, numeric, cell }, index) =>
                index === 0 ? (
                  <th key={heading} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={heading} className={numeric ? styles.number : undefined}>
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
