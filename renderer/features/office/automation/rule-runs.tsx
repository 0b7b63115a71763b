// What rules did, newest first, each with the way to its order.
import { type ReactNode, useCallback } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import office from '../office.module.css';
import type { OfficeApi } from '../office-api';

const shownRows = 50;
const askEveryMs = 15_000;

export function RuleRuns({ api, onOpen }: { api: OfficeApi; onOpen: (orderId: string) => void }): ReactNode {
  const load = useCallback(() => api.ruleRuns({ limit: shownRows }), [api]);
  const { answer, last, askAgain } = useAnswer(load, askEveryMs);
  return (
    <section aria-labelledby="runs">
      <h2 id="runs">
        <FormattedMessage id="office.automation.runs" />
      </h2>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last?.rows.length === 0 ? (
        <p className={office.empty}>
          <FormattedMessage id="office.automation.no-runs" />
        </p>
      ) : null}
      <ol className={office.timeline}>
        {(last?.rows ?? []).map((row) => (
          <li key={`${row.at} ${row.orderId} ${row.rule}`}>
            <time dateTime={row.at}>
              <FormattedDate value={row.at} dateStyle="short" timeStyle="medium" />
            </time>{' '}
            <strong>{row.rule}</strong> (<FormattedMessage id={`automation.trigger.${row.on}`} />){' '}
            <button type="button" onClick={() => onOpen(row.orderId)}>
              {row.number}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
