// What of the open box still lies in which tote, where zones were picked apart: by zone, with the lot and its day, since the same
// product may be of another lot in each. The tote that is taken from now is marked.
import type { ReactNode } from 'react';
import { toteTaken } from '../../../shared/domain/packing/bench-totes';
import type { Bench } from '../../../shared/domain/packing/session';
import { zoneTotes } from '../../../shared/domain/parcel/bring-together';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { lotKey } from '../../../shared/domain/stock/lot';
import { useText } from '../../app/locale';
import { LotLine } from '../picking/lot-line';
import styles from './totes-panel.module.css';

export function TotesPanel({ bench, open }: { bench: Pick<Bench, 'fromTote'>; open: Parcel }): ReactNode {
  const say = useText();
  const totes = zoneTotes(open);
  if (totes.length === 0) return null;
  const taken = toteTaken(bench, open);
  return (
    <section className={styles.totes} aria-label={say('totes.title')}>
      <ul>
        {totes.map(({ zone, tote, units }) => (
          <li
            key={`${zone} ${tote ?? ''}`}
            data-taken={taken?.zone === zone && taken.tote === tote ? 'yes' : undefined}
          >
            <p className={styles.tote}>
              <strong>{tote ?? '–'}</strong> {say('totes.zone', { zone })}
            </p>
            {units.map(({ lineNo, name, quantity, lot }) => (
              <div key={`${lineNo} ${lotKey(lot)}`} className={styles.units}>
                <span>
                  {quantity} × {name}
                </span>
                {lot ? <LotLine lot={lot} /> : null}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
