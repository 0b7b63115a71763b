// The way of a tour on the floor: aisles as lines, stops by their turn, the way from the depot past them and back. A picture
// of the table beside it.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { TourPage } from '../../../../shared/contract/floor';
import { wayOf } from '../../../../shared/domain/picking/way-of';
import styles from './picking.module.css';

const margin = 4;

export function FloorDrawing({ area, stops }: Pick<TourPage, 'area' | 'stops'>): ReactNode {
  const intl = useIntl();
  const placed = stops.flatMap(({ at }, turn) => (at ? [{ ...at, turn: turn + 1 }] : []));
  if (placed.length === 0) return null;
  const [left, right] = [area.aislesAt[0] ?? 0, area.aislesAt.at(-1) ?? 0];
  const [front, rear] = [area.crossingsAt[0] ?? 0, area.crossingsAt.at(-1) ?? 0];
  const x = (aisle: number): number => (area.aislesAt[aisle] ?? 0) - left + margin;
  // The front is at the bottom, as one stands before it.
  const y = (height: number): number => rear - height + margin;
  const way = wayOf(area, placed);
  return (
    <svg
      className={styles.drawing}
      viewBox={`0 0 ${right - left + 2 * margin} ${rear - front + 2 * margin}`}
      role="img"
      aria-label={intl.formatMessage({ id: 'office.picking.drawing' }, { stops: placed.length })}
    >
      {area.aislesAt.map((at, aisle) => (
        <line key={at} className={styles.aisle} x1={x(aisle)} x2={x(aisle)} y1={y(front)} y2={y(rear)} />
      ))}
      {area.crossingsAt.map((at) => (
        <line
          key={at}
          className={styles.crossing}
          x1={margin}
          x2={right - left + margin}
          y1={y(at)}
          y2={y(at)}
        />
      ))}
      <polyline
        className={styles.way}
        points={way.map(({ aisle, height }) => `${x(aisle)},${y(height)}`).join(' ')}
      />
      {placed.map(({ aisle, height, turn }) => (
        <g key={turn}>
          <circle className={styles.stop} cx={x(aisle)} cy={y(height)} r={1.1} />
          <text className={styles.turn} x={x(aisle)} y={y(height)} dy="0.5">
            {turn}
          </text>
        </g>
      ))}
    </svg>
  );
}
