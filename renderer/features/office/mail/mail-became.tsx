// What became of a mail, in words: when it went, why it was left out, when the next try is.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { MailRow } from '../../../../shared/contract/mail';

export function MailBecame({ row }: { row: MailRow }): ReactNode {
  const intl = useIntl();
  const moment = (at: string): string => intl.formatDate(at, { dateStyle: 'short', timeStyle: 'short' });
  const state = intl.formatMessage({ id: `mail.state.${row.state}` });
  const more =
    row.state === 'sent' && row.sentAt !== null
      ? moment(row.sentAt)
      : row.state === 'left-out' && row.why !== null
        ? intl.formatMessage({ id: `mail.why.${row.why}` })
        : row.state === 'waiting' && row.nextTryAt !== null
          ? [
              intl.formatMessage({ id: 'office.messages.next-try' }, { at: moment(row.nextTryAt) }),
              ...(row.answer === null ? [] : [row.answer]),
            ].join(' · ')
          : (row.answer ?? '');
  const words = more === '' ? state : `${state}: ${more}`;
  return <span title={words}>{words}</span>;
}
