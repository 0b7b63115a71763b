// How old what is on the screen is, ticking, with a way to have it new.
import { type ReactNode, useEffect, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import styles from './office.module.css';

export function Age({ asOfMs, onRefresh }: { asOfMs: number | null; onRefresh: () => void }): ReactNode {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = asOfMs === null ? null : Math.max(0, Math.floor((nowMs - asOfMs) / 1000));
  return (
    <p className={styles.age}>
      {seconds === null ? (
        <FormattedMessage id="office.list.loading" />
      ) : (
        <FormattedMessage id="office.list.age" values={{ seconds }} />
      )}{' '}
      <button type="button" onClick={onRefresh}>
        <FormattedMessage id="office.list.refresh" />
      </button>
    </p>
  );
}
