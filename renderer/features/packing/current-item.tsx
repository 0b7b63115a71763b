// The item the bench wants next, to be read from a metre away: drawing, name, bin, how many to go, last digits.
import type { ReactNode } from 'react';
import type { ParcelLine } from '../../../shared/domain/parcel/parcel';
import { toPack, toTakeOut, wanted } from '../../../shared/domain/parcel/questions';
import { useText } from '../../app/locale';
import styles from './current-item.module.css';
import { ItemCode } from './item-code';
import { ItemPicture } from './item-picture';
import { ShownFields } from './shown-fields';

/** Up to so many units are drawn one by one. */
const drawnUnits = 24;
/** So few are drawn wide. */
const fewUnits = 6;

export function CurrentItem({ line, code }: { line: ParcelLine; code: string }): ReactNode {
  const say = useText();
  const out = toTakeOut(line);
  const bin =
    line.sources.find((_source, index) => unitsBefore(line, index + 1) > line.packed) ?? line.sources[0];
  return (
    <article className={styles.item}>
      <div className={styles.picture}>
        <ItemPicture name={line.name} />
      </div>
      <div className={styles.words}>
        <h2 className={styles.name}>{line.name}</h2>
        <p className={styles.place}>
          <span className={styles.bin}>{bin?.locationId ?? say('packing.no-bin')}</span>
          <ItemCode sku={line.sku} code={code} />
        </p>
        <ShownFields fields={line.shown} />
      </div>
      <div className={styles.count} data-out={out > 0 ? 'yes' : undefined}>
        <p className={styles.toGo}>
          {out > 0 ? say('packing.take-out', { count: out }) : say('packing.to-go', { count: toPack(line) })}
        </p>
        <Progress packed={line.packed} wanted={wanted(line)} />
        <p className={styles.of}>{say('packing.of', { done: line.packed, wanted: wanted(line) })}</p>
      </div>
    </article>
  );
}

function unitsBefore(line: ParcelLine, sources: number): number {
  return line.sources.slice(0, sources).reduce((sum, source) => sum + source.quantity, 0);
}

function Progress({ packed, wanted: all }: { packed: number; wanted: number }): ReactNode {
  if (all > drawnUnits) {
    return (
      <div className={styles.bar} aria-hidden="true">
        <span className={styles.filled} style={{ inlineSize: `${(100 * Math.min(packed, all)) / all}%` }} />
      </div>
    );
  }
  return (
    <div className={styles.units} data-few={all <= fewUnits ? 'yes' : undefined} aria-hidden="true">
      {Array.from({ length: all }, (_, unit) => (
        <span key={unit} data-in={unit < packed ? 'yes' : undefined} />
      ))}
    </div>
  );
}
