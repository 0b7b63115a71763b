// A code with its last five signs large: that is what two look-alikes differ in.
import type { ReactNode } from 'react';
import styles from './last-digits.module.css';

export function LastDigits({ code }: { code: string }): ReactNode {
  return (
    <span className={styles.code}>
      <span className={styles.head}>{code.slice(0, -5)}</span>
      <span className={styles.tail}>{code.slice(-5)}</span>
    </span>
  );
}
