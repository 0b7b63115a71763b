// A run that goes on at head office: begun here or by night, told of while it goes on, stopped with what it has. Of what it is
// says whoever shows it: `words` is where its texts begin.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';
import type { ForecastRun } from '../../../../shared/contract/demand';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { Answer, OfficeFailure } from '../office-api';
import styles from './demand.module.css';

type Run = Pick<ForecastRun, 'runId' | 'state' | 'items' | 'done' | 'startedAt' | 'endedAt'> & {
  unchanged?: number;
  lines?: number;
};
type Ask = () => Promise<Answer<{ run: Run | null }>>;

const askEveryMs = 1500;

export function RunPanel({
  words,
  newest,
  begin,
  stop,
  onEnded,
}: {
  words: 'office.demand' | 'office.reorder';
  /** Stable between renders. */
  newest: Ask;
  begin: Ask;
  stop: (runId: string) => Promise<Answer<{ run: Run | null }>>;
  onEnded: () => void;
}): ReactNode {
  const { last, askAgain } = useAnswer(newest, askEveryMs);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const run = last?.run ?? null;
  const isRunning = run?.state === 'running';
  const wasRunning = useRef(false);
  useEffect(() => {
    if (wasRunning.current && !isRunning) onEnded();
    wasRunning.current = isRunning;
  }, [isRunning, onEnded]);
  const act = async (asked: Promise<Answer<{ run: Run | null }>>): Promise<void> => {
    const got = await asked;
    setFailure(got.ok ? null : got.failure);
    askAgain();
  };
  return (
    <div className={styles.run}>
      {failure ? <Failure failure={failure} /> : null}
      <p className={styles.row}>
        <button type="button" data-main disabled={isRunning} onClick={() => void act(begin())}>
          <FormattedMessage id={`${words}.run`} />
        </button>
        {run === null ? (
          <span>
            <FormattedMessage id={`${words}.never-run`} />
          </span>
        ) : null}
        {run !== null && isRunning ? (
          <>
            <label>
              <FormattedMessage id={`${words}.running`} values={{ done: run.done, items: run.items }} />{' '}
              <progress value={run.done} max={Math.max(1, run.items)} />
            </label>
            <button type="button" onClick={() => void act(stop(run.runId))}>
              <FormattedMessage id={`${words}.stop`} />
            </button>
          </>
        ) : null}
        {run !== null && !isRunning ? (
          <output>
            <FormattedMessage
              id={`${words}.run.${run.state}`}
              values={{ done: run.done, unchanged: run.unchanged ?? 0, lines: run.lines ?? 0 }}
            />{' '}
            <FormattedDate value={run.endedAt ?? run.startedAt} dateStyle="medium" timeStyle="short" />
          </output>
        ) : null}
      </p>
    </div>
  );
}
