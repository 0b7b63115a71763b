// What customers are worth by segment, and how many come again by the month of their first order. Every number opens the
// customers behind it.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { CustomerFigures } from '../../../../shared/contract/night-figures';
import { Dialog } from '../../../ui/dialog';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficePageProps } from '../office-place';
import { BarChart } from './bar-chart';
import { cohortRows } from './cohort-rows';
import { FigureTable } from './figure-table';
import type { FiguresApi } from './figures-page';
import styles from './figures.module.css';
import { NightDashboard } from './night-dashboard';
import { moneyInWords } from './measure-value';

type Members = { segment?: string; firstMonth?: string; month?: string };

export function CustomersDashboard({
  api,
  open,
}: {
  api: FiguresApi;
  open: OfficePageProps['open'];
}): ReactNode {
  const intl = useIntl();
  const [asked, setAsked] = useState<Members | null>(null);
  const segmentOf = (segment: string | null): string =>
    intl.formatMessage({
      id: segment === null ? 'office.figures.unknown' : `office.customers.segment.${segment}`,
    });
  return (
    <NightDashboard api={api} load={api.customerFigures}>
      {(told) => (
        <>
          <div className={styles.panels}>
            <section className={styles.panel} aria-labelledby="figures-segments">
              <h2 id="figures-segments">
                <FormattedMessage id="office.figures.segments" />
              </h2>
              <BarChart
                title={intl.formatMessage({ id: 'office.figures.segments' })}
                bars={told.segments.map(({ segment, moneyMinor }) => ({
                  key: segment ?? '',
                  label: segmentOf(segment),
                  value: moneyMinor,
                  text: moneyInWords(intl, moneyMinor, told.currency),
                }))}
              />
              <FigureTable
                rows={told.segments}
                rowKey={({ segment }) => segment ?? ''}
                columns={[
                  { heading: 'segment', cell: ({ segment }) => segmentOf(segment) },
                  { heading: 'customers', cell: ({ customers }) => <FormattedNumber value={customers} /> },
                  { heading: 'orders', cell: ({ orders }) => <FormattedNumber value={orders} /> },
                  {
                    heading: 'amount',
                    cell: ({ moneyMinor }) => moneyInWords(intl, moneyMinor, told.currency),
                  },
                  {
                    heading: 'a-customer',
                    cell: ({ moneyMinor, customers }) =>
                      moneyInWords(intl, customers > 0 ? moneyMinor / customers : null, told.currency),
                  },
                  {
                    heading: 'behind-customers',
                    cell: ({ segment }) => (
                      <button
                        type="button"
                        aria-label={intl.formatMessage(
                          { id: 'office.figures.behind-one' },
                          { row: segmentOf(segment) },
                        )}
                        onClick={() => setAsked({ segment: segment ?? '' })}
                      >
                        →
                      </button>
                    ),
                  },
                ]}
              />
            </section>
            <CohortsPanel customers={told} onAsk={setAsked} />
          </div>
          {asked ? (
            <MembersPart
              key={JSON.stringify(asked)}
              api={api}
              asked={asked}
              currency={told.currency}
              onClose={() => setAsked(null)}
              open={open}
            />
          ) : null}
        </>
      )}
    </NightDashboard>
  );
}

function CohortsPanel({
  customers: { cohorts, currency },
  onAsk,
}: {
  customers: CustomerFigures;
  onAsk: (asked: Members) => void;
}): ReactNode {
  const intl = useIntl();
  const monthOf = (month: string): string =>
    intl.formatDate(`${month}-01`, { timeZone: 'UTC', month: 'short', year: '2-digit' });
  const rows = cohortRows(cohorts);
  const most = Math.max(0, ...rows.map(({ months }) => months.length));
  return (
    <section className={styles.panel} aria-labelledby="figures-cohorts">
      <h2 id="figures-cohorts">
        <FormattedMessage id="office.figures.cohorts" />
      </h2>
      <BarChart
        title={intl.formatMessage({ id: 'office.figures.cohorts' })}
        bars={rows.map(({ firstMonth, customers }) => ({
          key: firstMonth,
          label: monthOf(firstMonth),
          value: customers,
          text: intl.formatNumber(customers),
        }))}
      />
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">
                <FormattedMessage id="office.figures.first-month" />
              </th>
              <th scope="col">
                <FormattedMessage id="office.figures.customers" />
              </th>
              <th scope="col">
                <FormattedMessage id="office.figures.a-customer" />
              </th>
              {Array.from({ length: most }, (_, at) => (
                <th key={at} scope="col">
                  <FormattedMessage id="office.figures.month-after" values={{ month: at }} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ firstMonth, customers, moneyMinor, months }) => (
              <tr key={firstMonth}>
                <th scope="row">{monthOf(firstMonth)}</th>
                <td>{intl.formatNumber(customers)}</td>
                <td>{moneyInWords(intl, customers > 0 ? moneyMinor / customers : null, currency)}</td>
                {Array.from({ length: most }, (_, at) => {
                  const cell = months[at];
                  return (
                    <td key={at}>
                      {cell ? (
                        <button
                          type="button"
                          aria-label={intl.formatMessage(
                            { id: 'office.figures.cohort-cell' },
                            {
                              first: monthOf(firstMonth),
                              month: monthOf(cell.month),
                              customers: cell.customers,
                            },
                          )}
                          onClick={() => onAsk({ firstMonth, month: cell.month })}
                        >
                          {intl.formatNumber(cell.customers / customers, {
                            style: 'percent',
                            maximumFractionDigits: 0,
                          })}
                        </button>
                      ) : null}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function MembersPart({
  api,
  asked,
  currency,
  onClose,
  open,
}: {
  api: FiguresApi;
  asked: Members;
  currency: string | null;
  onClose: () => void;
  open: OfficePageProps['open'];
}): ReactNode {
  const intl = useIntl();
  const load = useCallback(() => api.cohortMembers(asked), [api, asked]);
  const { answer, last, askAgain } = useAnswer(load);
  return (
    <Dialog isOpen onClose={onClose} title={intl.formatMessage({ id: 'office.figures.members' })}>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <FigureTable
          rows={last.rows}
          rowKey={({ customerId }) => customerId}
          columns={[
            {
              heading: 'customer',
              cell: ({ customerId, name }) => (
                <button type="button" onClick={() => open('customers', customerId)}>
                  {name}
                </button>
              ),
            },
            { heading: 'orders', cell: ({ orders }) => <FormattedNumber value={orders} /> },
            { heading: 'amount', cell: ({ moneyMinor }) => moneyInWords(intl, moneyMinor, currency) },
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
