// What was cancelled of the box in hand: each product with how many come out of the box and how many stay out of it.
import type { ReactNode } from 'react';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { toPack } from '../../../shared/domain/parcel/questions';
import { useText } from '../../app/locale';
import { ItemCode } from './item-code';
import { ItemPicture } from './item-picture';
import styles from './stop-panel.module.css';

export function CancelPanel({ open, codeOf }: { open: Parcel; codeOf: (sku: string) => string }): ReactNode {
  const say = useText();
  return (
    <div className={styles.pair}>
      {(open.cancel?.lines ?? []).flatMap(({ lineNo, quantity }) => {
        const line = open.lines.find((each) => each.lineNo === lineNo);
        if (!line) return [];
        const inside = Math.max(0, quantity - toPack(line));
        return [
          <article key={lineNo} className={styles.card} data-wrong="yes">
            <h2 className={styles.title}>
              {inside > 0
                ? say('stop.take-out', { count: inside })
                : say('stop.leave-out', { count: quantity })}
            </h2>
            <div className={styles.what}>
              <div className={styles.picture}>
                <ItemPicture name={line.name} />
              </div>
              <div className={styles.words}>
                <p className={styles.name}>{line.name}</p>
                <ItemCode sku={line.sku} code={codeOf(line.sku)} />
              </div>
            </div>
          </article>,
        ];
      })}
    </div>
  );
}
