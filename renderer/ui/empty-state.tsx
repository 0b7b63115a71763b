// Nothing here, and what to do about it.
import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

export function EmptyState({
  title,
  children,
  act,
}: {
  title: string;
  /** How something comes to be here. */
  children?: ReactNode;
  /** The button that does it. */
  act?: ReactNode;
}): ReactNode {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      {children ? <div className={styles.words}>{children}</div> : null}
      {act}
    </div>
  );
}
