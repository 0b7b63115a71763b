// How full each warehouse is: parcels that wait there, shipments of the pool now and by the proposal, against what it can
// ship a day, and until when today's parcels leave. Bars with the figures beside them.
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { PlanDoc, Workbench } from '../../../../shared/contract/replan';
import styles from './workbench.module.css';

const width = 480;
const labels = 130;
const barHeight = 12;
const rowHeight = 44;

export function NodeLoads({ plan, nodes }: { plan: PlanDoc; nodes: Workbench['nodes'] }): ReactNode {
  const intl = useIntl();
  const nameOf = (nodeId: string): string => nodes.find((node) => node.nodeId === nodeId)?.name ?? nodeId;
  const most = Math.max(
    1,
    ...plan.loads.flatMap(({ waiting, inForce, proposed, shipmentsPerDay }) => [
      waiting + inForce,
      waiting + proposed,
      shipmentsPerDay ?? 0,
    ]),
  );
  const lengthOf = (parcels: number): number => (parcels / most) * (width - labels - 8);
  return (
    <section className={styles.part} aria-labelledby="node-loads">
      <h2 id="node-loads">
        <FormattedMessage id="office.workbench.loads" />
      </h2>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${width} ${Math.max(1, plan.loads.length) * rowHeight}`}
        role="img"
        aria-label={intl.formatMessage({ id: 'office.workbench.loads-chart' })}
      >
        {plan.loads.map(({ nodeId, waiting, inForce, proposed, shipmentsPerDay }, at) => {
          const y = at * rowHeight;
          return (
            <g key={nodeId}>
              <text x={0} y={y + rowHeight / 2}>
                {nameOf(nodeId)}
              </text>
              <rect
                className={styles.now}
                x={labels}
                y={y + 6}
                width={Math.max(2, lengthOf(waiting + inForce))}
                height={barHeight}
              />
              <rect
                className={styles.then}
                x={labels}
                y={y + 8 + barHeight}
                width={Math.max(2, lengthOf(waiting + proposed))}
                height={barHeight}
              />
              {shipmentsPerDay === null ? null : (
                <line
                  className={styles.limit}
                  x1={labels + lengthOf(shipmentsPerDay)}
                  x2={labels + lengthOf(shipmentsPerDay)}
                  y1={y + 2}
                  y2={y + 12 + 2 * barHeight}
                />
              )}
            </g>
          );
        })}
      </svg>
      <ul className={styles.legend} aria-hidden="true">
        {(['now', 'then'] as const).map((look) => (
          <li key={look}>
            <svg viewBox="0 0 24 12" className={styles.chart}>
              <rect className={styles[look]} x={1} y={1} width={22} height={10} />
            </svg>
            <FormattedMessage
              id={look === 'now' ? 'office.workbench.kind.inForce' : 'office.workbench.kind.proposed'}
            />
          </li>
        ))}
        <li>
          <svg viewBox="0 0 24 12" className={styles.chart}>
            <line className={styles.limit} x1={12} x2={12} y1={0} y2={12} />
          </svg>
          <FormattedMessage id="office.workbench.capacity" />
        </li>
      </ul>
      <table className={styles.figures}>
        <thead>
          <tr>
            {['warehouse', 'waiting', 'poolNow', 'poolThen', 'capacity', 'cutOff'].map((name) => (
              <th key={name} scope="col">
                <FormattedMessage id={`office.workbench.${name}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plan.loads.map(({ nodeId, waiting, inForce, proposed, shipmentsPerDay }) => {
            const node = nodes.find((each) => each.nodeId === nodeId);
            return (
              <tr key={nodeId}>
                <th scope="row">{nameOf(nodeId)}</th>
                {[waiting, inForce, proposed].map((parcels, at) => (
                  <td key={['waiting', 'inForce', 'proposed'][at]}>
                    <FormattedNumber value={parcels} />
                  </td>
                ))}
                <td>
                  {shipmentsPerDay === null ? (
                    <FormattedMessage id="office.workbench.unlimited" />
                  ) : (
                    <>
                      <FormattedNumber value={shipmentsPerDay} />
                      {waiting + proposed > shipmentsPerDay ? (
                        <>
                          {' '}
                          <strong>
                            <FormattedMessage
                              id="office.workbench.over"
                              values={{ parcels: waiting + proposed - shipmentsPerDay }}
                            />
                          </strong>
                        </>
                      ) : null}
                    </>
                  )}
                </td>
                <td>
                  {node?.cutOff ? (
                    <FormattedMessage
                      id="office.workbench.cutOffAt"
                      values={{ cutOff: node.cutOff, now: node.localTime }}
                    />
                  ) : (
                    <FormattedMessage
                      id="office.workbench.cutOffOver"
                      values={{ now: node?.localTime ?? '' }}
                    />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
