// A page over the middle of the station's screen: its name, its age, how to leave it, and a body that the arrow keys
// scroll. The band above it and the strip below stay where they are.
import { type ReactNode, useEffect, useRef } from 'react';
import { useText } from '../app/locale';
import styles from './station-page.module.css';

export function StationPage({
  title,
  count,
  age,
  keys,
  leave,
  children,
}: {
  title: string;
  count?: string | undefined;
  age?: ReactNode;
  /** What keys do here besides Escape, in words. */
  keys?: string | undefined;
  /** How to leave it, where not every scan does. */
  leave?: string | undefined;
  children: ReactNode;
}): ReactNode {
  const say = useText();
  const body = useRef<HTMLElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const page = body.current?.clientHeight ?? 0;
      const by = { PageDown: page * 0.8, PageUp: page * -0.8, ArrowDown: 80, ArrowUp: -80 }[event.key];
      if (by === undefined || event.defaultPrevented) return;
      body.current?.scrollBy({ top: by });
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  return (
    <section className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        {count ? <p className={styles.count}>{count}</p> : null}
        <div className={styles.end}>
          {age}
          <p className={styles.keys}>{[keys, leave ?? say('page.leave')].filter(Boolean).join(' · ')}</p>
        </div>
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
      <section ref={body} className={styles.body} tabIndex={0} aria-label={title}>
        {children}
      </section>
    </section>
  );
}
