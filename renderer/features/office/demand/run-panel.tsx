// The run that made the forecasts: begun here or by night, told of while it goes on, stopped with what it has.
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';
import type { ForecastRun } from '../../../../shared/contract/demand';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { Answer, OfficeApi, OfficeFailure } from '../office-api';
import styles from './demand.module.css';

export type RunApi = Pick<OfficeApi, 'newestForecastRun' | 'beginForecastRun' | 'stopForecastRun'>;

const askEveryMs = 1500;

export function RunPanel({ api, onEnded }: { api: RunApi; onEnded: () => void }): ReactNode {
  const load = useCallback(() => api.newestForecastRun(), [api]);
  const { last, askAgain } = useAnswer(load, askEveryMs);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const run = last?.run ?? null;
  const isRunning = run?.state === 'running';
  const wasRunning = useRef(false);
  useEffect(() => {
    if (wasRunning.current && !isRunning) onEnded();
    wasRunning.current = isRunning;
  }, [isRunning, onEnded]);
  const act = async (asked: Promise<Answer<{ run: ForecastRun | null }>>): Promise<void> => {
    const got = await asked;
    setFailure(got.ok ? null : got.failure);
    askAgain();
  };
  return (
    <div className={styles.run}>
      {failure ? <Failure failure={failure} /> : null}
      <p className={styles.row}>
        <button type="button" data-main disabled={isRunning} onClick={() => void act(api.beginForecastRun())}>
          <FormattedMessage id="office.demand.run" />
        </button>
        {run === null ? (
          <span>
            <FormattedMessage id="office.demand.never-run" />
          </span>
        ) : null}
        {run !== null && isRunning ? (
          <>
            <label>
              <FormattedMessage id="office.demand.running" values={{ done: run.done, items: run.items }} />{' '}
              <progress value={run.done} max={Math.max(1, run.items)} />
            </label>
            <button type="button" onClick={() => void act(api.stopForecastRun(run.runId))}>
              <FormattedMessage id="office.demand.stop" />
            </button>
          </>
        ) : null}
        {run !== null && !isRunning ? (
          <output>
            <FormattedMessage
              id={`office.demand.run.${run.state}`}
              values={{ done: run.done, unchanged: run.unchanged }}
            />{' '}
            <FormattedDate value={run.endedAt ?? run.startedAt} dateStyle="medium" timeStyle="short" />
          </output>
        ) : null}
      </p>
    </div>
  );
}
