// Why an order waits, in words: notes of rules are codes that every language has words for, notes of people stand as
// they wrote them.
import type { ReactNode } from 'react';
import { type IntlShape, useIntl } from 'react-intl';
import type { OrderHold } from '../../../../shared/domain/order/order';

export function HoldWords({ hold }: { hold: OrderHold }): ReactNode {
  return holdWords(useIntl(), hold);
}

export function holdWords(intl: IntlShape, { reason, note, by }: OrderHold): string {
  const title = intl.formatMessage({ id: `hold.reason.${reason}` });
  if (note === '') return title;
  return `${title}: ${by === 'placement' ? ruleWords(intl, reason, note) : note}`;
}

function ruleWords(intl: IntlShape, reason: OrderHold['reason'], note: string): string {
  const parts = note.split(' ');
  const known = (id: string): string | null =>
    intl.messages[id] === undefined ? null : intl.formatMessage({ id });
  if (reason === 'address')
    return parts
      .map((part) => {
        const [field, fault] = part.split(':');
        return problemWords(intl, field ?? '', fault ?? '');
      })
      .join(', ');
  if (reason === 'fraud') return parts.map((part) => known(`hold.fraud.${part}`) ?? part).join(', ');
  if (reason === 'credit') return known(`hold.credit.${parts[0] ?? ''}`) ?? note;
  return note;
}

export function problemWords(intl: IntlShape, field: string, fault: string): string {
  return `${intl.formatMessage({ id: `address.field.${field}` })} ${intl.formatMessage({ id: `address.fault.${fault}` })}`;
}
