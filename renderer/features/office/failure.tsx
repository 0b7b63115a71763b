// What went wrong with a request, and what to do next, in words; never a bare code.
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import styles from './office.module.css';
import type { OfficeFailure } from './office-api';

export function Failure({ failure, onRetry }: { failure: OfficeFailure; onRetry?: () => void }): ReactNode {
  const intl = useIntl();
  const key = `error.${failure.code}`;
  const known = intl.messages[key] !== undefined;
  return (
    <div role="alert" className={styles.failure}>
      <p>{known ? intl.formatMessage({ id: key }, failure.values) : failure.message}</p>
      {onRetry ? (
        <button type="button" onClick={onRetry}>
          <FormattedMessage id="office.list.retry" />
        </button>
      ) : null}
    </div>
  );
}
