// Of which months figures are.
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import styles from './books.module.css';

export type Months = { from: string; to: string };

export function MonthsFields({
  months,
  onMonths,
}: {
  months: Months;
  onMonths: (months: Months) => void;
}): ReactNode {
  return (
    <div className={styles.row}>
      {(['from', 'to'] as const).map((name) => (
        <label key={name}>
          <FormattedMessage id={`office.books.${name}`} />
          <input
            type="month"
            value={months[name]}
            required
            onChange={({ target }) => {
              if (target.value !== '') onMonths({ ...months, [name]: target.value });
            }}
          />
        </label>
      ))}
    </div>
  );
}
