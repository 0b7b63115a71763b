// What the plan in force costs, what the proposed one would, and what the rule of thumb (each line from the nearest) had
// cost: as bars, with the figures beside them.
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { PlanDoc } from '../../../../shared/contract/replan';
import { Amount } from '../orders/orders-page';
import styles from './workbench.module.css';

export const planKinds = ['inForce', 'proposed', 'nearest'] as const;
const measures = ['shipments', 'splitOrders', 'completeOrders', 'unitsShort'] as const;

const width = 480;
const barHeight = 22;
const gap = 14;
const labels = 130;

export function PlanTotals({ plan }: { plan: PlanDoc }): ReactNode {
  const intl = useIntl();
  const { totals, currency } = plan;
  const most = Math.max(1, ...planKinds.map((kind) => totals[kind].costMinor));
  const looks = { inForce: styles.now, proposed: styles.then, nearest: styles.rule };
  return (
    <section className={styles.part} aria-labelledby="plan-totals">
      <h2 id="plan-totals">
        <FormattedMessage id="office.workbench.totals" />
      </h2>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${width} ${planKinds.length * (barHeight + gap)}`}
        role="img"
        aria-label={intl.formatMessage({ id: 'office.workbench.totals-chart' })}
      >
        {planKinds.map((kind, at) => {
          const y = at * (barHeight + gap);
          const length = (totals[kind].costMinor / most) * (width - labels - 4);
          return (
            <g key={kind}>
              <text x={0} y={y + barHeight - 6}>
                {intl.formatMessage({ id: `office.workbench.kind.${kind}` })}
              </text>
              <rect
                className={looks[kind]}
                x={labels}
                y={y + 2}
                width={Math.max(2, length)}
                height={barHeight - 4}
              />
            </g>
          );
        })}
      </svg>
      <table className={styles.figures}>
        <thead>
          <tr>
            <th scope="col">
              <FormattedMessage id="office.workbench.measure" />
            </th>
            {planKinds.map((kind) => (
              <th key={kind} scope="col">
                <FormattedMessage id={`office.workbench.kind.${kind}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">
              <FormattedMessage id="office.workbench.cost" />
            </th>
            {planKinds.map((kind) => (
              <td key={kind}>
                <Amount minor={totals[kind].costMinor} currency={currency} />
              </td>
            ))}
          </tr>
          {measures.map((measure) => (
            <tr key={measure}>
              <th scope="row">
                <FormattedMessage id={`office.workbench.${measure}`} />
              </th>
              {planKinds.map((kind) => (
                <td key={kind}>
                  <FormattedNumber value={totals[kind][measure]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
