// A lot as people read it: its number, and its day.
import type { ReactNode } from 'react';
import type { Lot } from '../../../shared/domain/stock/lot';
import { useText } from '../../app/locale';
import styles from './tour-panel.module.css';

export function LotLine({ lot: { lot, bestBefore } }: { lot: Lot }): ReactNode {
  const say = useText();
  return (
    <p className={styles.lot}>
      {lot === '' ? null : <strong>{say('tour.lot', { lot })}</strong>}{' '}
      {bestBefore === null ? null : say('tour.best-before', { date: Date.parse(`${bestBefore}T12:00:00`) })}
    </p>
  );
}
