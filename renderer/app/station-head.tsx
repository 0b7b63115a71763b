// The line above everything: who packs where, and which order is open.
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useText } from './locale';
import type { Station } from './station';
import styles from './station-head.module.css';

export function StationHead({
  station,
  isShared = false,
  children,
}: {
  station: Station;
  /** Two work here: who packs what stands above each side. */
  isShared?: boolean;
  children?: ReactNode;
}): ReactNode {
  const say = useText();
  const operator = useStore(station.session.store, (state) => state.bench.operator);
  const open = useStore(station.session.store, (state) => state.open);
  return (
    <header className={styles.head}>
      <p className={styles.who}>
        <strong>{station.self.name}</strong>
        {operator && !isShared ? ` · ${operator.name}` : ''}
      </p>
      {open && !isShared ? (
        <div className={styles.order}>
          <h1 className={styles.number}>{say('packing.order', { number: open.orderNumber })}</h1>
          {open.priority === 'vip' ? <span className={styles.vip}>{say('packing.vip')}</span> : null}
          <span className={styles.detail}>
            {say('packing.ship-to', { name: open.shipTo.name, country: open.shipTo.countryCode })}
          </span>
          <span className={styles.detail}>
            {say('packing.cut-off', { carrier: open.shipping.carrierName, time: open.shipping.cutOff })}
          </span>
        </div>
      ) : (
        <div />
      )}
      <div className={styles.acts}>{children}</div>
    </header>
  );
}
