// Parcels stand side by side and none is in hand: the next item says which.
import type { ReactNode } from 'react';
import { useText } from '../../app/locale';
import styles from './places.module.css';

export function BetweenPlaces({ board }: { board: ReactNode }): ReactNode {
  const say = useText();
  return (
    <div className={styles.between}>
      <p className={styles.next}>{say('places.next')}</p>
      {board}
    </div>
  );
}
