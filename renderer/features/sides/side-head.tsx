// The line above one side of the bench: whose it is, and which order is open there.
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { BenchSide } from '../../../shared/domain/packing/bench-sides';
import { useText } from '../../app/locale';
import type { PackingSession } from '../packing/session';
import styles from './side-head.module.css';

export function SideHead({ session, side }: { session: PackingSession; side: BenchSide }): ReactNode {
  const say = useText();
  const operator = useStore(session.store, (state) => state.bench.operator);
  const open = useStore(session.store, (state) => state.open);
  return (
    <header className={styles.head}>
      <p className={styles.side}>{say(`side.${side}`)}</p>
      <p className={styles.who}>{operator?.name ?? say('side.nobody')}</p>
      {open ? (
        <h1 className={styles.order}>
          {say('packing.order', { number: open.orderNumber })}
          {open.priority === 'vip' ? <span className={styles.vip}>{say('packing.vip')}</span> : null}
        </h1>
      ) : null}
    </header>
  );
}
