// Units carried from place to place as the operator sees them: where they go, large, with the reason; what is in hand; what
// was carried last; and which faces are to be filled up.
import type { ReactNode } from 'react';
import { proposalOf } from '../../../shared/domain/packing/bench-move';
import type { BenchFacts } from '../../../shared/domain/packing/session';
import type { Moving, ReplenishTask } from '../../../shared/domain/putaway/moving';
import { type LoadBin, loadStops, type LoadStop } from '../../../shared/domain/transfer/loading';
import { toLoad } from '../../../shared/domain/transfer/questions';
import { type Transfer, transferNumber } from '../../../shared/domain/transfer/transfer';
import { useText } from '../../app/locale';
import styles from '../receiving/receiving-panel.module.css';

type Props = {
  moving: Moving;
  /** What is loaded for another site; null when nothing is. */
  loading?: Transfer | null;
  /** Where its goods lie, as far as this station knows. */
  loadBins?: readonly LoadBin[];
  propose: BenchFacts['propose'];
  replenishments: readonly ReplenishTask[];
};

const shown = 6;
const linesShown = 8;

export function MovePanel({
  moving,
  loading = null,
  loadBins = [],
  propose,
  replenishments,
}: Props): ReactNode {
  const say = useText();
  const { from, inHand, task, moves } = moving;
  const proposal = inHand && !loading ? proposalOf(moving, inHand, { propose }) : null;
  return (
    <section className={styles.receiving} aria-label={say('move.title')}>
      <header className={styles.head}>
        <h1 className={styles.title}>
          {loading
            ? say('move.loading', { number: transferNumber(loading.number), site: loading.toName })
            : say('move.title')}
        </h1>
        <p>{say('move.from', { location: from })}</p>
      </header>
      {inHand && proposal ? (
        <>
          <p className={styles.last}>
            <strong className={styles.quantity}>{proposal.to ?? '?'}</strong>
            <strong className={styles.quantity}>{proposal.quantity}</strong>
            <span>{inHand.name}</span>
          </p>
          <p className={styles.subtitle}>
            {say(`putaway.reason.${proposal.reason}`, { number: proposal.order })}
          </p>
        </>
      ) : null}
      {loading ? <Fetch transfer={loading} bins={loadBins} from={inHand ? from : null} /> : null}
      {loading ? <ToLoad transfer={loading} /> : null}
      {task && !inHand ? (
        <p className={styles.subtitle}>
          {say('move.task', { quantity: task.quantity, name: task.name, location: task.to })}
        </p>
      ) : null}
      {replenishments.length > 0 && !inHand && !task && !loading ? (
        <>
          <h2 className={styles.subtitle}>{say('move.faces')}</h2>
          <ul className={styles.takes}>
            {replenishments.slice(0, shown).map((each) => (
              <li key={each.taskId}>
                <strong>{each.from}</strong> → <strong>{each.to}</strong> {each.quantity} × {each.name}
                {each.lot || each.date ? ` · ${each.lot || each.date}` : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {moves.length > 0 ? (
        <>
          <h2 className={styles.subtitle}>{say('move.before')}</h2>
          <ol className={styles.takes}>
            {moves
              .slice(-shown)
              .toReversed()
              .map((each) => (
                <li key={each.opId}>
                  {each.quantity} × {each.name}: {each.from} →{' '}
                  {each.transferId ? say('move.on-the-way') : each.to}
                </li>
              ))}
          </ol>
        </>
      ) : null}
    </section>
  );
}

/** Bin by bin in walking order: the next one large. Who has units in hand sees the bins behind theirs. */
function Fetch({
  transfer,
  bins,
  from,
}: {
  transfer: Transfer;
  bins: readonly LoadBin[];
  /** The bin that what is in hand came out of; null with nothing in hand. */
  from: string | null;
}): ReactNode {
  const say = useText();
  const { stops, nowhere } = loadStops(transfer, bins);
  const ahead = from === null ? stops : stops.filter(({ locationId }) => locationId !== from);
  const [next, ...others] = ahead;
  return (
    <>
      {next ? (
        <p className={styles.last} data-next-bin={next.locationId}>
          <strong className={styles.quantity}>{next.locationId}</strong>
          <strong className={styles.quantity}>{next.quantity}</strong>
          <span>{next.name}</span>
        </p>
      ) : null}
      {others.length > 0 ? (
        <>
          <h2 className={styles.subtitle}>{say('move.bins-then')}</h2>
          <ol className={styles.takes}>
            {others.slice(0, shown).map((stop) => (
              <StopLine key={`${stop.locationId} ${stop.sku}`} stop={stop} />
            ))}
          </ol>
        </>
      ) : null}
      {nowhere.length > 0 ? (
        <ul className={styles.takes}>
          {nowhere.slice(0, shown).map(({ sku, name, quantity }) => (
            <li key={sku} data-nowhere={sku}>
              {say('move.nowhere', { quantity, name })}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function StopLine({ stop: { locationId, quantity, name } }: { stop: LoadStop }): ReactNode {
  return (
    <li>
      <strong>{locationId}</strong> {quantity} × {name}
    </li>
  );
}

/** What is still to be fetched first. */
function ToLoad({ transfer }: { transfer: Transfer }): ReactNode {
  const say = useText();
  const lines = [...transfer.lines].sort(
    (a, b) => Number(toLoad(transfer, b) > 0) - Number(toLoad(transfer, a) > 0) || a.lineNo - b.lineNo,
  );
  return (
    <table className={styles.lines}>
      <thead>
        <tr>
          <th scope="col">{say('receiving.column.item')}</th>
          <th scope="col">{say('move.column.loaded')}</th>
          <th scope="col">{say('move.column.to-load')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.slice(0, linesShown).map((line) => (
          <tr key={line.lineNo}>
            <th scope="row">{line.name}</th>
            <td className={styles.units}>
              {line.sent} / {line.asked}
            </td>
            <td className={styles.units}>{toLoad(transfer, line)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
