// Two amounts that must be the same, and whether they are: a difference says so in words.
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import { Amount } from '../orders/orders-page';
import styles from './books.module.css';

export function Equal({
  ours,
  theirs,
  currency,
  names,
}: {
  ours: number;
  theirs: number;
  currency: string;
  /** Text keys behind `office.books.`. */
  names: readonly [ours: string, theirs: string];
}): ReactNode {
  return (
    <div>
      <dl className={styles.facts}>
        {names.map((name, index) => (
          <div key={name} className={styles.fact}>
            <dt>
              <FormattedMessage id={`office.books.${name}`} />
            </dt>
            <dd>
              <Amount minor={index === 0 ? ours : theirs} currency={currency} />
            </dd>
          </div>
        ))}
      </dl>
      <p>
        {ours === theirs ? (
          <FormattedMessage id="office.books.equal" />
        ) : (
          <>
            <FormattedMessage id="office.books.differs" />{' '}
            <Amount minor={ours - theirs} currency={currency} />
          </>
        )}
      </p>
    </div>
  );
}
