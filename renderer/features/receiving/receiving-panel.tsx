// Goods that come in as the operator sees them: the order with what is still to come of each item, and what was counted
// last. Without an order only what was counted is told.
import type { ReactNode } from 'react';
import { overOf, toCome } from '../../../shared/domain/purchasing/questions';
import type { Awaited, Receiving } from '../../../shared/domain/purchasing/receiving';
import { useText } from '../../app/locale';
import styles from './receiving-panel.module.css';

type Props = {
  receiving: Receiving /** Null without one, and for one that is over. */;
  awaited: Awaited | null;
};

const takesShown = 4;
const linesShown = 8;

export function ReceivingPanel({ receiving, awaited }: Props): ReactNode {
  const say = useText();
  const { takes, purchaseId, transferId } = receiving;
  const last = takes.at(-1);
  const title = awaited
    ? say('receiving.title', { number: awaited.number, supplier: awaited.from })
    : say(purchaseId || transferId ? 'receiving.order-over' : 'receiving.blind');
  return (
    <section className={styles.receiving} aria-label={title}>
      <header className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        <p>{say('receiving.counted', { units: takes.reduce((sum, { quantity }) => sum + quantity, 0) })}</p>
      </header>
      {last ? (
        <p className={styles.last}>
          <span>{last.name}</span>
          <strong className={styles.quantity}>{last.quantity}</strong>
          <span data-aside={last.to === 'quarantine' ? 'yes' : undefined} className={styles.place}>
            {say(`receiving.to-${last.to}`)}
          </span>
        </p>
      ) : null}
      {awaited ? <Lines awaited={awaited} takes={takes} /> : null}
      {takes.length > 1 ? (
        <>
          <h2 className={styles.subtitle}>{say('receiving.before')}</h2>
          <ol className={styles.takes}>
            {takes
              .slice(-1 - takesShown, -1)
              .toReversed()
              .map((take) => (
                <li key={take.opId}>
                  {take.quantity} × {take.name} · {say(`receiving.to-${take.to}`)}
                </li>
              ))}
          </ol>
        </>
      ) : null}
    </section>
  );
}

/** What is still to come first. */
function Lines({ awaited, takes }: { awaited: Awaited; takes: Receiving['takes'] }): ReactNode {
  const say = useText();
  const lastSku = takes.at(-1)?.sku;
  // Head office tells the names of what nobody ordered; until then the scan does.
  const nameOf = (sku: string, name: string): string => takes.find((take) => take.sku === sku)?.name ?? name;
  const lines = [...awaited.lines].sort(
    (a, b) => Number(toCome(a) === 0) - Number(toCome(b) === 0) || a.lineNo - b.lineNo,
  );
  return (
    <table className={styles.lines}>
      <thead>
        <tr>
          <th scope="col">{say('receiving.column.item')}</th>
          <th scope="col">{say('receiving.column.received')}</th>
          <th scope="col">{say('receiving.column.to-come')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.slice(0, linesShown).map((line) => (
          <tr key={line.lineNo} data-last={line.sku === lastSku ? 'yes' : undefined}>
            <th scope="row">{line.name}</th>
            <td className={styles.units}>
              {line.received} / {line.ordered}
            </td>
            <td className={styles.units}>
              {overOf(line) > 0 ? say('receiving.over', { units: overOf(line) }) : toCome(line)}
            </td>
          </tr>
        ))}
        {awaited.extras.map((extra) => (
          <tr key={extra.sku}>
            <th scope="row">{nameOf(extra.sku, extra.name)}</th>
            <td className={styles.units}>{extra.received}</td>
            <td>{say('receiving.not-ordered')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
