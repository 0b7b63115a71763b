// What was put in or taken out by hand and can be undone, newest first.
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { PanelProps } from './customer-page';
import styles from './customers.module.css';

export function CustomerEdits({ api, page, run }: PanelProps): ReactNode {
  const intl = useIntl();
  if (page.edits.length === 0) return null;
  return (
    <section aria-labelledby="edits">
      <h3 id="edits">
        <FormattedMessage id="office.customers.edits" />
      </h3>
      <ul className={styles.list}>
        {page.edits.map(({ actId, how, before, after, at, by }) => {
          const what = intl.formatMessage(
            { id: `office.customers.edit.${how}` },
            { before: before ?? '', after: after ?? '' },
          );
          return (
            <li key={actId}>
              {what}{' '}
              <small>
                {by} · <FormattedDate value={at} dateStyle="medium" timeStyle="short" />
              </small>{' '}
              <button
                type="button"
                aria-label={intl.formatMessage({ id: 'office.customers.undo-of' }, { what })}
                onClick={() => void run(api.undoCustomerEdit(page.customerId, actId))}
              >
                <FormattedMessage id="office.customers.undo" />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
