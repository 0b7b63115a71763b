// How many alerts wait for somebody, in the frame of the office; nothing where none do or head office does not say. It describes
// the button it stands in and is no part of its name.
import type { ReactNode } from 'react';
import { FormattedNumber } from 'react-intl';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi } from '../office-api';
import styles from './alerts.module.css';

export const alertCountId = 'office-alert-count';
const askEveryMs = 20_000;

export function AlertCount({ api }: { api: Pick<OfficeApi, 'alertCount'> }): ReactNode {
  const { last } = useAnswer(api.alertCount, askEveryMs);
  const open = last?.open ?? 0;
  return (
    <span id={alertCountId} className={styles.count} aria-hidden="true" data-alerts={open}>
      {open === 0 ? null : <FormattedNumber value={open} />}
    </span>
  );
}
