// The planned box as a picture: what is in, what was scanned last, what comes next. The list beside it says the same in words.
import type { ReactNode } from 'react';
import type { PlannedBox } from '../../../shared/domain/boxing/plan';
import styles from './box-plan-panel.module.css';
import { drawingOrder, facesOf, insideOf, type Point, viewOf } from './isometric';
import type { StepState } from './packed-steps';

export function BoxPicture({
  box,
  states,
  label,
}: {
  box: PlannedBox;
  states: readonly StepState[];
  label: string;
}): ReactNode {
  const placements = box.steps.map(({ placement }) => placement);
  return (
    <svg className={styles.picture} viewBox={viewOf(box.room)} role="img" aria-label={label}>
      {insideOf(box.room).map((points, wall) => (
        <polygon key={wall} className={styles.wall} points={textOf(points)} />
      ))}
      {drawingOrder(placements).map((at) => {
        const placement = placements[at];
        return placement ? (
          <g key={at} className={styles.piece} data-step={states[at]}>
            {facesOf(placement).map(({ side, points }) => (
              <polygon key={side} data-side={side} points={textOf(points)} />
            ))}
          </g>
        ) : null;
      })}
    </svg>
  );
}

const textOf = (points: readonly Point[]): string =>
  points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
