// How an item is told from its look-alikes: its short number large, the number under its bars with the last five signs
// emphasised, which is where two codes differ.
import type { ReactNode } from 'react';
import styles from './item-code.module.css';

/** Short numbers are read whole; of a longer code only the end is. */
const shortLength = 8;

export function ItemCode({ sku, code }: { sku: string | null; code: string }): ReactNode {
  const short = sku !== null && sku.length <= shortLength ? sku : null;
  return (
    <span className={styles.code}>
      {short ? <strong className={styles.short}>{short}</strong> : null}
      {code && code !== short ? (
        <span className={styles.bars}>
          {code.slice(0, -5)}
          <strong className={short ? undefined : styles.short}>{code.slice(-5)}</strong>
        </span>
      ) : null}
    </span>
  );
}
