// Goods that come back as the operator sees them: what waits to be judged or to go into a bin, large; what was asked for and
// what is here; which returns it may be. Says nothing of money, and nothing that the customer wrote.
import type { ReactNode } from 'react';
import { shelfFor } from '../../../shared/domain/packing/bench-return-units';
import type { BenchFacts } from '../../../shared/domain/packing/session';
import type { Arrival } from '../../../shared/domain/returns/arrival';
import type { ReturnLine } from '../../../shared/domain/returns/goods-return';
import { awaitedUnits } from '../../../shared/domain/returns/questions';
import { shownReturnNumber } from '../../../shared/domain/returns/return-number';
import type { Returning } from '../../../shared/domain/returns/returning';
import { useText } from '../../app/locale';
import { commands } from '../../input/commands';
import { ItemPicture } from '../packing/item-picture';
import styles from './return-panel.module.css';
import type { ReturnedHere } from './returned-here';

type Props = {
  returning: Returning;
  returned: ReturnedHere | null;
  propose: BenchFacts['propose'];
  /** What the station's memory has; the SKU where it has nothing. */
  nameOf: (sku: string) => string;
};
type Named = { sku: string; name: string };

const linesShown = 8;
const actsShown = 4;

export function ReturnPanel({ returning, returned, propose, nameOf }: Props): ReactNode {
  const say = useText();
  const { with: brought, orderNumber, note, acts } = returning;
  const open = returned?.open ?? null;
  // A scan brings the name along; after a start only the op is known, and the return tells it.
  const named = ({ sku, name }: Named): string => {
    const lines: readonly Named[] = [...acts, ...(open?.found.lines ?? []), ...(open?.lines ?? [])];
    return name === sku
      ? (lines.find((each) => each.sku === sku && each.name !== sku)?.name ?? nameOf(sku))
      : name;
  };
  const title = open
    ? say('returning.title', { number: open.found.orderNumber })
    : brought
      ? say('returning.unannounced', { number: orderNumber })
      : say('returning.none');
  return (
    <section className={styles.returning} aria-label={title}>
      <header className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        {open ? <p>{say('returning.number', { number: shownReturnNumber(open.found.number) })}</p> : null}
        {note === '' ? null : <p>{say('returning.note', { note })}</p>}
      </header>
      {returning.choices ? <Choices arrivals={returned?.choices ?? []} /> : null}
      <Now returning={returning} propose={propose} named={named} />
      {open ? <Lines arrival={open} named={named} /> : null}
      {brought ? <p className={styles.subtitle}>{say('returning.more')}</p> : null}
      {acts.length > 0 ? (
        <>
          <h2 className={styles.subtitle}>{say('returning.before')}</h2>
          <ol className={styles.acts}>
            {acts
              .slice(-actsShown)
              .toReversed()
              .map((act) => (
                <li key={act.opId}>
                  {act.quantity} × {named(act)} · {say(`returning.condition.${act.condition}`)}
                  {act.lot?.lot ? ` · ${act.lot.lot}` : null}
                  {act.to === null ? null : ` · ${act.to}`}
                </li>
              ))}
          </ol>
          <p className={styles.subtitle}>{say('returning.label', { key: keyOf('print-tag') })}</p>
        </>
      ) : null}
    </section>
  );
}

const keyOf = (id: 'photo' | 'print-tag'): string => commands.find((each) => each.id === id)?.key ?? '';

/** Most is asked first: how it is, then where it goes. */
function Now({
  returning,
  propose,
  named,
}: Pick<Props, 'returning' | 'propose'> & { named: (of: Named) => string }): ReactNode {
  const say = useText();
  const { asking, toShelve } = returning;
  const [first] = toShelve;
  if (asking)
    return (
      <div className={styles.now}>
        <ItemPicture name={named(asking)} />
        <div>
          <p className={styles.name}>{named(asking)}</p>
          <ol className={styles.conditions}>
            <li>{say('returning.judge.as-new')}</li>
            <li>{say('returning.judge.opened')}</li>
            <li>{say('returning.judge.damaged')}</li>
          </ol>
          <p className={styles.subtitle}>
            {say('returning.photos', { count: returning.photos.length, key: keyOf('photo') })}
          </p>
        </div>
        <strong className={styles.quantity}>{asking.quantity}</strong>
      </div>
    );
  if (!first) return null;
  const proposal = shelfFor(first, { propose });
  return (
    <div className={styles.now}>
      <ItemPicture name={named(first)} />
      <div>
        <p className={styles.name}>{named(first)}</p>
        <p className={styles.bin}>{proposal.to ?? '?'}</p>
        <p className={styles.subtitle}>
          {say(`putaway.reason.${proposal.reason}`, { number: proposal.order })}
        </p>
      </div>
      <strong className={styles.quantity}>{proposal.to === null ? first.quantity : proposal.quantity}</strong>
    </div>
  );
}

function Choices({ arrivals }: { arrivals: readonly Arrival[] }): ReactNode {
  const say = useText();
  return (
    <ol className={styles.choices} aria-label={say('returning.choices')}>
      {arrivals.map(({ found }) => (
        <li key={found.returnId}>
          <strong>{say('returning.title', { number: found.orderNumber })}</strong>{' '}
          {shownReturnNumber(found.number)} ·{' '}
          {found.lines
            .filter((line) => awaitedUnits(line) > 0)
            .map((line) => `${awaitedUnits(line)} × ${line.name}`)
            .join(', ')}
        </li>
      ))}
    </ol>
  );
}

function Lines({ arrival, named }: { arrival: Arrival; named: (of: Named) => string }): ReactNode {
  const say = useText();
  const lines = [...arrival.found.lines].sort(
    (a, b) => Number(awaitedUnits(a) === 0) - Number(awaitedUnits(b) === 0) || a.no - b.no,
  );
  return (
    <table className={styles.lines}>
      <thead>
        <tr>
          <th scope="col">{say('returning.column.item')}</th>
          <th scope="col">{say('returning.column.reason')}</th>
          <th scope="col">{say('returning.column.here')}</th>
          <th scope="col">{say('returning.column.found')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.slice(0, linesShown).map((line) => (
          <tr key={line.no}>
            <th scope="row">{named(line)}</th>
            <td>{line.reason === null ? '–' : say(`return.reason.${line.reason}`)}</td>
            <td className={styles.units}>
              {line.lineNo === null
                ? say('returning.not-of-order', { units: line.received })
                : `${line.received} / ${line.asked}`}
            </td>
            <td>{foundOf(line, say)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function foundOf({ seen = [] }: ReturnLine, say: ReturnType<typeof useText>): string {
  const units = new Map<string, number>();
  for (const { condition, quantity } of seen) units.set(condition, (units.get(condition) ?? 0) + quantity);
  return (['as-new', 'opened', 'damaged'] as const)
    .filter((condition) => units.has(condition))
    .map((condition) => `${units.get(condition)} ${say(`returning.condition.${condition}`)}`)
    .join(', ');
}
