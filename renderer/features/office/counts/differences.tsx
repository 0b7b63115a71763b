// Large differences that were found twice: what was found, by whom, what it is worth, and what a manager says to it.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { CountDifference, DecideCount } from '../../../../shared/contract/counts';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Amount } from '../orders/order-columns';
import styles from './counts.module.css';

type Decide = (countId: string, decided: DecideCount) => Promise<boolean>;

export function Differences({
  differences,
  onDecide,
}: {
  differences: readonly CountDifference[];
  onDecide: Decide;
}): ReactNode {
  return (
    <section className={styles.part} aria-labelledby="counts-differences">
      <h2 id="counts-differences">
        <FormattedMessage id="office.counts.differences" values={{ counts: differences.length }} />
      </h2>
      {differences.length === 0 ? (
        <p className={styles.quiet}>
          <FormattedMessage id="office.counts.differences-none" />
        </p>
      ) : (
        <ul className={styles.differences}>
          {differences.map((each) => (
            <li key={each.countId}>
              <Difference difference={each} onDecide={onDecide} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Difference({
  difference: { countId, locationId, sku, name, class: abc, expected, difference, value, looks },
  onDecide,
}: {
  difference: CountDifference;
  onDecide: Decide;
}): ReactNode {
  const intl = useIntl();
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const ask = (decision: DecideCount['decision']): void =>
    setWanted({
      label: `office.counts.${decision}`,
      act: (by) => onDecide(countId, { decision, by }),
    });
  const named = { bin: locationId, name };
  return (
    <article className={styles.difference} aria-label={intl.formatMessage({ id: 'office.counts.at' }, named)}>
      <p>
        <strong>{locationId}</strong> {name} <span className={styles.quiet}>{sku}</span>
        {abc ? ` · ${abc}` : ''}
      </p>
      <p className={styles.large}>
        <FormattedMessage
          id="office.counts.found"
          values={{
            expected: <FormattedNumber value={expected} />,
            found: <FormattedNumber value={expected + difference} />,
            difference: <FormattedNumber value={difference} signDisplay="exceptZero" />,
          }}
        />{' '}
        {value ? (
          <Amount minor={value.amountMinor} currency={value.currency} />
        ) : (
          <FormattedMessage id="office.counts.no-cost" />
        )}
      </p>
      <table className={styles.table}>
        <caption>
          <FormattedMessage id="office.counts.history" />
        </caption>
        <thead>
          <tr>
            {['when', 'who', 'station', 'counted', 'difference', 'became'].map((column) => (
              <th key={column} scope="col">
                <FormattedMessage id={`office.counts.${column}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {looks.map((look) => (
            <tr key={`${look.at} ${look.station}`}>
              <td>
                <FormattedDate value={look.at} dateStyle="short" timeStyle="short" />
              </td>
              <td>{look.by ?? '–'}</td>
              <td>{look.station}</td>
              <td>
                <FormattedNumber value={look.counted + look.inBoxes} />
              </td>
              <td>
                <FormattedNumber value={look.difference} signDisplay="exceptZero" />
              </td>
              <td>
                <FormattedMessage id={`office.counts.state.${look.state}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {wanted ? (
        <AnsweringForm wanted={wanted} onEnd={() => setWanted(null)} />
      ) : (
        <div className={styles.acts}>
          <button type="button" data-main onClick={() => ask('book')}>
            <FormattedMessage id="office.counts.book" />
          </button>
          <button type="button" onClick={() => ask('again')}>
            <FormattedMessage id="office.counts.again" />
          </button>
        </div>
      )}
    </article>
  );
}
