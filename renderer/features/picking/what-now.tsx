// What may become of units that are not there, by scan, command and digit: at a bin of a tour and at a box.
import type { ReactNode } from 'react';
import { useText } from '../../app/locale';
import styles from './what-now.module.css';

export type ShortChoice = 'another-bin' | 'ship-part' | 'hold' | 'skip' | 'new-box' | 'cancel';

/** @param isElsewhere whether another site has them, as head office knew it; unknown is no */
export function WhatNow({
  isElsewhere,
  choices,
}: {
  isElsewhere: boolean;
  choices: readonly ShortChoice[];
}): ReactNode {
  const say = useText();
  return (
    <ul className={styles.choices}>
      <li>{say(isElsewhere ? 'short.other-site.has' : 'short.other-site.unknown')}</li>
      {choices.map((choice) => (
        <li key={choice}>{say(`short.what-now.${choice}`)}</li>
      ))}
    </ul>
  );
}
