// What a person has to put right by hand, that of this bench first: what happened, what to do. Arrow keys or a scan of the
// order or label choose one; OK twice says that it is done.
import { type ReactNode, useEffect, useRef } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import { DataAge } from '../../app/data-age';
import { formatAge } from '../../app/formatters';
import { useText } from '../../app/locale';
import { whatHappened, whatToDo } from '../../app/task-words';
import { useNow } from '../../app/use-now';
import type { Network } from '../../data/network';
import { EmptyState } from '../../ui/empty-state';
import { SpecialChips } from '../../ui/special-chip';
import { LiveRegion } from '../../ui/live-region';
import { StationPage } from '../../ui/station-page';
import { ActionNote } from '../outage/action-note';
import type { Outage } from '../outage/outage';
import type { BenchTask, Tasks } from './tasks';
import styles from './tasks-page.module.css';

export function TasksPage({
  tasks,
  network,
  outage,
}: {
  tasks: Tasks;
  network: Network;
  outage: Outage;
}): ReactNode {
  const say = useText();
  const state = useStore(tasks.store);
  const { own, others } = state;
  useEffect(() => tasks.watch(), [tasks]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      tasks.move(event.key === 'ArrowDown' ? 1 : -1);
      event.preventDefault();
    };
    // Before the page's own scrolling hears it.
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [tasks]);
  const nothing = own.length + others.length === 0;
  return (
    <StationPage
      title={say('tasks.title')}
      count={say('tasks.count', { count: own.length })}
      age={<DataAge network={network} />}
      keys={nothing ? undefined : say('tasks.keys')}
    >
      {nothing ? <EmptyState title={say('tasks.empty')} /> : null}
      <ActionNote outage={outage} action="finish-task" />
      <TaskList title="tasks.own" list={own} tasks={tasks} />
      <TaskList title="tasks.others" list={others} tasks={tasks} />
    </StationPage>
  );
}

function TaskList({
  title,
  list,
  tasks,
}: {
  title: 'tasks.own' | 'tasks.others';
  list: readonly BenchTask[];
  tasks: Tasks;
}): ReactNode {
  const say = useText();
  const { chosenId, asked, notSaved } = useStore(tasks.store);
  if (list.length === 0) return null;
  return (
    <section>
      <h2 className={styles.group}>{say(title)}</h2>
      <ol className={styles.list}>
        {list.map((each) => {
          const isChosen = each.task.taskId === chosenId;
          return (
            <TaskRow
              key={each.task.taskId}
              bench={each}
              isChosen={isChosen}
              question={!isChosen ? null : notSaved ? 'tasks.not-saved' : asked ? 'tasks.ask' : null}
            />
          );
        })}
      </ol>
    </section>
  );
}

function TaskRow({
  bench: { task, orderNumber, kinds },
  isChosen,
  question,
}: {
  bench: BenchTask;
  isChosen: boolean;
  question: 'tasks.ask' | 'tasks.not-saved' | null;
}): ReactNode {
  const say = useText();
  const intl = useIntl();
  const nowMs = useNow(10_000);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <li
      ref={row}
      className={styles.task}
      data-task={task.kind}
      data-chosen={isChosen ? 'yes' : undefined}
      aria-current={isChosen || undefined}
    >
      <p className={styles.todo}>
        {kinds.length > 0 ? (
          <>
            <SpecialChips kinds={kinds} />{' '}
          </>
        ) : null}
        {whatToDo(intl, task)}
      </p>
      <p className={styles.happened}>
        {whatHappened(intl, task)} ·{' '}
        {orderNumber === null ? '' : `${say('packing.order', { number: orderNumber })} · `}
        {formatAge(intl, task.at, nowMs)}
      </p>
      {question ? (
        <div className={styles.question} data-question={question}>
          {say(question)}
          <LiveRegion urgency="now" turn={0} words={say(question)} />
        </div>
      ) : null}
    </li>
  );
}
