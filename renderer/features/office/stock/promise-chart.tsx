// What of a product will be there and what may be promised of it, day by day, as a picture: a line for what will be there,
// a filled step for what may be promised, an arrow up for goods that come, one down for what was promised. Each has a shape
// of its own, so that it is read without colours too; the table beside it says the same.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { SkuPromise } from '../../../../shared/contract/carts';
import styles from './promise.module.css';

export type PromiseDays = SkuPromise['rows'][number]['days'];

const [width, height, left, bottom, top] = [640, 260, 48, 28, 16] as const;

export function PromiseChart({ days, label }: { days: PromiseDays; label: string }): ReactNode {
  const intl = useIntl();
  const highest = Math.max(1, ...days.map(({ projected }) => projected));
  const lowest = Math.min(0, ...days.map(({ projected }) => projected));
  const step = (width - left) / Math.max(1, days.length);
  const x = (at: number): number => left + at * step;
  const y = (units: number): number =>
    top + ((highest - units) / (highest - lowest)) * (height - top - bottom);
  const steps = (of: (day: PromiseDays[number]) => number): string =>
    days.map((day, at) => `${at === 0 ? 'M' : 'L'}${x(at)},${y(of(day))}H${x(at + 1)}`).join('');
  const every = Math.ceil(days.length / 6);
  return (
    <svg className={styles.chart} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <path
        className={styles.promisable}
        d={`${steps(({ promisable }) => Math.max(0, promisable))}V${y(0)}H${x(0)}Z`}
      />
      <path className={styles.projected} d={steps(({ projected }) => projected)} />
      <line className={styles.axis} x1={left} x2={width} y1={y(0)} y2={y(0)} />
      {[highest, lowest < 0 ? lowest : 0].map((units) => (
        <text key={units} x={left - 8} y={y(units) + 5} textAnchor="end">
          {intl.formatNumber(units)}
        </text>
      ))}
      {days.map((day, at) => {
        const middle = x(at) + step / 2;
        return (
          <g key={day.on}>
            {at % every === 0 ? (
              <text x={x(at)} y={height - 6}>
                {intl.formatDate(day.on, { day: 'numeric', month: 'short', timeZone: 'UTC' })}
              </text>
            ) : null}
            {day.expected > 0 ? (
              <path className={styles.expected} d={arrow(middle, y(day.projected) - 4, -1)} />
            ) : null}
            {day.promised > 0 ? (
              <path className={styles.promised} d={arrow(middle, y(day.projected) + 4, 1)} />
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}

function arrow(x: number, y: number, way: 1 | -1): string {
  return `M${x},${y + way * 10}l-6,${-way * 10}h12Z`;
}
