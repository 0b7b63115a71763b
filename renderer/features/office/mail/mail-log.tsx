// Every mail that was wanted, newest first: to whom, about what, and what became of it. Enter opens the words that were
// sent; what was refused or waits can be tried again.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { type MailRow, mailStates } from '../../../../shared/contract/mail';
import { mailKinds } from '../../../../shared/domain/mail/mail-kinds';
import { MailBecame } from './mail-became';
import { MailView } from './mail-view';
import type { OfficeApi } from '../office-api';
import { type Column, OfficeList } from '../list/office-list';
import { usePagedList } from '../list/use-paged-list';

const columns: readonly Column<MailRow>[] = [
  {
    key: 'created',
    width: '10rem',
    heading: 'office.messages.created',
    cell: (row) => <FormattedDate value={row.createdAt} dateStyle="short" timeStyle="short" />,
  },
  {
    key: 'kind',
    width: 'minmax(0, 1.4fr)',
    heading: 'office.messages.kind',
    cell: (row) => <FormattedMessage id={`mail.kind.${row.kind}`} />,
  },
  { key: 'number', width: '8rem', heading: 'office.orders.number', cell: (row) => row.number },
  { key: 'to', width: 'minmax(0, 2fr)', heading: 'office.messages.to', cell: (row) => row.toAddress },
  {
    key: 'state',
    width: 'minmax(0, 2.4fr)',
    heading: 'office.messages.state',
    cell: (row) => <MailBecame row={row} />,
  },
];

export function MailLog({ api }: { api: OfficeApi }): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [state, setState] = useState('');
  const [kind, setKind] = useState('');
  const [opened, setOpened] = useState<string | null>(null);
  const list = usePagedList(api.mails, { text, state, kind });
  return (
    <>
      <OfficeList
        title="office.messages.title"
        list={list}
        columns={columns}
        rowKey={(row) => row.mailId}
        onOpen={(row) => setOpened(row.mailId)}
        text={text}
        onText={setText}
        choices={[
          {
            name: 'state',
            label: 'office.messages.state',
            value: state,
            options: mailStates.map((value) => ({
              value,
              label: intl.formatMessage({ id: `mail.state.${value}` }),
            })),
          },
          {
            name: 'kind',
            label: 'office.messages.kind',
            value: kind,
            options: mailKinds.map((value) => ({
              value,
              label: intl.formatMessage({ id: `mail.kind.${value}` }),
            })),
          },
        ]}
        onChoice={(name, value) => (name === 'state' ? setState : setKind)(value)}
        empty="office.messages.empty"
      />
      {opened === null ? null : (
        <MailView api={api} mailId={opened} onClose={() => setOpened(null)} onChanged={list.reload} />
      )}
    </>
  );
}
