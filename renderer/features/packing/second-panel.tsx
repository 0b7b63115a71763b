// The one question while another person is asked for: whose badge, or why a supervisor does without.
import type { ReactNode } from 'react';
import type { Bench } from '../../../shared/domain/packing/session';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { overrideReasons } from '../../../shared/domain/special/special-mark';
import { useText } from '../../app/locale';
import styles from './second-panel.module.css';

export function SecondPanel({
  second,
  open,
}: {
  second: NonNullable<Bench['second']>;
  open: Parcel;
}): ReactNode {
  const say = useText();
  const { override } = second;
  if (override === 'asked') {
    return (
      <section className={styles.second}>
        <h2>{say('second.reason')}</h2>
        <ol className={styles.reasons}>
          {overrideReasons.map((reason) => (
            <li key={reason}>{say(`second.reason.${reason}`)}</li>
          ))}
        </ol>
        <p>{say('second.reason-how')}</p>
      </section>
    );
  }
  return (
    <section className={styles.second}>
      <h2>{say(override === null ? 'second.title' : 'second.supervisor')}</h2>
      <p>{override === null ? say('second.how') : say(`second.reason.${override}`)}</p>
      {override === null && open.special?.mayOverride ? <p>{say('second.without')}</p> : null}
    </section>
  );
}
