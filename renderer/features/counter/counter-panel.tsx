// A sale over the counter, large enough to read from the scanner: what it costs line by line, the tax within it, what the quota
// leaves; then what one costs that nobody has told a price of, and how it is paid.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import { countedOf, linesOf } from '../../../shared/domain/packing/bench-counter';
import type { Aside } from '../../../shared/domain/packing/session';
import { type PricedSale, priceSale } from '../../../shared/domain/stock/counter-sale';
import { sellable } from '../../../shared/domain/stock/quota';
import { formatMoney } from '../../app/formatters';
import { useText } from '../../app/locale';
import { useNow } from '../../app/use-now';
import type { StationRights } from '../../data/station-rights';
import styles from '../aside/aside-panel.module.css';
import type { PackingSession } from '../packing/session';
import { PayForm } from './pay-form';
import { PriceForm } from './price-form';

type Props = {
  aside: Extract<Aside, { kind: 'counter' }>;
  rights: Pick<StationRights, 'grants' | 'counter'>;
  session: Pick<PackingSession, 'store' | 'sayPrice' | 'paySale' | 'command'>;
  headOfficeMs: () => number | null;
  nameOf: (sku: string) => string;
  /** Where the receipt of the sale before stands. */
  receipt: ReactNode;
};

export function CounterPanel({ aside, rights, session, headOfficeMs, nameOf, receipt }: Props): ReactNode {
  const say = useText();
  const intl = useIntl();
  // A quota ends by the clock, whether or not anything is scanned.
  useNow(5_000);
  const said = useStore(session.store, ({ bench }) => bench.times);
  const grants = rights.grants();
  const lines = linesOf(aside.scans);
  const sale = priceSale(aside.scans, lines, aside.typed ?? [], rights.counter());
  const money = (amountMinor: number): string => formatMoney(intl, { amountMinor, currency: sale.currency });
  const skus = lines.length > 0 ? [] : [...new Set(grants.map(({ sku }) => sku))];
  const left = (sku: string, units: number): number => sellable(grants, sku, headOfficeMs()) - units;
  const total = countedOf(lines.map(({ quantity }) => quantity));
  const unpriced = sale.lines.find(({ unitPriceMinor }) => unitPriceMinor === null);
  return (
    <section className={styles.aside}>
      <header className={styles.head}>
        <h1 className={styles.title}>{say('aside.counter.title')}</h1>
        <p className={styles.total}>{say('aside.counter.total', { count: total })}</p>
      </header>
      {lines.length === 0 ? (
        <p className={styles.hint}>{say(skus.length > 0 ? 'aside.counter.empty' : 'aside.counter.none')}</p>
      ) : null}
      {lines.length > 0 ? <Sums sale={sale} money={money} /> : null}
      {aside.paying ? (
        <PayForm sale={sale} said={said} session={session} />
      ) : unpriced ? (
        <PriceForm key={unpriced.sku} line={unpriced} currency={sale.currency} session={session} />
      ) : null}
      {lines.length > 0 ? <Lines sale={sale} left={left} money={money} /> : null}
      {skus.length > 0 ? <Quotas skus={skus} left={left} nameOf={nameOf} /> : null}
      {lines.length === 0 ? receipt : null}
    </section>
  );
}

/** Above the lines: what it comes to is seen however many there are. */
function Sums({ sale, money }: { sale: PricedSale; money: (amountMinor: number) => string }): ReactNode {
  const say = useText();
  const intl = useIntl();
  return (
    <div className={styles.head}>
      <p className={styles.total} data-total={sale.totalMinor}>
        {say('counter.total', { total: money(sale.totalMinor) })}
      </p>
      {sale.taxes
        .filter(({ ppm }) => ppm > 0)
        .map(({ ppm, taxMinor }) => (
          <p key={ppm} className={styles.hint}>
            {say('counter.tax', {
              rate: intl.formatNumber(ppm / 1_000_000, { style: 'percent', maximumFractionDigits: 2 }),
              tax: money(taxMinor),
            })}
          </p>
        ))}
    </div>
  );
}

function Lines({
  sale,
  left,
  money,
}: {
  sale: PricedSale;
  left: (sku: string, units: number) => number;
  money: (amountMinor: number) => string;
}): ReactNode {
  const say = useText();
  return (
    <table className={styles.lines}>
      <thead>
        <tr>
          <th scope="col">{say('aside.counter.item')}</th>
          <th scope="col">{say('aside.counter.units')}</th>
          <th scope="col">{say('counter.each')}</th>
          <th scope="col">{say('counter.amount')}</th>
          <th scope="col">{say('aside.counter.left')}</th>
        </tr>
      </thead>
      <tbody>
        {sale.lines.map(({ sku, name, quantity, unitPriceMinor }) => (
          <tr key={sku} data-out={left(sku, quantity) <= 0 ? 'yes' : undefined}>
            <th scope="row">{name}</th>
            <td className={styles.units}>{quantity}</td>
            <td>{unitPriceMinor === null ? '–' : money(unitPriceMinor)}</td>
            <td>{unitPriceMinor === null ? '–' : money(quantity * unitPriceMinor)}</td>
            <td>{Math.max(0, left(sku, quantity))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What this bench may sell, before anything is scanned. */
function Quotas({
  skus,
  left,
  nameOf,
}: {
  skus: readonly string[];
  left: (sku: string, units: number) => number;
  nameOf: (sku: string) => string;
}): ReactNode {
  const say = useText();
  return (
    <table className={styles.lines}>
      <thead>
        <tr>
          <th scope="col">{say('aside.counter.item')}</th>
          <th scope="col">{say('aside.counter.left')}</th>
        </tr>
      </thead>
      <tbody>
        {skus.map((sku) => (
          <tr key={sku} data-out={left(sku, 0) <= 0 ? 'yes' : undefined}>
            <th scope="row">{nameOf(sku)}</th>
            <td>{Math.max(0, left(sku, 0))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
