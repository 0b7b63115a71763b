// Stock at what it stands in the books, how long it lasts and how often it is turned over; products by value and evenness. Every
// number opens the products behind it.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { GoodsFigures } from '../../../../shared/contract/night-figures';
import type { OfficePageProps } from '../office-place';
import { BarChart } from './bar-chart';
import { FigureTable } from './figure-table';
import type { FiguresApi } from './figures-page';
import styles from './figures.module.css';
import { NightDashboard } from './night-dashboard';
import { Change, moneyInWords, Rounded } from './measure-value';
import { type AskedProducts, ProductsPart } from './products-part';

export function GoodsDashboard({ api, open }: { api: FiguresApi; open: OfficePageProps['open'] }): ReactNode {
  const [asked, setAsked] = useState<AskedProducts | null>(null);
  return (
    <NightDashboard api={api} load={api.goodsFigures}>
      {(goods) => (
        <>
          <div className={styles.panels}>
            <StockPanel goods={goods} onAsk={setAsked} />
            <ClassesPanel goods={goods} onAsk={setAsked} />
          </div>
          {asked ? (
            <ProductsPart
              key={JSON.stringify(asked)}
              api={api}
              asked={asked}
              currency={goods.currency}
              onClose={() => setAsked(null)}
              open={open}
            />
          ) : null}
        </>
      )}
    </NightDashboard>
  );
}

function StockPanel({
  goods: { stock, currency, coverDays },
  onAsk,
}: {
  goods: GoodsFigures;
  onAsk: (asked: AskedProducts) => void;
}): ReactNode {
  const intl = useIntl();
  const monthOf = (month: string): string =>
    intl.formatDate(`${month}-01`, { timeZone: 'UTC', month: 'short', year: '2-digit' });
  const yearAgo = stock?.months.at(-13)?.valueMinor ?? null;
  return (
    <section className={styles.panel} aria-labelledby="figures-stock">
      <h2 id="figures-stock">
        <FormattedMessage id="office.figures.stock-value" />
      </h2>
      {stock === null ? (
        <p role="note">
          <FormattedMessage id="office.figures.books-closed" />
        </p>
      ) : (
        <>
          <p className={styles.sum}>
            <strong>{moneyInWords(intl, stock.valueMinor, currency)}</strong>
            <span className={styles.quiet}>
              <Change now={stock.valueMinor} before={yearAgo === 0 ? null : yearAgo} />
            </span>
          </p>
          <p>
            <FormattedMessage
              id="office.figures.cover-and-turns"
              values={{
                cover: <Rounded value={coverDays} />,
                turns: <Rounded value={stock.turns} />,
                before: <Rounded value={stock.turnsBefore} />,
              }}
            />
          </p>
          <FigureTable
            rows={stock.warehouses}
            rowKey={({ warehouseId }) => warehouseId}
            columns={[
              { heading: 'by.warehouse', cell: ({ warehouseId }) => warehouseId },
              { heading: 'units', cell: ({ units }) => <FormattedNumber value={units} /> },
              { heading: 'amount', cell: ({ valueMinor }) => moneyInWords(intl, valueMinor, currency) },
              {
                heading: 'products',
                cell: ({ warehouseId }) => (
                  <button
                    type="button"
                    aria-label={intl.formatMessage({ id: 'office.figures.behind-one' }, { row: warehouseId })}
                    onClick={() => onAsk({ warehouse: warehouseId })}
                  >
                    →
                  </button>
                ),
              },
            ]}
          />
          <BarChart
            title={intl.formatMessage({ id: 'office.figures.stock-value' })}
            bars={stock.months.slice(-13).map(({ month, valueMinor }, place) => ({
              key: month,
              label: monthOf(month),
              value: valueMinor,
              text: moneyInWords(intl, valueMinor, currency),
              before: stock.months[place]?.valueMinor ?? null,
            }))}
          />
          <FigureTable
            rows={stock.months.slice(-13)}
            rowKey={({ month }) => month}
            columns={[
              { heading: 'by.time', cell: ({ month }) => monthOf(month) },
              { heading: 'at-its-end', cell: ({ valueMinor }) => moneyInWords(intl, valueMinor, currency) },
              { heading: 'goods-sold', cell: ({ costMinor }) => moneyInWords(intl, costMinor, currency) },
            ]}
          />
        </>
      )}
    </section>
  );
}

function ClassesPanel({
  goods: { classes, currency },
  onAsk,
}: {
  goods: GoodsFigures;
  onAsk: (asked: AskedProducts) => void;
}): ReactNode {
  const intl = useIntl();
  return (
    <section className={styles.panel} aria-labelledby="figures-classes">
      <h2 id="figures-classes">
        <FormattedMessage id="office.figures.classes" />
      </h2>
      <p className={styles.quiet}>
        <FormattedMessage id="office.figures.classes-are" />
      </p>
      <BarChart
        title={intl.formatMessage({ id: 'office.figures.classes' })}
        bars={classes.map(({ abc, xyz, soldMinor }) => ({
          key: `${abc}${xyz}`,
          label: `${abc}${xyz}`,
          value: soldMinor,
          text: moneyInWords(intl, soldMinor, currency),
        }))}
      />
      <FigureTable
        rows={classes}
        rowKey={({ abc, xyz }) => `${abc}${xyz}`}
        columns={[
          { heading: 'class', cell: ({ abc, xyz }) => `${abc}${xyz}` },
          { heading: 'products', cell: ({ products }) => <FormattedNumber value={products} /> },
          { heading: 'goods-sold', cell: ({ soldMinor }) => moneyInWords(intl, soldMinor, currency) },
          { heading: 'stock', cell: ({ valueMinor }) => moneyInWords(intl, valueMinor, currency) },
          { heading: 'cover-days', cell: ({ coverDays }) => <Rounded value={coverDays} /> },
          { heading: 'turns', cell: ({ turns }) => <Rounded value={turns} /> },
          {
            heading: 'behind-products',
            cell: ({ abc, xyz }) => (
              <button
                type="button"
                aria-label={intl.formatMessage({ id: 'office.figures.behind-one' }, { row: `${abc}${xyz}` })}
                onClick={() => onAsk({ abc, xyz })}
              >
                →
              </button>
            ),
          },
        ]}
      />
    </section>
  );
}
