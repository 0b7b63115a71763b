// When how much of a product can be promised: the levels of each warehouse, the days ahead as a picture with its table
// beside, what each channel may sell, and the goods that are expected; and what a unit costs.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { SkuPromise } from '../../../../shared/contract/carts';
import { Age } from '../list/age';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import styles from '../office.module.css';
import type { OfficeApi } from '../office-api';
import { LotsPanel, type LotsPanelApi } from '../lots/lots-panel';
import { ExpectedGoods } from './expected-goods';
import own from './promise.module.css';
import { type CostApi, UnitCosts } from './unit-costs';
import { PromiseChart, type PromiseDays } from './promise-chart';

type Api = Pick<OfficeApi, 'skuPromise' | 'supplies' | 'saveSupplies'> & CostApi & LotsPanelApi;
const daysShown = 30;
const askEveryMs = 15_000;
const levels = ['onHand', 'allocated', 'held', 'free'] as const;
const marks = ['promisable', 'projected', 'expected', 'promised'] as const;

export function PromisePage({ api, sku, onBack }: { api: Api; sku: string; onBack: () => void }): ReactNode {
  const intl = useIntl();
  const [warehouseId, setWarehouseId] = useState('');
  const load = useCallback(() => api.skuPromise(sku, daysShown), [api, sku]);
  const { answer, last, asOfMs, askAgain } = useAnswer(load, askEveryMs);
  const rows = last?.rows.filter((row) => warehouseId === '' || row.warehouseId === warehouseId) ?? [];
  const days = together(rows);
  const shown = days.filter(
    (day, at) =>
      at === 0 || day.expected > 0 || day.promised > 0 || day.promisable !== days[at - 1]?.promisable,
  );
  return (
    <section className={styles.page}>
      <button type="button" onClick={onBack}>
        <FormattedMessage id="office.promise.back" />
      </button>
      <header className={styles.pageHead}>
        <h1>
          {last?.name ?? sku} <span className={styles.count}>{sku}</span>
        </h1>
        <div className={styles.filters}>
          <label>
            <FormattedMessage id="office.stock.warehouse" />{' '}
            <select value={warehouseId} onChange={({ target }) => setWarehouseId(target.value)}>
              <option value="">{intl.formatMessage({ id: 'office.list.all' })}</option>
              {(last?.rows ?? []).map((row) => (
                <option key={row.warehouseId} value={row.warehouseId}>
                  {row.warehouseId}
                </option>
              ))}
            </select>
          </label>
        </div>
        <Age asOfMs={asOfMs} isStill={answer?.ok === false} onRefresh={askAgain} />
      </header>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <>
          <div className={own.view}>
            <div>
              <PromiseChart
                days={days}
                label={intl.formatMessage({ id: 'office.promise.chart' }, { name: last.name })}
              />
              <Legend />
              <Levels promise={last} />
            </div>
            <div className={styles.scroll}>
              <table className={styles.grid}>
                <caption className={styles.empty}>
                  <FormattedMessage id="office.promise.table" />
                </caption>
                <thead>
                  <tr>
                    <th scope="col">
                      <FormattedMessage id="office.promise.day" />
                    </th>
                    {(['expected', 'promised', 'projected', 'promisable'] as const).map((name) => (
                      <th key={name} scope="col" className={styles.numeric}>
                        <FormattedMessage id={`office.promise.${name}`} />
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {shown.map((day) => (
                    <tr key={day.on}>
                      <th scope="row">
                        <FormattedDate value={day.on} day="numeric" month="short" timeZone="UTC" />
                      </th>
                      {(['expected', 'promised', 'projected', 'promisable'] as const).map((name) => (
                        <td key={name} className={styles.numeric}>
                          <FormattedNumber value={day[name]} />
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </div>
          <ExpectedGoods
            api={api}
            sku={sku}
            warehouseIds={last.rows.map((row) => row.warehouseId)}
            today={last.today}
            onSaved={askAgain}
          />
          <LotsPanel api={api} sku={sku} />
          <UnitCosts api={api} sku={sku} today={last.today} />
        </>
      ) : null}
    </section>
  );
}

function Legend(): ReactNode {
  return (
    <ul className={own.legend}>
      {marks.map((mark) => (
        <li key={mark}>
          <svg viewBox="0 0 28 16" aria-hidden="true" className={own.mark}>
            {mark === 'promisable' ? (
              <rect className={own.promisable} x="2" y="3" width="24" height="10" />
            ) : null}
            {mark === 'projected' ? <path className={own.projected} d="M0,8H28" /> : null}
            {mark === 'expected' ? <path className={own.expected} d="M14,2l-7,12h14Z" /> : null}
            {mark === 'promised' ? <path className={own.promised} d="M14,14l-7,-12h14Z" /> : null}
          </svg>
          <FormattedMessage id={`office.promise.${mark}`} />
        </li>
      ))}
    </ul>
  );
}

function Levels({ promise }: { promise: SkuPromise }): ReactNode {
  return (
    <div className={styles.scroll}>
      <table className={styles.grid}>
        <thead>
          <tr>
            <th scope="col">
              <FormattedMessage id="office.stock.warehouse" />
            </th>
            {levels.map((name) => (
              <th key={name} scope="col" className={styles.numeric}>
                <FormattedMessage id={`office.promise.${name}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {promise.rows.map((row) => (
            <tr key={row.warehouseId}>
              <th scope="row">{row.warehouseId}</th>
              {levels.map((name) => (
                <td key={name} className={styles.numeric}>
                  <FormattedNumber value={row[name]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <FormattedMessage id="office.promise.waiting" values={{ units: promise.waiting }} />
      </p>
      <ul>
        {promise.channels.map(({ channelId, name, units, aheadDays }) => (
          <li key={channelId}>
            <FormattedMessage id="office.promise.channel" values={{ name, units, days: aheadDays }} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The days of several warehouses as one: each promises for itself, so what may be promised is their sum. */
function together(rows: SkuPromise['rows']): PromiseDays {
  const [first, ...others] = rows;
  return (first?.days ?? []).map((day, at) =>
    others.reduce((sum, { days }) => {
      const other = days[at];
      return other
        ? {
            on: sum.on,
            expected: sum.expected + other.expected,
            promised: sum.promised + other.promised,
            projected: sum.projected + other.projected,
            promisable: sum.promisable + other.promisable,
          }
        : sum;
    }, day),
  );
}
