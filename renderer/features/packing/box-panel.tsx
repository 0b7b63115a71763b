// The box being packed: which one, how heavy by the catalogue, how full of what it may carry.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { Box } from '../../../shared/domain/packing/box';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { contentGrams } from '../../../shared/domain/parcel/questions';
import { formatWeight } from '../../app/formatters';
import { useText } from '../../app/locale';
import type { Boxing } from '../boxing/box-desk';
import { BoxPlanPanel } from '../boxing/box-plan-panel';
import styles from './box-panel.module.css';

export function BoxPanel({
  open,
  box,
  boxing,
  marked,
}: {
  open: Parcel;
  box: Box | null;
  boxing: Boxing | null;
  marked: boolean;
}): ReactNode {
  const intl = useIntl();
  const say = useText();
  const goods = contentGrams(open);
  const gross = goods + (box?.tareGrams ?? 0);
  const heavy = box !== null && gross > box.maxGrams;
  return (
    <section className={styles.box} data-marked={marked ? 'yes' : undefined}>
      <p className={styles.number}>{say('packing.box', { number: open.boxNumber })}</p>
      <p className={styles.kind} data-missing={box ? undefined : 'yes'}>
        {box ? `${box.boxId} · ${box.name}` : say('packing.no-box')}
        {box ? <span className={styles.size}> {sizeInCm(box)}</span> : null}
      </p>
      <p className={styles.weight} data-heavy={heavy ? 'yes' : undefined}>
        {goods === 0
          ? null
          : box
            ? say('packing.weight', {
                weight: formatWeight(intl, gross),
                most: formatWeight(intl, box.maxGrams),
              })
            : say('packing.weight-only', { weight: formatWeight(intl, goods) })}
        {heavy ? <strong> {say('packing.too-heavy')}</strong> : null}
      </p>
      {boxing ? <BoxPlanPanel boxing={boxing} open={open} /> : null}
    </section>
  );
}

/** Inner length, width and height in whole centimetres. */
export function sizeInCm({ inner }: Box): string {
  return [inner.lengthMm, inner.widthMm, inner.heightMm].map((mm) => Math.round(mm / 10)).join('×');
}
