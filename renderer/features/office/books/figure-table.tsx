// A table of figures of the books.
import type { ReactNode } from 'react';
import { FigureTable as Table, type FigureColumn, type FigureTableProps } from '../list/figure-table';
import styles from './books.module.css';

export type Figure<Row> = FigureColumn<Row>;

/** Headings are text keys behind `office.books.` */
export function FigureTable<Row>({
  figures,
  ...table
}: Omit<FigureTableProps<Row>, 'columns'> & { figures: readonly Figure<Row>[] }): ReactNode {
  return <Table {...table} columns={figures} words="office.books" styles={styles} />;
}
