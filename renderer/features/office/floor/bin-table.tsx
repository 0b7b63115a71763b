// Bins as a table: what the picture shows, and those that are not on the map yet.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { Bin } from '../../../../shared/domain/floor/floor-plan';
import styles from './floor.module.css';

type Props = {
  bins: readonly Bin[];
  marked: ReadonlySet<string>;
  onMark: (code: string) => void;
  onMarkAll: (codes: ReadonlySet<string>) => void;
  onEdit: (bin: Bin) => void;
  onRemove: (codes: readonly string[]) => void;
};

const mostShown = 100;

export function BinTable({ bins, marked, onMark, onMarkAll, onEdit, onRemove }: Props): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [isUndrawn, setUndrawn] = useState(false);
  const wanted = text.trim().toLowerCase();
  const found = bins.filter(
    ({ locationId, zone, aisle, spot }) =>
      (!isUndrawn || spot === null) &&
      [locationId, zone, aisle].some((word) => (word ?? '').toLowerCase().startsWith(wanted)),
  );
  return (
    <section className={styles.part} aria-labelledby="floor-bins">
      <h2 id="floor-bins">
        <FormattedMessage id="office.floor.bins-found" values={{ bins: found.length }} />
      </h2>
      <div className={styles.acts}>
        <label>
          <FormattedMessage id="office.floor.find" />{' '}
          <input
            type="search"
            maxLength={40}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <label className={styles.check}>
          <input type="checkbox" checked={isUndrawn} onChange={(event) => setUndrawn(event.target.checked)} />
          <FormattedMessage id="office.floor.only-undrawn" />
        </label>
        <button
          type="button"
          disabled={found.length === 0}
          onClick={() => onMarkAll(new Set([...marked, ...found.map(({ locationId }) => locationId)]))}
        >
          <FormattedMessage id="office.floor.mark-all" values={{ bins: found.length }} />
        </button>
        <button type="button" disabled={marked.size === 0} onClick={() => onMarkAll(new Set())}>
          <FormattedMessage id="office.floor.mark-none" />
        </button>
        <button
          type="button"
          disabled={marked.size === 0}
          onClick={() =>
            onRemove(bins.flatMap(({ locationId }) => (marked.has(locationId) ? [locationId] : [])))
          }
        >
          <FormattedMessage id="office.floor.remove-marked" values={{ bins: marked.size }} />
        </button>
      </div>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              {[
                'marked',
                'bin',
                'purpose',
                'zone',
                'aisle',
                'side',
                'along',
                'level',
                'size',
                'max-grams',
              ].map((name) => (
                <th key={name} scope="col">
                  <FormattedMessage id={`office.floor.${name}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.slice(0, mostShown).map((bin) => (
              <tr key={bin.locationId}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={intl.formatMessage({ id: 'office.floor.mark-one' }, { code: bin.locationId })}
                    checked={marked.has(bin.locationId)}
                    onChange={() => onMark(bin.locationId)}
                  />
                </td>
                <th scope="row">
                  <button type="button" onClick={() => onEdit(bin)}>
                    {bin.locationId}
                  </button>
                </th>
                <td>
                  <FormattedMessage id={`office.floor.purpose.${bin.purpose}`} />
                </td>
                <td>{bin.zone ?? '–'}</td>
                <td>{bin.aisle ?? '–'}</td>
                <td>{bin.spot ? <FormattedMessage id={`office.floor.side.${bin.spot.side}`} /> : '–'}</td>
                <td>{bin.spot ? <FormattedNumber value={bin.spot.alongMm} /> : '–'}</td>
                <td>{bin.spot?.level ?? '–'}</td>
                <td>
                  {bin.size ? `${bin.size.lengthMm} × ${bin.size.widthMm} × ${bin.size.heightMm}` : '–'}
                </td>
                <td>{bin.maxGrams === null ? '–' : <FormattedNumber value={bin.maxGrams} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.length > mostShown ? (
        <p className={styles.quiet}>
          <FormattedMessage id="office.floor.more-bins" values={{ bins: found.length - mostShown }} />
        </p>
      ) : null}
    </section>
  );
}
