// What a customer is worth: sums, spending by month as bars with the same numbers beside them, and the fifths that their
// segment comes from, with their limits.
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { CustomerPage } from '../../../../shared/contract/customers';
import { formatMoney } from '../../../app/formatters';
import { Price } from '../list/price';
import office from '../office.module.css';
import { ReturnRate } from './customer-marks';
import styles from './customers.module.css';

const chart = { width: 480, height: 160, gap: 4 };

export function CustomerValuePanel({ page }: { page: CustomerPage }): ReactNode {
  const { value, currency, months } = page;
  return (
    <section aria-labelledby="value">
      <h2 id="value">
        <FormattedMessage id="office.customers.value" />
      </h2>
      <dl className={office.facts}>
        <dt>
          <FormattedMessage id="office.customers.orders" />
        </dt>
        <dd>
          <FormattedNumber value={value.orders} />
        </dd>
        <dt>
          <FormattedMessage id="office.customers.money" />
        </dt>
        <dd>
          <Price amountMinor={value.moneyMinor} currency={currency} />
          {value.unratedOrders > 0 ? (
            <>
              {' '}
              <FormattedMessage id="office.customers.unrated" values={{ orders: value.unratedOrders }} />
            </>
          ) : null}
        </dd>
        <dt>
          <FormattedMessage id="office.customers.margin" />
        </dt>
        <dd>
          <Price amountMinor={value.marginMinor} currency={currency} />{' '}
          <FormattedMessage
            id="office.customers.margin-of"
            values={{ known: value.marginOrders, orders: value.orders }}
          />
        </dd>
        <dt>
          <FormattedMessage id="office.customers.returned" />
        </dt>
        <dd>
          <ReturnRate shipped={value.shippedUnits} returned={value.returnedUnits} />
        </dd>
        <dt>
          <FormattedMessage id="office.customers.last" />
        </dt>
        <dd>{value.lastOrderAt ? <FormattedDate value={value.lastOrderAt} dateStyle="long" /> : '–'}</dd>
      </dl>
      {months.length > 0 ? (
        <div className={styles.chartRow}>
          <MonthBars months={months} currency={currency} />
          <div className={styles.months}>
            <table className={office.grid}>
              <thead>
                <tr>
                  {['month', 'orders', 'money'].map((name) => (
                    <th key={name} scope="col">
                      <FormattedMessage id={`office.customers.${name}`} />
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {months.map(({ month, orders, moneyMinor }) => (
                  <tr key={month}>
                    <th scope="row">
                      <FormattedDate
                        value={`${month}-01T00:00:00Z`}
                        year="numeric"
                        month="short"
                        timeZone="UTC"
                      />
                    </th>
                    <td className={office.numeric}>
                      <FormattedNumber value={orders} />
                    </td>
                    <td className={office.numeric}>
                      <Price amountMinor={moneyMinor} currency={currency} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      ) : null}
      <Fifths page={page} />
    </section>
  );
}

/** The table beside it has the numbers; the picture shows how they compare. */
function MonthBars({ months, currency }: Pick<CustomerPage, 'months' | 'currency'>): ReactNode {
  const intl = useIntl();
  const most = Math.max(1, ...months.map(({ moneyMinor }) => moneyMinor));
  const width = chart.width / months.length;
  const label = intl.formatMessage(
    { id: 'office.customers.chart' },
    { months: months.length, most: formatMoney(intl, { amountMinor: most, currency }) },
  );
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 ${chart.width} ${chart.height}`}
      role="img"
      aria-label={label}
    >
      <line x1={0} x2={chart.width} y1={chart.height - 1} y2={chart.height - 1} />
      {months.map(({ month, moneyMinor }, index) => {
        const height = (Math.max(0, moneyMinor) / most) * (chart.height - 8);
        return (
          <rect
            key={month}
            x={index * width + chart.gap / 2}
            y={chart.height - 1 - height}
            width={Math.max(2, Math.min(48, width - chart.gap))}
            height={height}
          />
        );
      })}
    </svg>
  );
}

function Fifths({ page: { scale, scores, currency } }: { page: CustomerPage }): ReactNode {
  if (!scale || !scores) return null;
  const rows = [
    {
      name: 'recency',
      score: scores.r,
      limits: scale.recency.map((at) => <FormattedDate key={at} value={at} dateStyle="short" />),
    },
    {
      name: 'frequency',
      score: scores.f,
      limits: scale.frequency.map((orders) => <FormattedNumber key={orders} value={orders} />),
    },
    {
      name: 'monetary',
      score: scores.m,
      limits: scale.money.map((minor) => <Price key={minor} amountMinor={minor} currency={currency} />),
    },
  ];
  return (
    <details>
      <summary>
        <FormattedMessage
          id="office.customers.fifths"
          values={{
            scores: rows.map(({ score }) => score).join(' · '),
            customers: scale.customers,
            at: <FormattedDate value={scale.at} dateStyle="medium" timeStyle="short" />,
          }}
        />
      </summary>
      <table className={office.grid}>
        <thead>
          <tr>
            <th scope="col">
              <FormattedMessage id="office.customers.measure" />
            </th>
            <th scope="col">
              <FormattedMessage id="office.customers.score" />
            </th>
            {[20, 40, 60, 80].map((percent) => (
              <th key={percent} scope="col">
                <FormattedNumber value={percent / 100} style="percent" />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, score, limits }) => (
            <tr key={name}>
              <th scope="row">
                <FormattedMessage id={`office.customers.${name}`} />
              </th>
              <td className={office.numeric}>{score}</td>
              {limits.map((limit, index) => (
                <td key={`${name} ${String(index)}`} className={office.numeric}>
                  {limit}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
