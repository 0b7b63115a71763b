// One question at a time: the item wanted next, large; the box and the rest of the order beside it.
import type { ReactNode } from 'react';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { useText } from '../../app/locale';
import { BoxPanel } from './box-panel';
import { CurrentItem } from './current-item';
import { currentLine } from './instruction';
import { LineList } from './line-list';
import styles from './packing-screen.module.css';
import type { PackingState } from './session';

export function PackingScreen({
  state,
  open,
  codeOf,
}: {
  state: PackingState;
  open: Parcel;
  codeOf: (sku: string) => string;
}): ReactNode {
  const say = useText();
  const line = currentLine(open);
  const { place } = state.verdict;
  const boxMarked = place?.kind === 'box' || (line === null && open.boxId === null);
  return (
    <div className={styles.packing}>
      <div className={styles.item}>
        {line ? (
          <CurrentItem line={line} code={codeOf(line.sku)} />
        ) : (
          <p className={styles.complete}>{say('packing.all-in')}</p>
        )}
      </div>
      <div className={styles.side}>
        <BoxPanel open={open} box={state.box} marked={boxMarked} />
        <LineList open={open} lineNo={place?.kind === 'line' ? place.lineNo : null} />
      </div>
    </div>
  );
}
