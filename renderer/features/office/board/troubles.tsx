// What needs a person: open tasks by kind, and stations that say nothing.
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedTime } from 'react-intl';
import type { Board } from '../../../../shared/contract/floor-board';
import type { OfficePageProps } from '../office-place';
import styles from './board.module.css';

export function Troubles({
  board: { tasks, stations },
  open,
}: { board: Board } & Pick<OfficePageProps, 'open'>): ReactNode {
  const silent = stations.filter(({ isSilent }) => isSilent);
  return (
    <section className={styles.part} aria-labelledby="board-troubles">
      <h2 id="board-troubles">
        <FormattedMessage id="office.board.troubles" />
      </h2>
      {tasks.length === 0 && silent.length === 0 ? (
        <p>
          <FormattedMessage id="office.board.no-troubles" />
        </p>
      ) : null}
      <ul className={styles.rows}>
        {tasks.map(({ kind, open: count }) => (
          <li key={kind}>
            <strong>{count}</strong>
            <span>
              <FormattedMessage id={`office.tasks.kind.${kind}`} />
            </span>
          </li>
        ))}
        {silent.map(({ stationId, name, lastSeenAt, unsent }) => (
          <li key={stationId}>
            <strong>{name}</strong>
            <span>
              {lastSeenAt === null ? (
                <FormattedMessage id="office.board.never-heard" />
              ) : (
                <FormattedMessage
                  id="office.board.silent"
                  values={{ at: <FormattedTime value={lastSeenAt} />, unsent }}
                />
              )}
            </span>
          </li>
        ))}
      </ul>
      {tasks.length > 0 ? (
        <button type="button" onClick={() => open('tasks')}>
          <FormattedMessage id="office.board.to-tasks" />
        </button>
      ) : null}
    </section>
  );
}
