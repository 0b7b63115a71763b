// The cause of an alert in words, with its numbers.
import type { ReactNode } from 'react';
import { type IntlShape, useIntl } from 'react-intl';
import type { AlertRow } from '../../../../shared/contract/alerts';
import { causeWords, spelledValues } from '../../../../shared/domain/alert/cause-words';

export function sayCause(intl: IntlShape, row: Pick<AlertRow, 'kind' | 'values'>): string {
  return intl.formatMessage(
    { id: causeWords(row) },
    spelledValues(row, {
      day: (day) => intl.formatDate(day, { dateStyle: 'medium', timeZone: 'UTC' }),
      number: (value) => intl.formatNumber(value),
    }),
  );
}

export function AlertCause({ row }: { row: Pick<AlertRow, 'kind' | 'values'> }): ReactNode {
  const words = sayCause(useIntl(), row);
  return <span title={words}>{words}</span>;
}
