// What becomes of units that are here: one row for each line with something to decide, and what was decided before. A bin
// that is scanned names the shelf of the first row.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import {
  type Disposition,
  dispositions,
  type GoodsReturn,
  type ParkedDisposition,
  parkedDispositions,
  type ReturnLine,
} from '../../../../shared/domain/returns/goods-return';
import {
  awaitedUnits,
  disposedOf,
  isAwaited,
  undecidedUnits,
} from '../../../../shared/domain/returns/questions';
import styles from './returns.module.css';
import type { ReturnDeskState } from './use-return-desk';

type Open = { line: ReturnLine; from: ParkedDisposition | null; units: number };

export function ReturnUnits({ desk, found }: { desk: ReturnDeskState; found: GoodsReturn }): ReactNode {
  const rows = found.lines.flatMap<Open>((line) => [
    { line, from: null, units: undecidedUnits(line) },
    ...parkedDispositions.map((from) => ({ line, from, units: disposedOf(line, from) })),
  ]);
  const open = rows.filter(({ units }) => units > 0);
  const awaited = isAwaited(found)
    ? found.lines.filter((line) => line.lineNo !== null && awaitedUnits(line) > 0)
    : [];
  const decided = found.lines.flatMap((line) => line.disposals.map((disposal) => ({ line, disposal })));
  const seen = found.lines.flatMap((line) => (line.seen ?? []).map((sighting) => ({ line, sighting })));
  if (open.length === 0 && awaited.length === 0 && decided.length === 0) return null;
  return (
    <section className={styles.panel} aria-labelledby="decide">
      <h2 id="decide">
        <FormattedMessage id="office.returns.decide" />
      </h2>
      {seen.length > 0 ? (
        <>
          <h3>
            <FormattedMessage id="office.returns.seen" />
          </h3>
          <ul>
            {seen.map(({ line, sighting }) => (
              <li key={`${line.no} ${sighting.act}`}>
                <FormattedNumber value={sighting.quantity} /> × {line.name}:{' '}
                <FormattedMessage id={`returning.condition.${sighting.condition}`} />
                {sighting.note === '' ? null : ` · ${sighting.note}`}
                {sighting.by === null ? null : ` · ${sighting.by}`}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {open.map((row, index) => (
        <Decide
          key={`${row.line.no} ${row.from ?? ''} ${row.units}`}
          desk={desk}
          row={row}
          isFirst={index === 0}
        />
      ))}
      {awaited.map((line) => (
        <div key={line.no} className={styles.row}>
          <span>
            <FormattedMessage
              id="office.returns.awaited"
              values={{ name: line.name, quantity: awaitedUnits(line) }}
            />
          </span>
          <button
            type="button"
            disabled={desk.busy}
            onClick={() =>
              void desk.dispose({ no: line.no, quantity: awaitedUnits(line), disposition: 'keep' })
            }
          >
            <FormattedMessage id="return.disposition.keep" />
          </button>
        </div>
      ))}
      {decided.length > 0 ? (
        <ul>
          {decided.map(({ line, disposal }, index) => (
            <li key={`${line.no} ${String(index)}`}>
              <FormattedNumber value={disposal.quantity} /> × {line.name}:{' '}
              <FormattedMessage id={`return.disposition.${disposal.disposition}`} />
              {disposal.locationId === null ? null : ` · ${disposal.locationId}`}
              {disposal.note === '' ? null : ` · ${disposal.note}`}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** `keep` is for goods that have not come. */
const forGoodsHere = dispositions.filter((each) => each !== 'keep');

function Decide({ desk, row, isFirst }: { desk: ReturnDeskState; row: Open; isFirst: boolean }): ReactNode {
  const intl = useIntl();
  const { line, from, units } = row;
  const [picked, setPicked] = useState<Disposition | ''>('');
  const [quantity, setQuantity] = useState(1);
  const [typedBin, setTypedBin] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const bin = typedBin ?? (isFirst ? desk.bin : '');
  // A bin was scanned: that is where it goes.
  const disposition = picked === '' && isFirst && desk.bin !== '' ? 'restock' : picked;
  const words = (id: string): string => intl.formatMessage({ id }, { name: line.name });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (disposition === '') return;
    void desk.dispose({
      no: line.no,
      quantity,
      disposition,
      from,
      note,
      locationId: disposition === 'restock' && bin.trim() !== '' ? (bin.trim() as never) : null,
    });
  };
  return (
    <form
      className={styles.row}
      data-first={isFirst ? 'true' : undefined}
      onSubmit={submit}
      aria-label={words('office.returns.decide-of')}
    >
      <strong>{line.name}</strong>
      <span className={styles.quiet}>
        {from === null ? null : (
          <>
            <FormattedMessage id={`return.disposition.${from}`} />{' '}
          </>
        )}
        {line.lineNo === null ? (
          <>
            <FormattedMessage id="office.returns.other" />{' '}
          </>
        ) : null}
        {line.reason === null ? null : <FormattedMessage id={`return.reason.${line.reason}`} />} {line.note}
      </span>
      <input
        type="number"
        className={styles.units}
        min={1}
        max={units}
        aria-label={words('office.returns.units-of')}
        value={quantity}
        onChange={({ target }) => setQuantity(Math.max(1, Math.min(units, Math.trunc(Number(target.value)))))}
      />
      <span>
        <FormattedMessage id="office.returns.of-units" values={{ quantity: units }} />
      </span>
      <select
        required
        aria-label={words('office.returns.disposition-of')}
        value={disposition}
        onChange={({ target }) => setPicked(target.value as Disposition)}
      >
        <option value="" disabled>
          {intl.formatMessage({ id: 'office.returns.choose' })}
        </option>
        {forGoodsHere
          .filter((each) => each !== from)
          .map((each) => (
            <option key={each} value={each}>
              {intl.formatMessage({ id: `return.disposition.${each}` })}
            </option>
          ))}
      </select>
      {disposition === 'restock' ? (
        <input
          required
          aria-label={words('office.returns.bin-of')}
          placeholder={intl.formatMessage({ id: 'office.returns.bin' })}
          value={bin}
          maxLength={64}
          onChange={({ target }) => setTypedBin(target.value)}
        />
      ) : null}
      <input
        aria-label={words('office.returns.note-of')}
        placeholder={intl.formatMessage({ id: 'office.returns.note' })}
        value={note}
        maxLength={500}
        onChange={({ target }) => setNote(target.value)}
      />
      <button type="submit" disabled={desk.busy || disposition === ''}>
        <FormattedMessage id="office.returns.decide-now" />
      </button>
    </form>
  );
}
