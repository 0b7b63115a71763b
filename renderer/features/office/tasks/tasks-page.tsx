// What people have to put right, everywhere: what happened, what to do, since when, at which bench; and who did it.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { taskKinds } from '../../../../shared/domain/task/task';
import { formatAge, formatClock } from '../../../app/formatters';
import { whatHappened, whatToDo } from '../../../app/task-words';
import { useNow } from '../../../app/use-now';
import { Failure } from '../list/failure';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { type Column, OfficeList } from '../list/office-list';
import { usePagedList } from '../list/use-paged-list';

type Row = Extract<Awaited<ReturnType<OfficeApi['tasks']>>, { ok: true }>['value']['rows'][number];

export function TasksPage({ api }: { api: OfficeApi }): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [state, setState] = useState('open');
  const [kind, setKind] = useState('');
  const [refused, setRefused] = useState<OfficeFailure | null>(null);
  const list = usePagedList(api.tasks, { text, state, kind });
  const finish = async (taskId: string): Promise<void> => {
    const answer = await api.finishTask(taskId);
    setRefused(answer.ok ? null : answer.failure);
    list.reload();
  };
  const columns: readonly Column<Row>[] = [
    {
      key: 'age',
      heading: 'office.tasks.age',
      width: '9rem',
      cell: (row) => <Since at={row.at} />,
    },
    {
      key: 'order',
      heading: 'office.orders.number',
      width: '8rem',
      cell: (row) => row.orderNumber ?? row.values['number'] ?? '–',
    },
    {
      key: 'bench',
      heading: 'office.tasks.bench',
      width: '9rem',
      cell: (row) => row.values['station'] ?? row.warehouseId,
    },
    {
      key: 'what',
      heading: 'office.tasks.what',
      width: 'minmax(0, 3fr)',
      cell: (row) => <span title={whatToDo(intl, row)}>{whatToDo(intl, row)}</span>,
    },
    {
      key: 'happened',
      heading: 'office.tasks.happened',
      width: 'minmax(0, 2fr)',
      cell: (row) => <span title={whatHappened(intl, row)}>{whatHappened(intl, row)}</span>,
    },
    {
      key: 'end',
      heading: 'office.tasks.end',
      width: 'minmax(0, 1.6fr)',
      cell: (row) => <End row={row} onDone={() => void finish(row.taskId)} />,
    },
  ];
  return (
    <OfficeList
      title="office.tasks.title"
      list={list}
      columns={columns}
      rowKey={(row) => row.taskId}
      text={text}
      onText={setText}
      choices={[
        {
          name: 'state',
          label: 'office.orders.status',
          value: state,
          options: (['open', 'done'] as const).map((value) => ({
            value,
            label: intl.formatMessage({ id: `office.tasks.state.${value}` }),
          })),
        },
        {
          name: 'kind',
          label: 'office.tasks.all-kinds',
          value: kind,
          options: taskKinds.map((value) => ({
            value,
            label: intl.formatMessage({ id: `office.tasks.kind.${value}` }),
          })),
        },
      ]}
      onChoice={(name, value) => (name === 'state' ? setState : setKind)(value)}
      empty="office.tasks.empty"
      note={refused ? <Failure failure={refused} /> : null}
    />
  );
}

function Since({ at }: { at: string }): ReactNode {
  const intl = useIntl();
  const nowMs = useNow(10_000);
  return (
    <time dateTime={at} title={formatClock(intl, at, nowMs, true)}>
      {formatAge(intl, at, nowMs)}
    </time>
  );
}

function End({ row, onDone }: { row: Row; onDone: () => void }): ReactNode {
  const intl = useIntl();
  const nowMs = useNow(60_000);
  if (row.state === 'open')
    return (
      <button
        type="button"
        onClick={(event) => {
          event.stopPropagation();
          onDone();
        }}
      >
        <FormattedMessage id="office.tasks.done" />
      </button>
    );
  if (!row.end) return <FormattedMessage id="office.tasks.state.done" />;
  return (
    <FormattedMessage
      id="office.tasks.done-by"
      values={{
        who: row.doneBy ?? intl.formatMessage({ id: 'office.tasks.office' }),
        where: row.end.station,
        time: formatClock(intl, row.end.at, nowMs),
      }}
    />
  );
}
