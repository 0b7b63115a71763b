// Everything is in: which box to scan, and then that it has to be closed. Boxes too weak or too small for what was packed
// say so; the choice stays with the person who sees the goods.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { Box } from '../../../shared/domain/packing/box';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { contentGrams } from '../../../shared/domain/parcel/questions';
import { formatWeight } from '../../app/formatters';
import { useText } from '../../app/locale';
import { sizeInCm } from './box-panel';
import styles from './complete-panel.module.css';

export function CompletePanel({
  open,
  box,
  boxes,
  planned,
  sealNote,
}: {
  open: Parcel;
  box: Box | null;
  boxes: readonly Box[];
  /** Boxes of the plan. */
  planned: readonly string[];
  sealNote?: ReactNode;
}): ReactNode {
  const intl = useIntl();
  const say = useText();
  const goods = contentGrams(open);
  if (box) {
    return (
      <section className={styles.complete}>
        <h2 className={styles.title}>{say('packing.close-box')}</h2>
        <p className={styles.chosen}>
          <strong>{box.boxId}</strong> {box.name} <span className={styles.quiet}>{sizeInCm(box)} cm</span>
        </p>
        <p className={styles.weight}>{formatWeight(intl, goods + box.tareGrams)}</p>
        {sealNote}
      </section>
    );
  }
  return (
    <section className={styles.complete}>
      <h2 className={styles.title}>{say('packing.all-in')}</h2>
      {sealNote}
      <ul className={styles.boxes}>
        {boxes.map((each) => {
          const isPlanned = planned.includes(each.boxId);
          const weak = goods + each.tareGrams > each.maxGrams;
          return (
            <li
              key={each.boxId}
              className={styles.box}
              data-weak={weak ? 'yes' : undefined}
              data-planned={isPlanned ? 'yes' : undefined}
            >
              <strong className={styles.id}>{each.boxId}</strong>
              <span>
                {each.name} <span className={styles.quiet}>{sizeInCm(each)} cm</span>
              </span>
              <span className={styles.most}>
                {weak
                  ? say('packing.too-heavy')
                  : isPlanned
                    ? say('boxing.planned')
                    : say('packing.up-to', { weight: formatWeight(intl, each.maxGrams) })}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
