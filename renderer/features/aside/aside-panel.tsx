// What the bench does aside from packing, large enough to read from the scanner: the sale with what the quota leaves, or
// the blind count of a bin. Nothing here says what the books expect: a counter who knows it finds it.
import { type ReactNode, useEffect } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import { countedOf, linesOf } from '../../../shared/domain/packing/bench-aside';
import type { Aside } from '../../../shared/domain/packing/session';
import { sellable } from '../../../shared/domain/stock/quota';
import { useText } from '../../app/locale';
import { useNow } from '../../app/use-now';
import type { StationRights } from '../../data/station-rights';
import type { Waiting } from '../waiting/waiting';
import styles from './aside-panel.module.css';

type Props = {
  aside: Exclude<Aside, { kind: 'tour' | 'receive' | 'move' | 'return' }>;
  rights: Pick<StationRights, 'grants'>;
  headOfficeMs: () => number | null;
  nameOf: (sku: string) => string;
  waiting: Waiting;
  /** Where the receipt of the sale before stands. */
  receipt: ReactNode;
};

const tasksShown = 6;

export function AsidePanel({ aside, ...rest }: Props): ReactNode {
  return aside.kind === 'counter' ? (
    <CounterPanel aside={aside} {...rest} />
  ) : (
    <CountPanel aside={aside} {...rest} />
  );
}

function CounterPanel({
  aside,
  rights,
  headOfficeMs,
  nameOf,
  receipt,
}: Omit<Props, 'aside'> & { aside: Extract<Aside, { kind: 'counter' }> }): ReactNode {
  const say = useText();
  // A quota ends by the clock, whether or not anything is scanned.
  useNow(5_000);
  const grants = rights.grants();
  const lines = linesOf(aside.scans);
  const inSale = new Map(lines.map((line) => [line.sku as string, line.quantity]));
  const skus = [...new Set(lines.length > 0 ? lines.map(({ sku }) => sku) : grants.map(({ sku }) => sku))];
  const rows = skus.map((sku) => {
    const units = inSale.get(sku) ?? 0;
    const name = lines.find((line) => line.sku === sku)?.name ?? nameOf(sku);
    return { sku, name, units, left: sellable(grants, sku, headOfficeMs()) - units };
  });
  const total = countedOf(lines.map(({ quantity }) => quantity));
  return (
    <section className={styles.aside}>
      <header className={styles.head}>
        <h1 className={styles.title}>{say('aside.counter.title')}</h1>
        <p className={styles.total}>{say('aside.counter.total', { count: total })}</p>
      </header>
      {lines.length === 0 ? (
        <p className={styles.hint}>{say(rows.length > 0 ? 'aside.counter.empty' : 'aside.counter.none')}</p>
      ) : null}
      {rows.length > 0 ? (
        <table className={styles.lines}>
          <thead>
            <tr>
              <th scope="col">{say('aside.counter.item')}</th>
              <th scope="col">{say('aside.counter.units')}</th>
              <th scope="col">{say('aside.counter.left')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ sku, name, units, left }) => (
              <tr key={sku} data-out={left <= 0 ? 'yes' : undefined}>
                <th scope="row">{name}</th>
                <td className={styles.units}>{units > 0 ? units : '–'}</td>
                <td>{Math.max(0, left)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {lines.length === 0 ? receipt : null}
    </section>
  );
}

function CountPanel({
  aside,
  waiting,
}: Omit<Props, 'aside'> & { aside: Extract<Aside, { kind: 'count' }> }): ReactNode {
  const say = useText();
  const intl = useIntl();
  const counts = useStore(waiting.store, (state) => state.counts);
  useEffect(() => waiting.watch(), [waiting]);
  const { locationId, item, scans } = aside;
  return (
    <section className={styles.aside}>
      <header className={styles.head}>
        <h1 className={styles.title}>{say('aside.count.title')}</h1>
        <p className={styles.total}>
          {locationId === null ? say('aside.count.no-bin') : say('aside.count.bin', { location: locationId })}
        </p>
      </header>
      {item ? (
        <p className={styles.counted}>
          <span>{item.name}</span>
          <strong>{say('aside.count.counted', { count: countedOf(scans) })}</strong>
        </p>
      ) : null}
      {counts.length > 0 && locationId === null ? (
        <section>
          <h2 className={styles.hint}>{say('aside.count.tasks')}</h2>
          <ul className={styles.tasks}>
            {counts.slice(0, tasksShown).map((task) => (
              <li key={task.taskId}>{intl.formatMessage({ id: `task.${task.kind}` }, task.values)}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </section>
  );
}
