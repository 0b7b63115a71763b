// What is promised before each carrier leaves, and how much of it will be ready at the pace of the last hour.
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { Board } from '../../../../shared/contract/floor-board';
import styles from './board.module.css';

export function CutOffs({ board: { cutOffs, boxesPerHour } }: { board: Board }): ReactNode {
  const intl = useIntl();
  return (
    <section className={styles.part} aria-labelledby="board-cut-offs">
      <h2 id="board-cut-offs">
        <FormattedMessage id="office.board.cut-offs" />
      </h2>
      <p>
        <FormattedMessage id="office.board.pace" values={{ boxes: boxesPerHour }} />
      </p>
      {cutOffs.length === 0 ? (
        <p>
          <FormattedMessage id="office.board.all-sealed" />
        </p>
      ) : (
        <ul className={styles.rows}>
          {cutOffs.map(({ dueAt, boxes, possible, late }) => (
            <li key={dueAt ?? 'any'} data-late={late > 0 || undefined}>
              <strong>
                {dueAt === null ? (
                  <FormattedMessage id="office.picking.no-cut-off" />
                ) : (
                  <FormattedDate value={dueAt} weekday="short" hour="2-digit" minute="2-digit" />
                )}
              </strong>
              <meter
                min={0}
                max={Math.max(1, boxes)}
                value={possible ?? 0}
                aria-label={intl.formatMessage(
                  { id: possible === null ? 'office.board.promised' : 'office.board.possible' },
                  { boxes, possible },
                )}
              />
              <span>
                <FormattedMessage
                  id={possible === null ? 'office.board.promised' : 'office.board.possible'}
                  values={{ boxes, possible }}
                />
                {late > 0 ? (
                  <>
                    {' · '}
                    <FormattedMessage id="office.board.late" values={{ boxes: late }} />
                  </>
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
