// Numbers over time as bars, with a line for those they are compared with. The same numbers stand in a table beside it.
import type { ReactNode } from 'react';
import styles from './figures.module.css';

const [width, height, bottom, top] = [640, 180, 24, 8] as const;

export type Bar = { key: string; label: string; value: number | null; text: string; before?: number | null };

export function BarChart({ title, bars }: { title: string; bars: readonly Bar[] }): ReactNode {
  const most = Math.max(1e-9, ...bars.flatMap(({ value, before }) => [value ?? 0, before ?? 0]));
  const step = width / Math.max(1, bars.length);
  const y = (value: number): number => top + (1 - Math.max(0, value) / most) * (height - top - bottom);
  const every = Math.ceil(bars.length / 8);
  const line = bars.flatMap(({ before }, at) =>
    before === undefined || before === null ? [] : [`${at * step + step / 2},${y(before)}`],
  );
  return (
    <svg className={styles.chart} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
      <line className={styles.axis} x1={0} x2={width} y1={y(0)} y2={y(0)} />
      {bars.map(({ key, label, value, text }, at) => (
        <g key={key}>
          <rect
            className={styles.bar}
            x={at * step + step * 0.12}
            y={y(value ?? 0)}
            width={step * 0.76}
            height={y(0) - y(value ?? 0)}
          >
            <title>{`${label}: ${text}`}</title>
          </rect>
          {at % every === 0 ? (
            <text x={at * step + step * 0.12} y={height - 6}>
              {label}
            </text>
          ) : null}
        </g>
      ))}
      {line.length > 1 ? <polyline className={styles.before} points={line.join(' ')} /> : null}
    </svg>
  );
}
