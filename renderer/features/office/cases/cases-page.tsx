// What customer service has to put right, newest first; Enter opens a case with everything that was said.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { CaseRow } from '../../../../shared/contract/cases';
import { caseStates } from '../../../../shared/domain/service-case/service-case';
import { CaseView } from './case-view';
import { Failure } from '../list/failure';
import styles from '../mail/messages.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { type Column, OfficeList } from '../list/office-list';
import { usePagedList } from '../list/use-paged-list';

const columns: readonly Column<CaseRow>[] = [
  {
    key: 'opened',
    width: '10rem',
    heading: 'office.cases.opened',
    cell: (row) => <FormattedDate value={row.case.openedAt} dateStyle="short" timeStyle="short" />,
  },
  { key: 'number', width: '8rem', heading: 'office.orders.number', cell: (row) => row.case.number },
  {
    key: 'customer',
    width: 'minmax(0, 1.4fr)',
    heading: 'office.orders.customer',
    cell: (row) => row.case.customer,
  },
  {
    key: 'state',
    width: 'minmax(0, 1.2fr)',
    heading: 'office.cases.state',
    cell: (row) => <FormattedMessage id={`case.state.${row.case.state}`} />,
  },
  { key: 'owner', heading: 'office.cases.owner', cell: (row) => row.case.owner ?? '–' },
  {
    key: 'last',
    width: 'minmax(0, 3fr)',
    heading: 'office.cases.last',
    cell: (row) => <span title={row.case.notes.at(-1)?.text}>{row.case.notes.at(-1)?.text}</span>,
  },
];

export function CasesPage({ api }: { api: OfficeApi }): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [state, setState] = useState('open');
  const [opened, setOpened] = useState<CaseRow | null>(null);
  const list = usePagedList(api.cases, { text, state });
  return (
    <>
      <OfficeList
        title="office.cases.title"
        list={list}
        columns={columns}
        rowKey={(row) => row.caseId}
        onOpen={setOpened}
        text={text}
        onText={setText}
        choices={[
          {
            name: 'state',
            label: 'office.cases.state',
            value: state,
            options: caseStates.map((value) => ({
              value,
              label: intl.formatMessage({ id: `case.state.${value}` }),
            })),
          },
        ]}
        onChoice={(_name, value) => setState(value)}
        empty="office.cases.empty"
        note={<NewCase api={api} onOpened={setOpened} />}
      />
      {opened ? (
        <CaseView
          api={api}
          row={opened}
          onChanged={(row) => {
            setOpened(row);
            list.reload();
          }}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </>
  );
}

function NewCase({ api, onOpened }: { api: OfficeApi; onOpened: (row: CaseRow) => void }): ReactNode {
  const intl = useIntl();
  const [number, setNumber] = useState('');
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const open = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await api.openCase(number.trim(), text);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    setNumber('');
    setText('');
    onOpened(answer.value);
  };
  return (
    <form className={styles.inline} onSubmit={(event) => void open(event)}>
      {failure ? <Failure failure={failure} /> : null}
      <input
        aria-label={intl.formatMessage({ id: 'office.orders.number' })}
        placeholder={intl.formatMessage({ id: 'office.orders.number' })}
        value={number}
        maxLength={40}
        required
        onChange={({ target }) => setNumber(target.value)}
      />
      <input
        aria-label={intl.formatMessage({ id: 'office.cases.what' })}
        placeholder={intl.formatMessage({ id: 'office.cases.what' })}
        value={text}
        maxLength={2000}
        required
        onChange={({ target }) => setText(target.value)}
      />
      <button type="submit">
        <FormattedMessage id="office.cases.open" />
      </button>
    </form>
  );
}
