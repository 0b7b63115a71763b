// Nobody is logged in: the one thing to do.
import type { ReactNode } from 'react';
import { useText } from '../../app/locale';
import styles from './badge-prompt.module.css';

/** `age` says how long badges work without head office; nothing while it is there. */
export function BadgePrompt({ age }: { age: ReactNode }): ReactNode {
  const say = useText();
  return (
    <section className={styles.prompt}>
      <svg className={styles.badge} viewBox="0 0 96 120" aria-hidden="true">
        <path d="M38 6h20v10H38z" />
        <rect x="10" y="16" width="76" height="98" rx="8" />
        <circle cx="48" cy="48" r="14" />
        <path d="M24 86a24 20 0 0 1 48 0" />
        <path d="M24 98v8M32 98v8M38 98v8M46 98v8M53 98v8M60 98v8M66 98v8M72 98v8" />
      </svg>
      <div className={styles.words}>
        <h1>{say('badge.title')}</h1>
        <p>{say('badge.hint')}</p>
        {age}
      </div>
    </section>
  );
}
