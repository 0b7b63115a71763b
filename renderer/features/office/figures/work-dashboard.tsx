// Orders, work, times and returns of some days beside those they are compared with, measure by measure.
import { type ReactNode, useCallback } from 'react';
import { FormattedMessage } from 'react-intl';
import type { Figures } from '../../../../shared/contract/figures';
import { measureNames } from '../../../../shared/domain/figures/measures';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { Answer } from '../office-api';
import type { FigureFilter } from './figures-api';
import type { FiguresApi, Look } from './figures-page';
import styles from './figures.module.css';
import { type Asked, Panel } from './panel';
import type { Span } from '../../../../shared/domain/figures/span';
import { RatesPanel, StepsPanel } from './steps-panel';

const askEveryMs = 15_000;
/** Told in panels of their own, or on another dashboard. */
const elsewhere: ReadonlySet<string> = new Set(['stepped', 'worked', 'handled', 'served']);

export function WorkDashboard({
  api,
  look,
  other,
  onBehind,
}: {
  api: FiguresApi;
  look: Look;
  other: Span | null;
  onBehind: (asked: Asked, currency: string | null) => void;
}): ReactNode {
  const { span, filter } = look;
  const load = useCallback(() => askBoth(api, span, other, filter), [api, span, other, filter]);
  const { answer, last, askAgain } = useAnswer(load, askEveryMs);
  return (
    <>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <>
          {last.now.behind > 0 ? (
            <output>
              <FormattedMessage id="office.figures.counting" values={{ events: last.now.behind }} />
            </output>
          ) : null}
          <div className={styles.panels}>
            <RatesPanel figures={last.now} before={last.before} />
            <StepsPanel figures={last.now} before={last.before} />
            {measureNames
              .filter((measure) => !elsewhere.has(measure))
              .map((measure) => (
                <Panel
                  key={measure}
                  api={api}
                  measure={measure}
                  figures={last.now}
                  before={last.before}
                  look={look}
                  onBehind={(asked) => onBehind(asked, last.now.currency)}
                />
              ))}
          </div>
        </>
      ) : null}
    </>
  );
}

async function askBoth(
  api: FiguresApi,
  span: Span,
  other: Span | null,
  filter: FigureFilter,
): Promise<Answer<{ now: Figures; before: Figures | null }>> {
  const [now, before] = await Promise.all([
    api.figures(span, filter),
    other ? api.figures(other, filter) : Promise.resolve(null),
  ]);
  if (!now.ok) return now;
  if (before && !before.ok) return before;
  return { ok: true, value: { now: now.value, before: before?.value ?? null } };
}
