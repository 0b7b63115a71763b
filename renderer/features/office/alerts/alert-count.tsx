// How many alerts wait for somebody, in the frame of the office; nothing where none do or head office does not say.
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi } from '../office-api';
import styles from './alerts.module.css';

const askEveryMs = 20_000;

export function AlertCount({ api }: { api: Pick<OfficeApi, 'alertCount'> }): ReactNode {
  const { last } = useAnswer(api.alertCount, askEveryMs);
  if (!last || last.open === 0) return null;
  return (
    <span className={styles.count} data-alerts={last.open}>
      <FormattedMessage id="office.alerts.count" values={{ count: last.open }} />
    </span>
  );
}
