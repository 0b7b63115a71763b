// A named part of a screen.
import { type ReactNode, useId } from 'react';
import { classNames } from './class-names';
import styles from './panel.module.css';

export function Panel({
  title,
  aside,
  plain = false,
  children,
}: {
  title?: string | undefined;
  /** At the end of the title's line: a count, a button. */
  aside?: ReactNode;
  /** Without a frame of its own. */
  plain?: boolean | undefined;
  children: ReactNode;
}): ReactNode {
  const titleId = useId();
  return (
    <section
      className={classNames(styles.panel, !plain && styles.framed)}
      aria-labelledby={title ? titleId : undefined}
    >
      {title || aside ? (
        <header className={styles.head}>
          {title ? (
            <h2 id={titleId} className={styles.title}>
              {title}
            </h2>
          ) : null}
          {aside ? <div className={styles.aside}>{aside}</div> : null}
        </header>
      ) : null}
      {children}
    </section>
  );
}
