// History and forecast of a product week by week: a line of what was asked for, hollow points where a week was set aside, a band
// from half to 95 of a hundred chances, a line of what is expected. The tables below say the same.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { DemandPage } from '../../../../shared/contract/demand';
import styles from './demand.module.css';

const [width, height, left, bottom, top] = [960, 300, 64, 30, 12] as const;
/** More weeks than these are not told apart on a screen. */
const shownWeeks = 104;

export function DemandChart({ page }: { page: DemandPage }): ReactNode {
  const intl = useIntl();
  const history = page.history.slice(-shownWeeks);
  const ahead = page.forecast?.weeks ?? [];
  const [lower, upper] = [0.5, 0.95].map((level) => page.forecast?.levels.indexOf(level) ?? -1) as [
    number,
    number,
  ];
  const said = ahead.map(({ overridden, expected }) => overridden ?? expected);
  const most = Math.max(
    1,
    ...history.map(({ units, taken }) => Math.max(units, taken)),
    ...said,
    ...ahead.map(({ quantiles }) => quantiles[upper] ?? 0),
  );
  const step = (width - left) / Math.max(1, history.length + ahead.length);
  const x = (at: number): number => left + (at + 0.5) * step;
  const y = (units: number): number => top + (1 - units / most) * (height - top - bottom);
  const points = (values: readonly number[], first: number): string =>
    values.map((value, at) => `${x(first + at).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const first = history.length;
  const band = [
    ...ahead.map(({ quantiles }, at) => `${x(first + at).toFixed(1)},${y(quantiles[upper] ?? 0).toFixed(1)}`),
    ...ahead
      .map(({ quantiles }, at) => `${x(first + at).toFixed(1)},${y(quantiles[lower] ?? 0).toFixed(1)}`)
      .reverse(),
  ].join(' ');
  const weeks = [...history.map(({ week }) => week), ...ahead.map(({ week }) => week)];
  const every = Math.max(1, Math.ceil(weeks.length / 8));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={intl.formatMessage(
        { id: 'office.demand.chart-is' },
        {
          weeks: history.length,
          asked: intl.formatNumber(sum(history.map(({ units }) => units))),
          ahead: ahead.length,
          expected: intl.formatNumber(sum(said), { maximumFractionDigits: 0 }),
        },
      )}
    >
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line className={styles.axis} x1={left} x2={width} y1={y(share * most)} y2={y(share * most)} />
          <text x={left - 8} y={y(share * most) + 5} textAnchor="end">
            {intl.formatNumber(share * most, { maximumFractionDigits: most < 10 ? 1 : 0 })}
          </text>
        </g>
      ))}
      {ahead.length > 0 ? <polygon className={styles.band} points={band} /> : null}
      <polyline
        className={styles.asked}
        points={points(
          history.map(({ units }) => units),
          0,
        )}
      />
      {history.map(({ week, taken, mark }, at) =>
        mark === null ? null : <circle key={week} className={styles.aside} cx={x(at)} cy={y(taken)} r={4} />,
      )}
      <polyline className={styles.expected} points={points(said, first)} />
      {weeks.map((week, at) =>
        at % every === 0 ? (
          <text key={week} x={x(at)} y={height - 8}>
            {intl.formatDate(week, { day: 'numeric', month: 'short', year: '2-digit', timeZone: 'UTC' })}
          </text>
        ) : null,
      )}
    </svg>
  );
}
