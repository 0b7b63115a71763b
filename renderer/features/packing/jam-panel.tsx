// Paper jammed: the labels that came out last, newest first; which of them print again, and which is the last good one.
import type { ReactNode } from 'react';
import type { Jam } from '../../../shared/domain/packing/bench-jam';
import { useText } from '../../app/locale';
import styles from './jam-panel.module.css';

export function JamPanel({ jam }: { jam: Jam }): ReactNode {
  const say = useText();
  return (
    <section className={styles.jam} aria-labelledby="jam-title">
      <h2 id="jam-title" className={styles.title}>
        {say('jam.title')}
      </h2>
      <p>{say('jam.how')}</p>
      <ol className={styles.labels}>
        {jam.labels.map(({ jobId, number, attempt }, index) => {
          const state = index < jam.spoilt ? 'again' : index === jam.spoilt ? 'good' : 'before';
          return (
            <li key={jobId} data-label={state}>
              <span>{say('jam.label', { number, attempt })}</span>
              <span className={styles.what}>
                {state === 'again' ? say('jam.again', { attempt: attempt + 1 }) : say(`jam.${state}`)}
              </span>
            </li>
          );
        })}
      </ol>
      <ul className={styles.keys}>
        <li>{say('jam.older')}</li>
        <li>{say('jam.newer')}</li>
        <li>{say('jam.ok', { count: jam.spoilt })}</li>
        <li>{say('jam.cancel')}</li>
      </ul>
    </section>
  );
}
