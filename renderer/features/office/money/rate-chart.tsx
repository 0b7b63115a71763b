// A rate over the days it is known for, as a line; the table below it has the figures.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import styles from '../workbench/workbench.module.css';

const width = 480;
const height = 160;
const margin = { left: 70, right: 12, top: 12, bottom: 26 };

export function RateChart({
  rows,
  pair,
}: {
  rows: readonly { day: string; rate: string }[];
  pair: string;
}): ReactNode {
  const intl = useIntl();
  const points = [...rows]
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .map(({ day, rate }) => ({ day, at: Date.parse(`${day}T12:00:00Z`), rate: Number(rate) }));
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const rates = points.map(({ rate }) => rate);
  const [least, most] = [Math.min(...rates), Math.max(...rates)];
  const x = (at: number): number =>
    margin.left + ((at - first.at) / (last.at - first.at || 1)) * (width - margin.left - margin.right);
  const y = (rate: number): number =>
    height - margin.bottom - ((rate - least) / (most - least || 1)) * (height - margin.top - margin.bottom);
  const digits = most < 10 ? 4 : 2;
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={intl.formatMessage({ id: 'office.rates.chart' }, { pair })}
    >
      {[...new Set([least, most])].map((rate) => (
        <g key={rate}>
          <line
            className={styles.axis}
            x1={margin.left}
            x2={width - margin.right}
            y1={y(rate)}
            y2={y(rate)}
          />
          <text x={0} y={y(rate) + 4}>
            {intl.formatNumber(rate, { minimumFractionDigits: digits, maximumFractionDigits: digits })}
          </text>
        </g>
      ))}
      <polyline
        className={styles.line}
        points={points.map(({ at, rate }) => `${x(at)},${y(rate)}`).join(' ')}
      />
      {points.map(({ day, at, rate }) => (
        <circle key={day} className={styles.then} cx={x(at)} cy={y(rate)} r={3} />
      ))}
      {[...new Set([first, last])].map(({ day, at }) => (
        <text key={day} x={x(at)} y={height - 6} textAnchor={at === first.at ? 'start' : 'end'}>
          {intl.formatDate(at, { day: 'numeric', month: 'short', timeZone: 'UTC' })}
        </text>
      ))}
    </svg>
  );
}
