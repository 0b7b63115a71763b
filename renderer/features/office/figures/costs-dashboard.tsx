// What it costs to serve an order: hands at what their hour costs, box, padding and postage, beside the time before. Every part
// opens the events it is the sum of.
import { type ReactNode, useCallback } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { ServedCostsPage } from '../../../../shared/contract/figure-costs';
import type { CostKind } from '../../../../shared/domain/figures/cost-to-serve';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import { BarChart } from './bar-chart';
import { FigureTable } from './figure-table';
import type { FiguresApi, Look } from './figures-page';
import styles from './figures.module.css';
import { LabourRatesPanel } from './labour-rates-panel';
import { Change, moneyInWords } from './measure-value';
import type { Asked } from './panel';
import { type Span, spanOfBucket } from '../../../../shared/domain/figures/span';

const behindOf: Readonly<Record<CostKind, Pick<Asked, 'measure' | 'part'>>> = {
  picking: { measure: 'handled', part: 'picked' },
  packing: { measure: 'handled', part: 'packed' },
  box: { measure: 'packaging', part: 'box' },
  padding: { measure: 'packaging', part: 'padding' },
  postage: { measure: 'postage', part: '' },
};

export function CostsDashboard({
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
  const intl = useIntl();
  const { span, filter } = look;
  const load = useCallback(() => api.servedCosts(span, filter), [api, span, filter]);
  const loadBefore = useCallback(
    async () => (other ? await api.servedCosts(other, filter) : { ok: true as const, value: null }),
    [api, other, filter],
  );
  const { answer, last, askAgain } = useAnswer(load);
  const before = useAnswer<ServedCostsPage | null>(loadBefore).last;
  if (answer && !answer.ok) return <Failure failure={answer.failure} onRetry={askAgain} />;
  if (!last)
    return (
      <output>
        <FormattedMessage id="office.figures.looking" />
      </output>
    );
  const { currency } = last;
  const dayOf = (at: string): string =>
    intl.formatDate(at, { timeZone: 'UTC', day: 'numeric', month: 'short', year: '2-digit' });
  const behind = (kind: CostKind): void => {
    const { measure, part } = behindOf[kind];
    onBehind({ measure, span, dimension: part === '' ? null : 'key', part }, currency);
  };
  const price = (amountMinor: number | null): string => moneyInWords(intl, amountMinor, currency);
  return (
    <div className={styles.panels}>
      <section className={styles.panel} aria-labelledby="figures-cost">
        <h2 id="figures-cost">
          <FormattedMessage id="office.figures.cost-to-serve" />
        </h2>
        <p className={styles.sum}>
          <strong>{price(last.perOrderMinor)}</strong>
          <span className={styles.quiet}>
            {last.perOrderMinor === null ? null : (
              <Change now={last.perOrderMinor} before={before?.perOrderMinor ?? null} />
            )}
          </span>
        </p>
        <p>
          <FormattedMessage id="office.figures.orders-served" values={{ orders: last.orders }} />
        </p>
        {last.secondsWithoutRate > 0 ? (
          <p role="note">
            <FormattedMessage id="office.figures.no-rate" />
          </p>
        ) : null}
        {filter.channel !== undefined || filter.country !== undefined ? (
          <p className={styles.quiet}>
            <FormattedMessage id="office.figures.hands-shared" />
          </p>
        ) : null}
        <FigureTable
          rows={last.rows}
          rowKey={({ kind }) => kind}
          columns={[
            {
              heading: 'cost',
              cell: ({ kind }) => <FormattedMessage id={`office.figures.cost.${kind}`} />,
            },
            { heading: 'amount', cell: ({ amountMinor }) => price(amountMinor) },
            { heading: 'per-order', cell: ({ perOrderMinor }) => price(perOrderMinor) },
            {
              heading: 'change-of-median',
              cell: ({ kind, perOrderMinor }) =>
                perOrderMinor === null ? null : (
                  <Change
                    now={perOrderMinor}
                    before={before?.rows.find((each) => each.kind === kind)?.perOrderMinor ?? null}
                  />
                ),
            },
            {
              heading: 'behind',
              cell: ({ kind }) => (
                <button
                  type="button"
                  aria-label={intl.formatMessage(
                    { id: 'office.figures.behind-row' },
                    { row: intl.formatMessage({ id: `office.figures.cost.${kind}` }) },
                  )}
                  onClick={() => behind(kind)}
                >
                  →
                </button>
              ),
            },
          ]}
        />
      </section>
      <section className={styles.panel} aria-labelledby="figures-cost-time">
        <h2 id="figures-cost-time">
          <FormattedMessage id="office.figures.cost-over-time" />
        </h2>
        <BarChart
          title={intl.formatMessage({ id: 'office.figures.cost-over-time' })}
          bars={last.series.map(({ at, perOrderMinor }, place) => ({
            key: at,
            label: dayOf(at),
            value: perOrderMinor,
            text: price(perOrderMinor),
            before: before?.series[place]?.perOrderMinor ?? null,
          }))}
        />
        <FigureTable
          rows={last.series.filter(({ orders }) => orders > 0)}
          rowKey={({ at }) => at}
          columns={[
            { heading: 'by.time', cell: ({ at }) => dayOf(at) },
            { heading: 'served', cell: ({ orders }) => <FormattedNumber value={orders} /> },
            { heading: 'per-order', cell: ({ perOrderMinor }) => price(perOrderMinor) },
            {
              heading: 'behind',
              cell: ({ at }) => (
                <button
                  type="button"
                  aria-label={intl.formatMessage({ id: 'office.figures.behind-row' }, { row: dayOf(at) })}
                  onClick={() =>
                    onBehind(
                      {
                        measure: 'served',
                        span: spanOfBucket(at, last.bucket, span),
                        dimension: 'time',
                        part: '',
                      },
                      currency,
                    )
                  }
                >
                  →
                </button>
              ),
            },
          ]}
        />
      </section>
      <LabourRatesPanel api={api} currency={currency} onSaved={askAgain} />
    </div>
  );
}
