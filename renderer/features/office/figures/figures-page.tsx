// The figures of the company: some days beside the days before, for all or for a channel, country or warehouse. Nothing is kept
// on the page: every number is head office's, and opens the events it is the sum of.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { measureNames } from '../../../../shared/domain/figures/measures';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { Answer, OfficeApi } from '../office-api';
import type { OfficePageProps } from '../office-place';
import type { Figures } from '../../../../shared/contract/figures';
import { BehindPart } from './behind-part';
import type { FigureFilter } from './figures-api';
import styles from './figures.module.css';
import { type Asked, Panel } from './panel';
import { partName } from './part-name';
import { comparedWith, type Comparison, comparisons, isSpan, type Span, spanNames, spanOf } from './span';
import { RatesPanel, StepsPanel } from './steps-panel';

export type FiguresApi = Pick<OfficeApi, 'figures' | 'figureRows' | 'eventsBehind'>;
export type Look = { span: Span; filter: FigureFilter };

const askEveryMs = 15_000;
const filters = ['channel', 'country', 'warehouse'] as const;
const today = (): string => {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};

export function FiguresPage({ api, open }: Pick<OfficePageProps, 'open'> & { api: FiguresApi }): ReactNode {
  const intl = useIntl();
  const [span, setSpan] = useState<Span>(() => spanOf('month', today()));
  const [comparison, setComparison] = useState<Comparison>('before');
  const [filter, setFilter] = useState<FigureFilter>({});
  const [asked, setAsked] = useState<Asked | null>(null);
  const load = useCallback(
    () => askBoth(api, span, comparedWith(span, comparison), filter),
    [api, span, comparison, filter],
  );
  const { answer, last, askAgain } = useAnswer(load, askEveryMs);
  const everything = useCallback(() => api.figures(span, {}), [api, span]);
  const choices = useAnswer(everything).last;
  return (
    <div className={styles.page}>
      <header className={styles.row}>
        <h1>
          <FormattedMessage id="office.figures.title" />
        </h1>
        {spanNames.map((name) => {
          const own = spanOf(name, today());
          return (
            <button
              key={name}
              type="button"
              aria-pressed={own.from === span.from && own.to === span.to}
              onClick={() => setSpan(own)}
            >
              <FormattedMessage id={`office.figures.span.${name}`} />
            </button>
          );
        })}
        <Days span={span} onSpan={setSpan} />
        <label className={styles.field}>
          <FormattedMessage id="office.figures.compare" />
          <select value={comparison} onChange={({ target }) => setComparison(target.value as Comparison)}>
            {comparisons.map((each) => (
              <option key={each} value={each}>
                {intl.formatMessage({ id: `office.figures.compare.${each}` })}
              </option>
            ))}
          </select>
        </label>
        {filters.map((each) => (
          <label key={each} className={styles.field}>
            <FormattedMessage id={`office.figures.by.${each}`} />
            <select
              value={filter[each] ?? ''}
              onChange={({ target: { value } }) => {
                const { [each]: _left, ...rest } = filter;
                setFilter(value === '' ? rest : { ...rest, [each]: value });
              }}
            >
              <option value="">{intl.formatMessage({ id: 'office.figures.all' })}</option>
              {namesOf(choices, each).map((name) => (
                <option key={name} value={name}>
                  {partName(intl, 'ordered', each, name)}
                </option>
              ))}
            </select>
          </label>
        ))}
      </header>
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
              .filter((measure) => measure !== 'stepped' && measure !== 'worked')
              .map((measure) => (
                <Panel
                  key={measure}
                  api={api}
                  measure={measure}
                  figures={last.now}
                  before={last.before}
                  look={{ span, filter }}
                  onBehind={setAsked}
                />
              ))}
          </div>
        </>
      ) : null}
      {asked && last ? (
        <BehindPart
          key={JSON.stringify(asked)}
          api={api}
          asked={asked}
          look={{ span, filter }}
          currency={last.now.currency}
          onClose={() => setAsked(null)}
          open={open}
        />
      ) : null}
    </div>
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

/** Names that something happened under in these days. */
function namesOf(figures: Figures | null, dimension: (typeof filters)[number]): string[] {
  if (!figures) return [];
  const names = measureNames.flatMap((measure) =>
    figures.measures[measure].by[dimension].map(({ name }) => name),
  );
  return [...new Set(names)].filter((name) => name !== '' && name !== '…').toSorted();
}

/** Half a day written is no day yet: what is shown changes once both are whole and in order. */
function Days({ span, onSpan }: { span: Span; onSpan: (span: Span) => void }): ReactNode {
  const [draft, setDraft] = useState<Span | null>(null);
  const shown = draft ?? span;
  const change = (next: Span): void => {
    setDraft(isSpan(next) ? null : next);
    if (isSpan(next)) onSpan(next);
  };
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className={styles.field}>
          <FormattedMessage id={`office.figures.${end}`} />
          <input
            type="date"
            value={shown[end]}
            aria-invalid={!isSpan(shown)}
            onChange={({ target: { value } }) => change({ ...shown, [end]: value })}
          />
        </label>
      ))}
    </>
  );
}
