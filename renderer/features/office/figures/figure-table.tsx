// A table of figures on a dashboard.
import type { ReactNode } from 'react';
import { FigureTable as Table, type FigureTableProps } from '../list/figure-table';
import styles from './figures.module.css';

/** Headings are text keys behind `office.figures.` */
export function FigureTable<Row>(props: FigureTableProps<Row>): ReactNode {
  return <Table {...props} words="office.figures" styles={styles} />;
}
