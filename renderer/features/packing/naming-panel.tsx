// The one question about a code that nobody knows: which product of the order it is, and then whose badge it counts under.
import type { ReactNode } from 'react';
import { nameable } from '../../../shared/domain/packing/bench-naming';
import type { Bench, Naming } from '../../../shared/domain/packing/session';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { useText } from '../../app/locale';
import { ItemCode } from './item-code';
import { ItemPicture } from './item-picture';
import styles from './naming-panel.module.css';

/** Lines that have a digit. */
const shownLines = 9;

/** Null when nothing is asked. */
export function namingQuestion({ naming }: Bench, open: Parcel): ReactNode {
  if (!naming || naming.ask === 'offered') return null;
  return naming.ask === 'badge' ? (
    <Counting naming={naming} open={open} />
  ) : (
    <Choosing naming={naming} open={open} />
  );
}

function Choosing({ naming: { scan }, open }: { naming: Naming; open: Parcel }): ReactNode {
  const say = useText();
  return (
    <section className={styles.naming}>
      <h2>{say('naming.title')}</h2>
      <ItemCode sku={null} code={scan.code} />
      <ol className={styles.lines}>
        {nameable(open)
          .slice(0, shownLines)
          .map((line) => (
            <li key={line.lineNo}>
              <span className={styles.name}>{line.name}</span>
              <span className={styles.bin}>{line.sources[0]?.locationId ?? ''}</span>
            </li>
          ))}
      </ol>
      <p>{say('naming.how')}</p>
    </section>
  );
}

function Counting({ naming: { scan, lineNo }, open }: { naming: Naming; open: Parcel }): ReactNode {
  const say = useText();
  const line = open.lines.find((each) => each.lineNo === lineNo);
  if (!line) return null;
  return (
    <section className={styles.naming}>
      <h2>{say('naming.badge')}</h2>
      <div className={styles.what}>
        <div className={styles.picture}>
          <ItemPicture name={line.name} />
        </div>
        <div>
          <p className={styles.name}>{line.name}</p>
          <ItemCode sku={line.sku} code={scan.code} />
        </div>
      </div>
      <p>{say('naming.badge-how')}</p>
    </section>
  );
}
