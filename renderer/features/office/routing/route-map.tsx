// Where the nodes and the customer are: points and lines on a plain field, no streets. A picture of the table beside it, so
// it says nothing by itself to those who cannot see it.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { RoutePage } from '../../../../shared/contract/routing';
import { fitted } from './map-places';
import styles from './route-map.module.css';

const width = 480;
const height = 240;
const margin = 40;

export function RouteMap({ page, chosen }: { page: RoutePage; chosen: readonly string[] }): ReactNode {
  const intl = useIntl();
  const { destination } = page;
  const nodes = page.nodes.flatMap(({ place, ...node }) => (place ? [{ ...node, place }] : []));
  if (!destination || nodes.length === 0) return null;
  const at = fitted([destination, ...nodes.map(({ place }) => place)], { width, height, margin });
  const to = at(destination);
  return (
    <svg
      className={styles.map}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={intl.formatMessage({ id: 'office.route.map' })}
    >
      {nodes.map(({ nodeId, name, place }) => {
        const { x, y } = at(place);
        const isChosen = chosen.includes(nodeId);
        return (
          <g key={nodeId} className={isChosen ? styles.chosen : styles.other}>
            {isChosen ? <line x1={x} y1={y} x2={to.x} y2={to.y} /> : null}
            <rect x={x - 6} y={y - 6} width={12} height={12} />
            <text x={x + 12} y={y + 5}>
              {name}
            </text>
          </g>
        );
      })}
      <circle className={styles.customer} cx={to.x} cy={to.y} r={7} />
    </svg>
  );
}
