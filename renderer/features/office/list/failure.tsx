// What went wrong with a request, and what to do next, in words; never a bare code.
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import styles from '../office.module.css';
import type { OfficeFailure } from '../office-api';

export function Failure({ failure, onRetry }: { failure: OfficeFailure; onRetry?: () => void }): ReactNode {
  const intl = useIntl();
  const key = `error.${failure.code}`;
  const known = intl.messages[key] !== undefined;
  // A rule of the domain said no: what it is, and what to do next.
  const refusal = ['title', 'next'].map((part) => `refusal.${failure.code}.${part}`);
  const isRefusal = refusal.every((each) => intl.messages[each] !== undefined);
  const words = isRefusal
    ? refusal.map((each) => intl.formatMessage({ id: each }, failure.values)).join('. ')
    : failure.message;
  return (
    <div role="alert" className={styles.failure}>
      <p>{known ? intl.formatMessage({ id: key }, failure.values) : words}</p>
      {onRetry ? (
        <button type="button" onClick={onRetry}>
          <FormattedMessage id="office.list.retry" />
        </button>
      ) : null}
    </div>
  );
}
