// How right the books were, week by week: a bar for counts that found exactly what the books say, a line of dashes above it for
// those within the tolerance. The table beside it says the same.
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { CountsPage } from '../../../../shared/contract/counts';
import styles from './counts.module.css';

type Weeks = CountsPage['accuracy'];

const [width, height, left, bottom, top] = [640, 220, 56, 28, 12] as const;

export function AccuracyChart({ weeks }: { weeks: Weeks }): ReactNode {
  const intl = useIntl();
  const step = (width - left) / Math.max(1, weeks.length);
  const y = (share: number): number => top + (1 - share) * (height - top - bottom);
  const [exact, counts] = [sum(weeks, 'exact'), sum(weeks, 'counts')];
  const every = Math.ceil(weeks.length / 6);
  return (
    <section className={styles.part} aria-labelledby="counts-accuracy">
      <h2 id="counts-accuracy">
        <FormattedMessage id="office.counts.accuracy" />
      </h2>
      {counts === 0 ? (
        <p className={styles.quiet}>
          <FormattedMessage id="office.counts.accuracy-none" />
        </p>
      ) : (
        <div className={styles.view}>
          <svg
            className={styles.chart}
            viewBox={`0 0 ${width} ${height}`}
            role="img"
            aria-label={intl.formatMessage(
              { id: 'office.counts.accuracy-is' },
              {
                share: intl.formatNumber(exact / counts, { style: 'percent', maximumFractionDigits: 1 }),
                counts,
              },
            )}
          >
            {[0, 0.5, 1].map((share) => (
              <g key={share}>
                <line className={styles.axis} x1={left} x2={width} y1={y(share)} y2={y(share)} />
                <text x={left - 8} y={y(share) + 5} textAnchor="end">
                  {intl.formatNumber(share, { style: 'percent' })}
                </text>
              </g>
            ))}
            {weeks.map((week, at) => {
              const x = left + at * step + step * 0.15;
              return (
                <g key={week.week}>
                  <rect
                    className={styles.exact}
                    x={x}
                    y={y(week.exact / week.counts)}
                    width={step * 0.7}
                    height={y(0) - y(week.exact / week.counts)}
                  />
                  <line
                    className={styles.within}
                    x1={x}
                    x2={x + step * 0.7}
                    y1={y(week.within / week.counts)}
                    y2={y(week.within / week.counts)}
                  />
                  {at % every === 0 ? (
                    <text x={x} y={height - 6}>
                      {intl.formatDate(week.week, { day: 'numeric', month: 'short', timeZone: 'UTC' })}
                    </text>
                  ) : null}
                </g>
              );
            })}
          </svg>
          <table className={styles.table}>
            <thead>
              <tr>
                {['week', 'counts', 'exact', 'within', 'units'].map((name) => (
                  <th key={name} scope="col">
                    <FormattedMessage id={`office.counts.${name}`} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeks.map((week) => (
                <tr key={week.week}>
                  <th scope="row">
                    <FormattedDate value={week.week} dateStyle="medium" timeZone="UTC" />
                  </th>
                  <td>
                    <FormattedNumber value={week.counts} />
                  </td>
                  <td>
                    <Share part={week.exact} of={week.counts} />
                  </td>
                  <td>
                    <Share part={week.within} of={week.counts} />
                  </td>
                  <td>
                    <FormattedNumber value={week.units} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Share({ part, of }: { part: number; of: number }): ReactNode {
  return <FormattedNumber value={of === 0 ? 0 : part / of} style="percent" maximumFractionDigits={1} />;
}

function sum(weeks: Weeks, name: 'exact' | 'counts'): number {
  return weeks.reduce((all, week) => all + week[name], 0);
}
