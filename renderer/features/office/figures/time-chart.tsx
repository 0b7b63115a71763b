// A measure over time: a bar for every day, week or month, a line for the time it is compared with. A bar is a button that
// shows the events behind it.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { Figures } from '../../../../shared/contract/figures';
import type { MeasureName } from '../../../../shared/domain/figures/measures';
import styles from './figures.module.css';
import { sumInWords, weightOf } from './measure-value';

const [width, height, bottom, top] = [640, 180, 24, 8] as const;

type Series = Figures['measures'][MeasureName]['series'];

export function TimeChart({
  measure,
  series,
  before,
  bucket,
  currency,
}: {
  measure: MeasureName;
  series: Series;
  before: Series | null;
  bucket: Figures['bucket'];
  currency: string | null;
}): ReactNode {
  const intl = useIntl();
  const weights = series.map((each) => weightOf(measure, each));
  const earlier = (before ?? []).map((each) => weightOf(measure, each));
  const most = Math.max(1, ...weights, ...earlier);
  const step = width / Math.max(1, series.length);
  const y = (weight: number): number => top + (1 - Math.max(0, weight) / most) * (height - top - bottom);
  const every = Math.ceil(series.length / 8);
  const dayOf = (at: string): string =>
    intl.formatDate(at, {
      timeZone: 'UTC',
      ...(bucket === 'month' ? { month: 'short', year: '2-digit' } : { day: 'numeric', month: 'short' }),
    });
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={intl.formatMessage({ id: `office.figures.measure.${measure}` })}
    >
      <line className={styles.axis} x1={0} x2={width} y1={y(0)} y2={y(0)} />
      {series.map((each, at) => (
        <g key={each.at}>
          <rect
            className={styles.bar}
            x={at * step + step * 0.12}
            y={y(weights[at] ?? 0)}
            width={step * 0.76}
            height={y(0) - y(weights[at] ?? 0)}
          >
            <title>{`${dayOf(each.at)}: ${sumInWords(intl, measure, each, currency)}`}</title>
          </rect>
          {at % every === 0 ? (
            <text x={at * step + step * 0.12} y={height - 6}>
              {dayOf(each.at)}
            </text>
          ) : null}
        </g>
      ))}
      {earlier.length > 1 ? (
        <polyline
          className={styles.before}
          points={earlier
            .slice(0, series.length)
            .map((weight, at) => `${at * step + step / 2},${y(weight)}`)
            .join(' ')}
        />
      ) : null}
    </svg>
  );
}
