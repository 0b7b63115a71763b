// Units to pick by zone of the floor, and who picks there now.
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import type { Board } from '../../../../shared/contract/floor-board';
import styles from './board.module.css';

export function Zones({ board: { zones } }: { board: Board }): ReactNode {
  if (zones.length === 0) return null;
  const most = Math.max(1, ...zones.map(({ waiting, onTours }) => waiting + onTours));
  return (
    <table className={styles.table}>
      <caption>
        <FormattedMessage id="office.board.zones" />
      </caption>
      <thead>
        <tr>
          {(['zone', 'waiting', 'on-tours', 'pickers'] as const).map((name) => (
            <th key={name} scope="col">
              <FormattedMessage id={`office.board.column.${name}`} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {zones.map(({ zone, waiting, onTours, pickers }) => (
          <tr key={zone ?? ''}>
            <th scope="row">
              {zone ?? <FormattedMessage id="office.board.no-zone" />}
              <span
                className={styles.bar}
                style={{ inlineSize: `${Math.round((100 * (waiting + onTours)) / most)}%` }}
                aria-hidden="true"
              />
            </th>
            <td>{waiting}</td>
            <td>{onTours}</td>
            <td>{pickers}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
