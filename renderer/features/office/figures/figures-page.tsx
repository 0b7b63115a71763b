// The figures of the company: what is looked at, some days beside the days before, for all or for a channel, country or warehouse.
// Nothing is kept on the page: every number is head office's, and opens what it is the sum of.
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Figures } from '../../../../shared/contract/figures';
import { dashboards, type Dashboard } from '../../../../shared/domain/figures/dashboards';
import { measureNames } from '../../../../shared/domain/figures/measures';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi } from '../office-api';
import type { OfficePageProps } from '../office-place';
import { BehindPart } from './behind-part';
import { CostsDashboard } from './costs-dashboard';
import { CustomersDashboard } from './customers-dashboard';
import type { FigureFilter, figuresApi } from './figures-api';
import styles from './figures.module.css';
import { ForecastsDashboard } from './forecasts-dashboard';
import { GoodsDashboard } from './goods-dashboard';
import type { Asked } from './panel';
import { partName } from './part-name';
import {
  comparedWith,
  type Comparison,
  comparisons,
  isSpan,
  type Span,
  spanNames,
  spanOf,
} from '../../../../shared/domain/figures/span';
import { WorkDashboard } from './work-dashboard';

export type FiguresApi = Pick<OfficeApi, keyof ReturnType<typeof figuresApi>>;
export type Look = { span: Span; filter: FigureFilter };

const filters = ['channel', 'country', 'warehouse'] as const;
const today = (): string => {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};

export function FiguresPage({ api, open }: Pick<OfficePageProps, 'open'> & { api: FiguresApi }): ReactNode {
  const intl = useIntl();
  const [dashboard, setDashboard] = useState<Dashboard>('work');
  const [span, setSpan] = useState<Span>(() => spanOf('month', today()));
  const [comparison, setComparison] = useState<Comparison>('before');
  const [filter, setFilter] = useState<FigureFilter>({});
  const [asked, setAsked] = useState<{ asked: Asked; currency: string | null } | null>(null);
  const everything = useCallback(() => api.figures(span, {}), [api, span]);
  const choices = useAnswer(everything).last;
  const look = { span, filter };
  const other = useMemo(() => comparedWith(span, comparison), [span, comparison]);
  const onBehind = (about: Asked, currency: string | null): void => setAsked({ asked: about, currency });
  return (
    <div className={styles.page}>
      <header className={styles.row}>
        <h1>
          <FormattedMessage id="office.figures.title" />
        </h1>
        <nav className={styles.row} aria-label={intl.formatMessage({ id: 'office.figures.dashboards' })}>
          {dashboards.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === dashboard}
              onClick={() => setDashboard(each)}
            >
              <FormattedMessage id={`office.figures.dashboard.${each}`} />
            </button>
          ))}
        </nav>
      </header>
      {dashboard === 'work' || dashboard === 'costs' ? (
        <div className={styles.row}>
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
        </div>
      ) : null}
      {dashboard === 'work' ? (
        <WorkDashboard api={api} look={look} other={other} onBehind={onBehind} />
      ) : null}
      {dashboard === 'costs' ? (
        <CostsDashboard api={api} look={look} other={other} onBehind={onBehind} />
      ) : null}
      {dashboard === 'goods' ? <GoodsDashboard api={api} open={open} /> : null}
      {dashboard === 'forecasts' ? <ForecastsDashboard api={api} open={open} /> : null}
      {dashboard === 'customers' ? <CustomersDashboard api={api} open={open} /> : null}
      {asked ? (
        <BehindPart
          key={JSON.stringify(asked)}
          api={api}
          asked={asked.asked}
          look={look}
          currency={asked.currency}
          onClose={() => setAsked(null)}
          open={open}
        />
      ) : null}
    </div>
  );
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
