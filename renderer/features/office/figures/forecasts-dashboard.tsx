// What forecasts said before a week came beside what came in it, the last thirteen weeks beside the thirteen before; a week opens
// the products that were furthest off.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { ForecastFigures } from '../../../../shared/contract/night-figures';
import { accuracyOf, type ForecastHit } from '../../../../shared/domain/figures/goods';
import { Dialog } from '../../../ui/dialog';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficePageProps } from '../office-place';
import { BarChart } from './bar-chart';
import { FigureTable } from './figure-table';
import type { FiguresApi } from './figures-page';
import styles from './figures.module.css';
import { NightDashboard } from './night-dashboard';
import { Change, Rounded } from './measure-value';

const comparedWeeks = 13;

type Props = { api: FiguresApi; open: OfficePageProps['open'] };

export function ForecastsDashboard({ api, open }: Props): ReactNode {
  return (
    <NightDashboard api={api} load={api.forecastFigures}>
      {(told) => <Forecasts api={api} open={open} told={told} />}
    </NightDashboard>
  );
}

function Forecasts({ api, open, told }: Props & { told: ForecastFigures }): ReactNode {
  const intl = useIntl();
  const [week, setWeek] = useState<string | null>(null);
  const now = accuracyOf(told.weeks.slice(-comparedWeeks));
  const before = accuracyOf(told.weeks.slice(-2 * comparedWeeks, -comparedWeeks));
  const weekOf = (monday: string): string =>
    intl.formatDate(monday, { timeZone: 'UTC', day: 'numeric', month: 'short', year: '2-digit' });
  const share = (value: number | undefined): string =>
    value === undefined ? '–' : intl.formatNumber(value, { style: 'percent', maximumFractionDigits: 1 });
  const off = (hit: ForecastHit): string => share(accuracyOf([hit])?.off);
  return (
    <>
      <div className={styles.panels}>
        <section className={styles.panel} aria-labelledby="figures-forecasts">
          <h2 id="figures-forecasts">
            <FormattedMessage id="office.figures.forecasts-off" />
          </h2>
          <p className={styles.sum}>
            <strong>{share(now?.off)}</strong>
            <span className={styles.quiet}>
              {now ? <Change now={now.off} before={before?.off ?? null} /> : null}
            </span>
          </p>
          <p>
            <FormattedMessage id="office.figures.too-much" values={{ share: share(now?.tooMuch) }} />
          </p>
          <BarChart
            title={intl.formatMessage({ id: 'office.figures.forecasts-off' })}
            bars={told.weeks.map((hit) => ({
              key: hit.week,
              label: weekOf(hit.week),
              value: accuracyOf([hit])?.off ?? null,
              text: off(hit),
            }))}
          />
          <FigureTable
            rows={told.weeks.toReversed()}
            rowKey={(hit) => hit.week}
            columns={[
              { heading: 'week', cell: (hit) => weekOf(hit.week) },
              { heading: 'said', cell: ({ said }) => <Rounded value={said} /> },
              { heading: 'came', cell: ({ came }) => <Rounded value={came} /> },
              { heading: 'off', cell: off },
              {
                heading: 'behind-products',
                cell: (hit) => (
                  <button
                    type="button"
                    aria-label={intl.formatMessage(
                      { id: 'office.figures.behind-one' },
                      { row: weekOf(hit.week) },
                    )}
                    onClick={() => setWeek(hit.week)}
                  >
                    →
                  </button>
                ),
              },
            ]}
          />
        </section>
        <section className={styles.panel} aria-labelledby="figures-forecast-classes">
          <h2 id="figures-forecast-classes">
            <FormattedMessage id="office.figures.by-class" />
          </h2>
          <FigureTable
            rows={told.classes}
            rowKey={({ abc }) => abc}
            columns={[
              { heading: 'class', cell: ({ abc }) => abc },
              { heading: 'count', cell: ({ items }) => <FormattedNumber value={items} /> },
              { heading: 'said', cell: ({ said }) => <Rounded value={said} /> },
              { heading: 'came', cell: ({ came }) => <Rounded value={came} /> },
              { heading: 'off', cell: off },
            ]}
          />
        </section>
      </div>
      {week === null ? null : (
        <WeekPart key={week} api={api} week={week} onClose={() => setWeek(null)} open={open} />
      )}
    </>
  );
}

function WeekPart({
  api,
  week,
  onClose,
  open,
}: {
  api: FiguresApi;
  week: string;
  onClose: () => void;
  open: OfficePageProps['open'];
}): ReactNode {
  const intl = useIntl();
  const load = useCallback(() => api.forecastItems({ week }), [api, week]);
  const { answer, last, askAgain } = useAnswer(load);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={intl.formatMessage(
        { id: 'office.figures.week-of' },
        { day: intl.formatDate(week, { timeZone: 'UTC', dateStyle: 'medium' }) },
      )}
    >
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <FigureTable
          rows={last.rows}
          rowKey={({ sku }) => sku}
          columns={[
            {
              heading: 'product',
              cell: ({ sku, name }) => (
                <button type="button" onClick={() => open('demand', sku)}>
                  {name ?? sku}
                </button>
              ),
            },
            { heading: 'said', cell: ({ said }) => <Rounded value={said} /> },
            { heading: 'overridden', cell: ({ overridden }) => <Rounded value={overridden} /> },
            { heading: 'came', cell: ({ came }) => <Rounded value={came} /> },
          ]}
        />
      ) : (
        <output>
          <FormattedMessage id="office.figures.looking" />
        </output>
      )}
    </Dialog>
  );
}
