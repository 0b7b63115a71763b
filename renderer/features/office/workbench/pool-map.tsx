// Where the warehouses and the orders of the pool are, and from where to where each ships, now and by the proposal. A
// picture of the list beside it, so it says nothing by itself to those who cannot see it.
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { PoolOrderRow, Workbench } from '../../../../shared/contract/replan';
import { fitted } from '../routing/map-places';
import styles from './workbench.module.css';

const picture = { width: 560, height: 340, margin: 40 };
/** More lines than that are a tangle. */
const mostDrawn = 400;

export function PoolMap({
  rows,
  nodes,
}: {
  rows: readonly PoolOrderRow[];
  nodes: Workbench['nodes'];
}): ReactNode {
  const intl = useIntl();
  const placed = nodes.flatMap(({ place, ...node }) => (place ? [{ ...node, place }] : []));
  const drawn = rows.slice(0, mostDrawn).flatMap(({ place, ...row }) => (place ? [{ ...row, place }] : []));
  if (placed.length === 0) return null;
  const at = fitted([...placed.map(({ place }) => place), ...drawn.map(({ place }) => place)], picture);
  const lines = (
    row: (typeof drawn)[number],
    plan: PoolOrderRow['inForce'],
    look: string | undefined,
  ): ReactNode =>
    (plan?.shipments ?? []).map(({ nodeId }) => {
      const node = placed.find((each) => each.nodeId === nodeId);
      if (!node) return null;
      const [from, to] = [at(node.place), at(row.place)];
      return (
        <line key={`${row.orderId} ${nodeId}`} className={look} x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
      );
    });
  return (
    <section className={styles.part} aria-labelledby="pool-map">
      <h2 id="pool-map">
        <FormattedMessage id="office.workbench.map" />
      </h2>
      <svg
        className={styles.map}
        viewBox={`0 0 ${picture.width} ${picture.height}`}
        role="img"
        aria-label={intl.formatMessage({ id: 'office.workbench.map-chart' })}
      >
        {drawn.map((row) => lines(row, row.inForce, styles.now))}
        {drawn.map((row) => lines(row, row.proposed, styles.then))}
        {drawn.map((row) => {
          const { x, y } = at(row.place);
          return (
            <circle
              key={row.orderId}
              className={[
                styles.order,
                row.risk ? styles.risk : '',
                row.groupNo === null ? '' : styles.moves,
              ].join(' ')}
              cx={x}
              cy={y}
              r={5}
            />
          );
        })}
        {placed.map(({ nodeId, name, place }) => {
          const { x, y } = at(place);
          return (
            <g key={nodeId}>
              <rect className={styles.node} x={x - 7} y={y - 7} width={14} height={14} />
              <text x={x + 12} y={y + 5}>
                {name}
              </text>
            </g>
          );
        })}
      </svg>
      <ul className={styles.legend} aria-hidden="true">
        {[
          { id: 'node', shape: <rect className={styles.node} x={6} y={0} width={12} height={12} /> },
          { id: 'order', shape: <circle className={styles.order} cx={12} cy={6} r={5} /> },
          { id: 'risk', shape: <circle className={`${styles.order} ${styles.risk}`} cx={12} cy={6} r={5} /> },
          { id: 'moves', shape: <line className={styles.then} x1={0} x2={24} y1={6} y2={6} /> },
        ].map(({ id, shape }) => (
          <li key={id}>
            <svg viewBox="0 0 24 12" className={styles.mapSign}>
              {shape}
            </svg>
            <FormattedMessage id={`office.workbench.legend.${id}`} />
          </li>
        ))}
      </ul>
    </section>
  );
}
