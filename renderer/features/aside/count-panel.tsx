// The blind count of a bin, large enough to read from the scanner. Nothing here says what the books expect: a counter who knows
// it finds it.
import { type ReactNode, useEffect } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import { countedOf } from '../../../shared/domain/packing/bench-counter';
import type { Aside } from '../../../shared/domain/packing/session';
import { useText } from '../../app/locale';
import type { Waiting } from '../waiting/waiting';
import styles from './aside-panel.module.css';

const tasksShown = 6;

type Props = { aside: Extract<Aside, { kind: 'count' }>; waiting: Waiting };

export function CountPanel({ aside, waiting }: Props): ReactNode {
  const say = useText();
  const intl = useIntl();
  const counts = useStore(waiting.store, (state) => state.counts);
  useEffect(() => waiting.watch(), [waiting]);
  const { locationId, item, scans } = aside;
  return (
    <section className={styles.aside}>
      <header className={styles.head}>
        <h1 className={styles.title}>{say('aside.count.title')}</h1>
        <p className={styles.total}>
          {locationId === null ? say('aside.count.no-bin') : say('aside.count.bin', { location: locationId })}
        </p>
      </header>
      {item ? (
        <p className={styles.counted}>
          <span>{item.name}</span>
          <strong>{say('aside.count.counted', { count: countedOf(scans) })}</strong>
        </p>
      ) : null}
      {counts.length > 0 && locationId === null ? (
        <section>
          <h2 className={styles.hint}>{say('aside.count.tasks')}</h2>
          <ul className={styles.tasks}>
            {counts.slice(0, tasksShown).map((task) => (
              <li key={task.taskId}>{intl.formatMessage({ id: `task.${task.kind}` }, task.values)}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </section>
  );
}
