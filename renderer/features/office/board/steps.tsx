// How many boxes stand at each step on their way out, as columns of one scale.
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedNumber } from 'react-intl';
import type { Board } from '../../../../shared/contract/floor-board';
import styles from './board.module.css';

export function Steps({ board: { steps } }: { board: Board }): ReactNode {
  const most = Math.max(1, ...steps.map(({ boxes }) => boxes));
  return (
    <section aria-labelledby="board-steps">
      <h2 id="board-steps">
        <FormattedMessage id="office.board.steps" />
      </h2>
      <ol className={styles.steps}>
        {steps.map(({ step, boxes }) => (
          <li key={step} data-step={step}>
            <span
              className={styles.column}
              style={{ blockSize: `${Math.round((96 * boxes) / most)}px` }}
              aria-hidden="true"
            />
            <strong className={styles.big}>
              <FormattedNumber value={boxes} />
            </strong>
            <span>
              <FormattedMessage id={`office.board.step.${step}`} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
