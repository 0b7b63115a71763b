// How old what is on the screen is, ticking, with a way to have it new; and when head office does not answer, since when
// it stands still.
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { formatAge, formatClock } from '../../../app/formatters';
import { useNow } from '../../../app/use-now';
import styles from '../office.module.css';

export function Age({
  asOfMs,
  isStill = false,
  onRefresh,
}: {
  asOfMs: number | null;
  /** The last question for it failed. */
  isStill?: boolean;
  onRefresh: () => void;
}): ReactNode {
  const intl = useIntl();
  const nowMs = useNow(1_000);
  return (
    <p className={styles.age} data-age={isStill ? 'still' : 'moving'}>
      {asOfMs === null ? (
        <FormattedMessage id="office.list.loading" />
      ) : (
        <FormattedMessage
          id={isStill ? 'office.list.still' : 'office.list.as-of'}
          values={{
            time: formatClock(intl, asOfMs, nowMs, true),
            age: formatAge(intl, asOfMs, nowMs),
          }}
        />
      )}{' '}
      <button type="button" onClick={onRefresh}>
        <FormattedMessage id="office.list.refresh" />
      </button>
    </p>
  );
}
