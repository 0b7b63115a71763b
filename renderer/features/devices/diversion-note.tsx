// Said where a label is waited for: that it comes out of another printer for now, and what the first one has.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import { ToneShape } from '../../ui/tone-shape';
import { diversionWords } from '../status/device-words';
import styles from './diversion-note.module.css';
import type { FailOverDesk } from './fail-over-desk';

export function DiversionNote({ failOver }: { failOver: Pick<FailOverDesk, 'store'> }): ReactNode {
  const intl = useIntl();
  const { diversions } = useStore(failOver.store);
  if (diversions.length === 0) return null;
  return (
    <div className={styles.notes} aria-live="polite">
      {diversions.map((diversion) => (
        <p key={diversion.from} data-diversion={diversion.to}>
          <ToneShape tone="look" className={styles.shape} />
          {diversionWords(intl, diversion)}
        </p>
      ))}
    </div>
  );
}
