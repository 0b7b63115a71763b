// The lines of the open box: what is left first, what is done below. The line of the last scan is marked by its edge.
import { memo, type ReactNode } from 'react';
import type { Parcel, ParcelLine } from '../../../shared/domain/parcel/parcel';
import { toPack, toTakeOut, wanted } from '../../../shared/domain/parcel/questions';
import { useText } from '../../app/locale';
import styles from './line-list.module.css';

/** More rows are not read at a glance; the rest is counted. */
const shownRows = 7;

export function LineList({
  open,
  lineNo,
  most = shownRows,
}: {
  open: Parcel;
  lineNo: number | null;
  most?: number | undefined;
}): ReactNode {
  const say = useText();
  const left = open.lines.filter((line) => !isDone(line));
  const done = open.lines.filter(isDone);
  const scanned = done.filter((line) => line.lineNo === lineNo);
  const rows = left.length > 0 ? [...scanned, ...left] : done;
  const hidden = rows.length - most;
  return (
    <section className={styles.list}>
      <ul>
        {rows.slice(0, most).map((line) => (
          <Row key={line.lineNo} line={line} marked={line.lineNo === lineNo} />
        ))}
      </ul>
      <p className={styles.rest}>
        {hidden > 0 ? <span>{say('packing.more-lines', { count: hidden })}</span> : null}
        {done.length > 0 ? <span>{say('packing.done-lines', { count: done.length })}</span> : null}
      </p>
    </section>
  );
}

function isDone(line: ParcelLine): boolean {
  return toPack(line) === 0 && toTakeOut(line) === 0;
}

const Row = memo(function Row({ line, marked }: { line: ParcelLine; marked: boolean }): ReactNode {
  const say = useText();
  const done = isDone(line);
  const notes = [
    line.missing > 0 ? say('packing.missing', { count: line.missing }) : null,
    line.damaged > 0 ? say('packing.damaged', { count: line.damaged }) : null,
    toTakeOut(line) > 0 ? say('packing.take-out', { count: toTakeOut(line) }) : null,
  ].filter((note) => note !== null);
  return (
    <li className={styles.row} data-marked={marked ? 'yes' : undefined} data-done={done ? 'yes' : undefined}>
      <span className={styles.name}>
        {line.name}
        {notes.length > 0 ? <span className={styles.note}> {notes.join(', ')}</span> : null}
      </span>
      <span className={styles.bin}>{line.sources[0]?.locationId ?? ''}</span>
      <span className={styles.count}>
        {line.packed}/{wanted(line)}
        {done ? <span className={styles.tick}> ✓</span> : null}
      </span>
    </li>
  );
});
